import { readStatements } from '../iam/access/statement';
import { coversAction } from '../iam/access/pattern';
import { statementsOfPolicy } from '../iam/canonical-statement';
import type { JsonObject } from '../json-object';

const DELETION = 'backup:DeleteRecoveryPoint';

/**
 * Whether a vault's policy may deny a person to delete recovery points. A denial with a condition counts too: only AWS
 * can evaluate whom it exempts.
 */
export function deniesDeletion(policy: string): boolean {
  const { statements } = readStatements(statementsOfPolicy(JSON.parse(policy) as JsonObject));
  return statements.some(({ allows, actions }) => {
    if (allows || !actions.isPresent) return false;
    return actions.values.some((action) => coversAction(action, DELETION)) !== actions.not;
  });
}
