/** From the worst on. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/**
 * `critical`: cannot be undone or loses recovery points. `high`: less recoverable, or wider access. `medium`: another
 * behaviour, and whatever no rule knows. `low`: tags and descriptions.
 */
export type Severity = (typeof SEVERITIES)[number];

/** What a rule says about a change, for everybody who reads it. */
export interface ReviewFinding {
  /** Stable name of the rule, in kebab case. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where it happens, in the order of the stacks. */
  readonly environments: readonly string[];
  /** The accounts concerned, as far as the providers name them. */
  readonly accounts: readonly string[];
  /** What the stack is about, in every environment the same. */
  readonly stack: string;
  readonly address: string;
  /** Inside the resource, with slashes; empty for the whole. */
  readonly path: string;
  /** As JSON; null: not there. */
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string;
  readonly remedy: string;
  /** Why it is all right, and until when: from the file of accepted findings. */
  readonly accepted?: { readonly reason: string; readonly expires: string };
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
