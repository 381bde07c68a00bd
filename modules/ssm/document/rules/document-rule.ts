import type { Finding } from '../../../../domain/finding';
import type { DocumentDefinition } from '../document';

/** Judges a runbook before it is built. */
export type DocumentRule = (document: DocumentDefinition) => Finding[];

/** What a rule refuses. `aws`: AWS refuses it too. `backupctl`: AWS takes it, and the execution goes wrong. */
export function refused(
  rule: string,
  source: Finding['source'],
  rest: Pick<Finding, 'path' | 'found' | 'message' | 'remedy'>,
): Finding {
  return { rule, severity: 'error', source, ...rest };
}
