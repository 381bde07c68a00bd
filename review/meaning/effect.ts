/** When a rule runs and what it leaves behind. */
export interface RuleFacts {
  readonly schedule: string;
  readonly timezone: string;
  /** The next two runs, as ISO instants in UTC; none for a schedule that never runs or cannot be read. */
  readonly nextRuns: readonly string[];
  /** Null: kept for ever. */
  readonly deleteAfterDays: number | null;
  /** The most recovery points of one resource that there are at a time; null when they are kept for ever. */
  readonly recoveryPoints: number | null;
  readonly vault: string;
  /** Where copies go, and for how many days. */
  readonly copies: readonly string[];
}

/** What a change means for one rule of a plan. */
export interface RuleEffect {
  readonly stack: string;
  readonly environments: readonly string[];
  readonly plan: string;
  readonly rule: string;
  /** What an organization policy is attached to; null for a plan of an account. */
  readonly target: string | null;
  /** The accounts concerned, as far as the JSON names them: those below an OU it does not. */
  readonly accounts: readonly string[];
  /** Null: there was none. */
  readonly before: RuleFacts | null;
  /** Null: there is none any more. */
  readonly after: RuleFacts | null;
}
