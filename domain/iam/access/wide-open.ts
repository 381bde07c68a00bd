import type { Value } from '../../terraform/changes/value';
import { coversAction } from './pattern';
import { readStatements, type Statement } from './statement';

/**
 * The statements of a new policy that are a finding in any policy: they allow all actions, or all actions of a service on
 * everything, allow passing any role, or allow everyone without a condition.
 */
export function wideOpen(policy: Value | undefined): Statement[] {
  return readStatements(policy).statements.filter(
    (statement) =>
      statement.allows &&
      (allowsAll(statement) || allowsService(statement) || passesAnyRole(statement) || allowsEveryone(statement)),
  );
}

/** The statements that allow everyone, without a condition. */
export function openToEveryone(policy: Value | undefined): Statement[] {
  return readStatements(policy).statements.filter((statement) => statement.allows && allowsEveryone(statement));
}

function allowsAll({ actions }: Statement): boolean {
  return actions.not || actions.values.some((action) => /^[*:?]+$/.test(action));
}

/** In a policy of a role. A policy of a resource only applies to that resource. */
function allowsService({ actions, resources, principals, conditions }: Statement): boolean {
  const everything = resources.not || resources.values.includes('*');
  return (
    everything &&
    !principals.isPresent &&
    conditions.size === 0 &&
    actions.values.some((action) => /^[\w-]+:\*$/.test(action))
  );
}

function passesAnyRole({ actions, resources }: Statement): boolean {
  const any = resources.not || resources.values.some((resource) => /^\*$|:role\/\*$|:\*$/.test(resource));
  return any && (actions.not || actions.values.some((action) => coversAction(action, 'iam:PassRole')));
}

function allowsEveryone({ principals, conditions }: Statement): boolean {
  return principals.isPresent && conditions.size === 0 && (principals.not || principals.values.includes('*'));
}
