import type { Check } from '../../operations/preflight/check';

const MARKS: Readonly<Record<Check['state'], string>> = { ok: '✓', off: '✗', notice: '!', unknown: '?' };

/** One line for each check, and below it the command that fixes it. */
export function preflightText(checks: readonly Check[]): string {
  return checks
    .map(({ check, state, region, message, command }) => {
      const place = region === undefined ? check : `${check} ${region}`;
      const [first, ...more] = message.split('\n');
      const below = [...more, ...(command === undefined ? [] : [command])].map((line) => `\n    ${line}`);
      return `${MARKS[state]} ${place}: ${first}${below.join('')}`;
    })
    .join('\n');
}
