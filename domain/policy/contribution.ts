import type { Value, ValueOperator } from './inheritance-statement';

/** A policy, and the root, OU or account that it is attached to. */
export interface Source {
  readonly policy: string;
  readonly target: string;
}

/** What one policy contributed to one setting. */
export type Contribution = Source &
  (
    | {
        readonly action: 'set' | 'appended' | 'removed';
        /** The value in the policy, as strings. */
        readonly value: Value;
      }
    | {
        readonly action: 'blocked';
        /** The operator that has no effect. */
        readonly operator: ValueOperator;
        readonly value: Value;
        /** The policies that block it. */
        readonly by: readonly Source[];
        /**
         * `forbidden`: a parent policy does not allow the operator here, or does not allow new entries.
         * `assigned-first`: a policy attached earlier to the same target assigns a value.
         */
        readonly reason: 'forbidden' | 'assigned-first';
      }
  );
