export type Severity = 'error' | 'warning';

/** What a rule has found: where, what is wrong, and what to do. */
export interface Finding {
  /** Stable name of the rule, in kebab case. */
  readonly rule: string;
  readonly severity: Severity;
  /** `aws`: AWS rejects it. `backupctl`: AWS accepts it, and it then fails, never runs or loses something. */
  readonly source: 'aws' | 'backupctl';
  /** The path in the document that the user wrote. */
  readonly path: string;
  /** The value at the path, if it is a single one. */
  readonly found?: string | number | boolean;
  /** What is wrong, with the values concerned: no capital, no full stop. */
  readonly message: string;
  /** What to do: an instruction that can be followed. */
  readonly remedy: string;
}

/** An error that AWS does not report. */
export function refusal(finding: Omit<Finding, 'severity' | 'source'>): Finding {
  return { severity: 'error', source: 'backupctl', ...finding };
}

/** Returns the path of a setting in the document that the user wrote, which can spell it differently. */
export type Locate<Setting extends string> = (setting: Setting) => string;
