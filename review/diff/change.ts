import type { Part, Place } from '../model/stack';
import type { Difference } from './difference';

export type Action = 'added' | 'removed' | 'changed' | 'replaced' | 'moved';

/** What happens to one part of the configuration. */
export interface Change extends Place {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** The account that it is in. */
  readonly account: string | undefined;
  /** The address that it had, where that differs. */
  readonly movedFrom: string | undefined;
  readonly before: Part['arguments'] | undefined;
  readonly after: Part['arguments'] | undefined;
  /** Of what was and is there. */
  readonly differences: readonly Difference[];
  /** The arguments for which the provider makes it anew. */
  readonly replacedFor: readonly string[];
}
