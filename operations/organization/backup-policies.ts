import {
  DescribePolicyCommand,
  type OrganizationsClient,
  paginateListPolicies,
  paginateListTagsForResource,
  paginateListTargetsForPolicy,
  type PolicySummary,
} from '@aws-sdk/client-organizations';

import { counted } from '../../domain/counted';
import type { FoundBackupPolicy } from '../../domain/organization/found-organization';
import { everyPage } from '../pages';
import type { Progress } from '../progress';
import { tagValues } from '../tag-values';
import { required } from '../unreadable-response';
import type { Denials } from './denials';

/** AWS Organizations has only this endpoint in the partition. */
export const ORGANIZATIONS_REGION = 'us-east-1';

/**
 * Every backup policy with its content, targets and tags; undefined if their list is denied. AWS throttles early: one after
 * the other.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
export async function readBackupPolicies(
  client: OrganizationsClient,
  denials: Denials,
  progress: Progress,
): Promise<FoundBackupPolicy[] | undefined> {
  progress('reading backup policies');
  const listed = await denials.read('organizations:ListPolicies', ORGANIZATIONS_REGION, 'backup policies', () =>
    everyPage(paginateListPolicies({ client }, { Filter: 'BACKUP_POLICY' }), 'Policies'),
  );
  if (!listed) return undefined;
  const policies: FoundBackupPolicy[] = [];
  for (const summary of listed) {
    policies.push(await readPolicy(client, denials, summary));
    progress(`reading backup policies: ${counted(policies.length)} of ${counted(listed.length)}`);
  }
  return policies;
}

async function readPolicy(
  client: OrganizationsClient,
  denials: Denials,
  summary: PolicySummary,
): Promise<FoundBackupPolicy> {
  const id = required(summary, 'Id');
  const name = required(summary, 'Name');
  const read = <T>(action: string, what: string, call: () => Promise<T>): Promise<T | undefined> =>
    denials.read(`organizations:${action}`, ORGANIZATIONS_REGION, `${what} of policy ${name}`, call);
  const content = await read('DescribePolicy', 'content', async () => {
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
    return required(Policy ?? {}, 'Content');
  });
  const targets = await read('ListTargetsForPolicy', 'targets', async () => {
    const found = await everyPage(paginateListTargetsForPolicy({ client }, { PolicyId: id }), 'Targets');
    return found.map((target) => ({ id: required(target, 'TargetId'), name: target.Name ?? '' }));
  });
  const tags = await read('ListTagsForResource', 'tags', () => tagsOf(client, id));
  const { Description: description = '', AwsManaged: isManagedByAws = false } = summary;
  return { id, name, description, isManagedByAws, content, targets, tags };
}

/** The tags of a resource of AWS Organizations. */
export async function tagsOf(client: OrganizationsClient, ResourceId: string): Promise<Record<string, string>> {
  const tags = await everyPage(paginateListTagsForResource({ client }, { ResourceId }), 'Tags');
  return tagValues(tags);
}
