import type { Value, ValueOperator } from './inheritance-statement';

/** A policy, and the root, OU or account that it is attached to. */
export interface Source {
  readonly policy: string;
  readonly target: string;
}

/** What one policy did at one setting. */
export type Contribution = Source &
  (
    | {
        readonly action: 'set' | 'appended' | 'removed';
        /** As the policy has it, in strings. */
        readonly value: Value;
      }
    | {
        readonly action: 'blocked';
        /** What the policy tried. */
        readonly operator: ValueOperator;
        readonly value: Value;
        /** Who stopped it. */
        readonly by: readonly Source[];
        /**
         * `forbidden`: a policy further up does not allow the operator here, or no new entry around here.
         * `assigned-first`: a policy attached earlier to the same target assigns a value.
         */
        readonly reason: 'forbidden' | 'assigned-first';
      }
  );
