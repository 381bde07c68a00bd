export type Severity = 'error' | 'warning';

/** What a rule has found: where, what is wrong, and what to do about it. */
export interface Finding {
  /** Stable name of the rule, in kebab case. */
  readonly rule: string;
  readonly severity: Severity;
  /** `aws`: AWS refuses it. `backupctl`: AWS accepts it, and it then fails, never runs or loses something. */
  readonly source: 'aws' | 'backupctl';
  /** Where it stands, in the reader's own document. */
  readonly path: string;
  /** The value that stands there, when it is a single one. */
  readonly found?: string | number | boolean;
  /** What is wrong, with the values concerned: no capital, no full stop. */
  readonly message: string;
  /** What can be done: an instruction that can be followed. */
  readonly remedy: string;
}

/** A finding of our own that lets nothing go on. */
export function refusal(told: Omit<Finding, 'severity' | 'source'>): Finding {
  return { severity: 'error', source: 'backupctl', ...told };
}

/** Turns the name of a setting into its path in the reader's own document, which may spell it differently. */
export type Locate<Setting extends string> = (setting: Setting) => string;
