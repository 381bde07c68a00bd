import type { Finding } from '../../domain/finding';

/** Findings for people: where, what is wrong, what to do. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map(({ path, message, remedy }) => `${path}: ${message}\n→ ${remedy}`).join('\n\n');
}
