import type { Finding } from '../domain/finding';

/** Findings with their paths and remedies. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map(({ path, message, remedy }) => `${path}: ${message}\n→ ${remedy}`).join('\n\n');
}
