import type { Finding } from '../../../domain/finding';

/** A runbook that is refused: every problem, told for people by its message. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(
    document: string,
    readonly findings: readonly Finding[],
  ) {
    const count = findings.length === 1 ? '1 problem' : `${findings.length} problems`;
    super([`SSM document ${document} is refused: ${count}`, ...findings.map(describe)].join('\n\n'));
  }
}

function describe({ path, found, message, remedy }: Finding): string {
  const value = found === undefined ? '' : ` = ${JSON.stringify(found)}`;
  return `  ${path}${value}\n    ${message.charAt(0).toUpperCase()}${message.slice(1)}.\n    → ${remedy}`;
}
