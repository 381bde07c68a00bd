import type { Finding } from '../domain/finding';

/** The problems of one file. */
export interface Refusal {
  /** Its path for messages, such as `environments/prod.ts`. */
  readonly file: string;
  readonly findings: readonly Finding[];
  /** Whether some checks can run only after these problems are fixed. */
  readonly unchecked: boolean;
}

/** Refused input. The message lists every problem of every file. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly refusals: readonly Refusal[]) {
    const texts = refusals.map(describeProblems);
    const filesWith = (text: string) => refusals.filter((_, index) => texts[index] === text).map(({ file }) => file);
    super([...new Set(texts)].map((text) => `${headline(filesWith(text))}${text}`).join('\n\n'));
  }
}

/** Several files have the same problems when a value that they share is wrong: it is reported once. */
function headline(files: readonly string[]): string {
  if (files.length === 1) return `${files.join('')} is refused: `;
  return `${files.join(', ')} are refused, probably for a value in common.ts: `;
}

function describeProblems({ findings, unchecked }: Refusal): string {
  const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
  const rest = unchecked ? ['  Values that depend on these are checked once these are correct.'] : [];
  return [count, ...findings.map(describeFinding), ...rest].join('\n\n');
}

/** A finding as text: where, what is wrong, what to do. */
export function describeFinding({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  return `  ${path}${value}\n    ${sentence(message)}\n    → ${remedy}`;
}

function sentence(message: string): string {
  const end = /[.?!]$/.test(message) ? '' : '.';
  return message.charAt(0).toUpperCase() + message.slice(1) + end;
}
