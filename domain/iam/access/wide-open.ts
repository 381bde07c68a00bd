import type { Value } from '../../terraform/changes/value';
import { coversAction } from './pattern';
import { readStatements, type Statement } from './statement';

/**
 * The statements of a new policy that are a finding in any policy: they allow all actions, allow passing any role, or
 * allow everyone without a condition.
 */
export function wideOpen(policy: Value | undefined): Statement[] {
  return readStatements(policy).statements.filter(
    (statement) => statement.allows && (allowsAll(statement) || passesAnyRole(statement) || allowsEveryone(statement)),
  );
}

function allowsAll({ actions }: Statement): boolean {
  return actions.not || actions.values.includes('*');
}

function passesAnyRole({ actions, resources }: Statement): boolean {
  const any = resources.not || resources.values.some((resource) => /^\*$|:role\/\*$|:\*$/.test(resource));
  return any && (actions.not || actions.values.some((action) => coversAction(action, 'iam:PassRole')));
}

function allowsEveryone({ principals, conditions }: Statement): boolean {
  return principals.isPresent && conditions.size === 0 && (principals.not || principals.values.includes('*'));
}
