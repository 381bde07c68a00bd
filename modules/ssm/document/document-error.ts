import type { Finding } from '../../../domain/finding';

/** A runbook that is refused: every problem, told for people by its message. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  /** @param unchecked whether there are rules that could not be asked before these problems are mended */
  constructor(
    document: string,
    readonly findings: readonly Finding[],
    { unchecked }: { readonly unchecked: boolean },
  ) {
    const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
    const rest = unchecked ? ['  Which ways an execution can go is checked when they are right.'] : [];
    super([`SSM document ${document} is refused: ${count}`, ...findings.map(describe), ...rest].join('\n\n'));
  }
}

function describe({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  const end = message.endsWith('?') ? '' : '.';
  return `  ${path}${value}\n    ${message.charAt(0).toUpperCase()}${message.slice(1)}${end}\n    → ${remedy}`;
}
