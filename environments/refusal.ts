import type { Finding } from '../domain/finding';

/** The problems of one file. */
export interface Refusal {
  /** As the operator knows it, such as `environments/prod.ts`. */
  readonly file: string;
  readonly findings: readonly Finding[];
  /** Checks that could not be made before these problems are mended. */
  readonly unchecked: boolean;
}

/** Input that is refused: every problem of every file, told for people by its message. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(describe).join('\n\n'));
  }
}

function describe({ file, findings, unchecked }: Refusal): string {
  const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
  const rest = unchecked ? ['  What depends on these values is checked when they are right.'] : [];
  return [`${file} is refused: ${count}`, ...findings.map(describeFinding), ...rest].join('\n\n');
}

/** A finding as people meet it: where, what is wrong, what to do. */
export function describeFinding({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  return `  ${path}${value}\n    ${sentence(message)}\n    → ${remedy}`;
}

function sentence(message: string): string {
  const end = /[.?!]$/.test(message) ? '' : '.';
  return message.charAt(0).toUpperCase() + message.slice(1) + end;
}
