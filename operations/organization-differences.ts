import {
  type OrganizationsClient,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';

import { groupedBy } from '../domain/grouped-by';
import { membersOf, type Organization, targetsOf, unitsOf } from '../domain/organization/organization';
import type { Tree } from '../domain/organization/tree';
import { type TreeChange, treeChanges } from '../domain/organization/tree-changes';
import { withAwsErrors } from './aws-error';
import { readOrganizationTree } from './organization-tree';
import { everyPage } from './pages';
import type { Progress } from './progress';
import { required } from './unreadable-response';

/** A backup policy, or one of its targets, that only the repository or only AWS has. */
export interface PolicyDifference {
  readonly policy: string;
  /** The ID of a root, an OU or an account; null for the policy itself. */
  readonly target: string | null;
  /** Its name in AWS, or in the repository; null where there is none. */
  readonly targetName: string | null;
  readonly only: 'in AWS' | 'in the repository';
}

/** How the tree of an organization differs: from the repository to AWS. Literals can leave the management account out. */
export async function treeDifferences(
  client: OrganizationsClient,
  { root, managementAccount }: Organization,
  progress: Progress,
): Promise<{ readonly found: Tree; readonly changes: readonly TreeChange[] }> {
  const found = await readOrganizationTree(client, progress);
  const changes = treeChanges(root, found);
  return { found, changes: changes.filter(({ id, change }) => id !== managementAccount.id || change !== 'new') };
}

/**
 * How the backup policies and their targets differ.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
 */
export async function attachmentDifferences(
  client: OrganizationsClient,
  organization: Organization,
  progress: Progress,
): Promise<PolicyDifference[]> {
  progress('reading backup policies');
  const inAws = await attachmentsInAws(client);
  const inRepository = new Map(
    organization.policies.map((policy) => [
      policy.name,
      new Map(targetsOf(policy, organization).map((id) => [id, null as string | null])),
    ]),
  );
  return [...missingFrom(inRepository, inAws, 'in AWS'), ...missingFrom(inAws, inRepository, 'in the repository')];
}

/** The names of targets by ID, by policy. */
type Attachments = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

async function attachmentsInAws(client: OrganizationsClient): Promise<Attachments> {
  const policies = await withAwsErrors('organizations:ListPolicies', async () => {
    const found = await everyPage(paginateListPolicies({ client }, { Filter: 'BACKUP_POLICY' }), 'Policies');
    return found.map((policy) => ({ id: required(policy, 'Id'), name: required(policy, 'Name') }));
  });
  const attachments = new Map<string, ReadonlyMap<string, string | null>>();
  for (const { id: PolicyId, name } of policies) {
    const targets = await withAwsErrors('organizations:ListTargetsForPolicy', async () => {
      const found = await everyPage(paginateListTargetsForPolicy({ client }, { PolicyId }), 'Targets');
      return found.map((target) => [required(target, 'TargetId'), target.Name ?? null] as const);
    });
    attachments.set(name, new Map(targets));
  }
  return attachments;
}

/** What the other side has, and this one has not. A policy that is missing has no targets. */
function missingFrom(one: Attachments, other: Attachments, only: PolicyDifference['only']): PolicyDifference[] {
  return [...other].flatMap(([policy, targets]): PolicyDifference[] => {
    const known = one.get(policy);
    if (!known) return [{ policy, target: null, targetName: null, only }];
    return [...targets]
      .filter(([target]) => !known.has(target))
      .map(([target, targetName]) => ({ policy, target, targetName, only }));
  });
}

/** The differences as lines of text: `policy daily is attached only in AWS to Workloads/Production`. */
export function attachmentLines(differences: readonly PolicyDifference[], organization: Organization): string[] {
  const paths = new Map([
    ...unitsOf(organization).map(({ unit, path }) => [unit.id, path] as const),
    ...membersOf(organization).map(({ id, name }) => [id, name] as const),
  ]);
  const nameOf = ({ target, targetName }: PolicyDifference): string =>
    target === organization.root.id ? 'the root' : (paths.get(target ?? '') ?? targetName ?? target ?? '');
  const groups = groupedBy(differences, ({ policy, target, only }) =>
    JSON.stringify(target === null ? only : [policy, only]),
  );
  return [...groups.values()].flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ policy, target, only }) =>
        target === null
          ? `${group.length === 1 ? 'policy' : 'policies'} only ${only}: ${group.map((one) => one.policy).join(', ')}`
          : `policy ${policy} is attached only ${only} to ${group.map(nameOf).join(', ')}`,
      ),
  );
}
