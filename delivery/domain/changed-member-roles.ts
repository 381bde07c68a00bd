import type { PlannedResources } from './existing-resources';

/** The resources of the roles for plans and applies in a member: `aws_iam_role.account-111111111111_plan-role_4383198F`. */
const ADDRESS = /^aws_iam_\w+\.account-(?<account>\d{12})_(?:plan|apply)-role/;

const UNCHANGED = new Set(['no-op', 'read']);

/** The accounts whose roles for plans and applies a plan creates or changes: these roles cannot do that themselves. */
export function changedMemberRoles({ resource_changes: resources = [] }: PlannedResources): ReadonlySet<string> {
  const accounts = resources
    .filter(({ change }) => change.actions.some((action) => !UNCHANGED.has(action)))
    .flatMap(({ address }) => ADDRESS.exec(address)?.groups?.['account'] ?? []);
  return new Set(accounts);
}
