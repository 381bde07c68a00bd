import type { Finding } from '../../../domain/finding';

/** A runbook that is refused, with every problem. The message is for users. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  /** @param unchecked whether other rules can only be checked after these problems are fixed */
  constructor(
    document: string,
    readonly findings: readonly Finding[],
    { unchecked }: { readonly unchecked: boolean },
  ) {
    const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
    const rest = unchecked ? ['  The paths of an execution are checked after these problems are fixed.'] : [];
    super([`SSM document ${document} is refused: ${count}`, ...findings.map(describe), ...rest].join('\n\n'));
  }
}

function describe({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  const end = message.endsWith('?') ? '' : '.';
  return `  ${path}${value}\n    ${message.charAt(0).toUpperCase()}${message.slice(1)}${end}\n    → ${remedy}`;
}
