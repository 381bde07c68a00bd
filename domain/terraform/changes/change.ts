import type { Difference } from './difference';
import type { Block } from './value';

/** Where a part of the configuration is deployed. */
export interface Place {
  /** Name of the stack in the manifest, such as `prod-backup`. */
  readonly stackName: string;
  /** Such as `prod`, or `organizations`. */
  readonly environment: string;
  /** Name of the stack without its environment, such as `backup`. */
  readonly stack: string;
}

/** `forgotten`: it stays in AWS, unmanaged. */
export type Action = 'added' | 'removed' | 'forgotten' | 'changed' | 'replaced' | 'moved';

/** What happens to one part of the configuration. */
export interface Change extends Place {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** The account of its provider, if known. */
  readonly account: string | undefined;
  /** The previous address, if no `moved` block declares it. */
  readonly movedFrom: string | undefined;
  readonly before: Block | undefined;
  readonly after: Block | undefined;
  /** Empty for parts that are added or removed. */
  readonly differences: readonly Difference[];
  /** The arguments that force the replacement. */
  readonly replacedFor: readonly string[];
  /** Whether the plan also imports it: it exists, and Terraform has not managed it so far. */
  readonly imported?: true;
}
