import type { Place } from '../../domain/terraform/changes/change';
import type { Block } from '../../domain/terraform/changes/value';

/** A resource, a data source, an output, a provider or a Terraform setting. */
export interface Part {
  /** The Terraform address; `provider.aws`, `output.vaultArns` or `terraform.backend` for parts that are not resources. */
  readonly address: string;
  /** The resource type; a data source's type starts with `data.`. Otherwise the first word of the address. */
  readonly type: string;
  /** The account of its provider, if known. */
  readonly account: string | undefined;
  readonly arguments: Block;
}

export interface Stack extends Place {
  readonly parts: ReadonlyMap<string, Part>;
  /** `moved` blocks: new addresses by old ones. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that `removed` blocks forget, and leave in AWS. */
  readonly forgotten: ReadonlySet<string>;
}

/** The stacks of a synthesized app by name. */
export type Model = ReadonlyMap<string, Stack>;
