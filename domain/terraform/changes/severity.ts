/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/**
 * `critical`: cannot be undone, or loses recovery points. `high`: less is recoverable, or access is wider. `medium`:
 * behavior changes, or no rule covers the change. `low`: no effect on backups or access.
 */
export type Severity = (typeof SEVERITIES)[number];

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
