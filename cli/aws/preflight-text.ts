import type { Check } from '../../operations/preflight/check';

const MARKS: Readonly<Record<Check['state'], string>> = { ok: '✓', off: '✗', notice: '!' };

/** A line for each check, and below it the command that mends it. */
export function preflightText(checks: readonly Check[]): string {
  return checks
    .map(({ check, state, region, message, command }) => {
      const place = region === undefined ? check : `${check} ${region}`;
      return `${MARKS[state]} ${place}: ${message}${command === undefined ? '' : `\n    ${command}`}`;
    })
    .join('\n');
}
