import type { Finding } from '../../../../domain/finding';
import type { DocumentDefinition } from '../definition';

/** Checks a runbook before it is built. */
export type DocumentRule = (document: DocumentDefinition) => Finding[];

/** A finding. Source `aws`: AWS refuses the document too. `backupctl`: AWS accepts it, and executions fail. */
export function refused(
  rule: string,
  source: Finding['source'],
  rest: Pick<Finding, 'path' | 'found' | 'message' | 'remedy'>,
): Finding {
  return { rule, severity: 'error', source, ...rest };
}
