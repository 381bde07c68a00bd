import type { RuleRuns } from '../../domain/schedule/rule-runs';

/** When a rule runs, what it keeps, and where. */
export interface RuleFacts extends RuleRuns {
  readonly vault: string;
  /** Where copies go, and for how many days. */
  readonly copies: readonly string[];
}

/** The effect of a change on one rule of a plan. */
export interface RuleEffect {
  readonly stack: string;
  readonly environments: readonly string[];
  readonly plan: string;
  readonly rule: string;
  /** The target of an organization policy; null for a plan of an account. */
  readonly target: string | null;
  /** The affected accounts, as far as the JSON names them. It does not name those below an OU. */
  readonly accounts: readonly string[];
  /** Null for a new rule. */
  readonly before: RuleFacts | null;
  /** Null for a deleted rule. */
  readonly after: RuleFacts | null;
}
