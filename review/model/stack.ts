import type { Block } from './value';

/** Where a part of the configuration goes. */
export interface Place {
  /** As the manifest names the stack, such as `prod-backup`. */
  readonly stackName: string;
  /** Such as `prod`, or `organizations`. */
  readonly environment: string;
  /** What the stack is about, in every environment the same: `backup`. */
  readonly stack: string;
}

/** A resource, a data source, an output, a provider or a setting of Terraform. */
export interface Part {
  /** As Terraform writes it; `provider.aws`, `output.vaultArns`, `terraform.backend` for what is no resource. */
  readonly address: string;
  /** Of a resource its type, of a data source that with `data.` before it, else what comes first in the address. */
  readonly type: string;
  /** The account that the part goes to, where its provider says so. */
  readonly account: string | undefined;
  readonly arguments: Block;
}

export interface Stack extends Place {
  readonly parts: ReadonlyMap<string, Part>;
  /** Addresses that the configuration itself says have changed. */
  readonly moved: ReadonlyMap<string, string>;
}

/** Every stack of a synthesized app by its name. */
export type Model = ReadonlyMap<string, Stack>;
