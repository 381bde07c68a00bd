import { readStatements } from '../iam/access/statement';
import { coversAction } from '../iam/access/pattern';
import { statementsOfPolicy } from '../iam/canonical-statement';
import type { JsonObject } from '../json-object';

const DELETION = 'backup:DeleteRecoveryPoint';

/**
 * Whether a vault's policy can deny deleting recovery points. A condition may exempt some callers; only AWS can evaluate
 * it, so a statement with conditions counts too.
 */
export function deniesDeletion(policy: string): boolean {
  const { statements } = readStatements(statementsOfPolicy(JSON.parse(policy) as JsonObject));
  return statements.some(({ allows, actions }) => {
    if (allows || !actions.isPresent) return false;
    return actions.values.some((action) => coversAction(action, DELETION)) !== actions.not;
  });
}
