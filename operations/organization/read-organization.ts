import {
  type BackupClient,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import {
  DescribeOrganizationCommand,
  DescribeResourcePolicyCommand,
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
  paginateListPolicies,
  paginateListRoots,
  type PolicyType,
} from '@aws-sdk/client-organizations';

import type { FoundOrganization, FoundResourcePolicy } from '../../domain/organization/found-organization';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import type { Progress } from '../progress';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';
import { ORGANIZATIONS_REGION, readBackupPolicies, tagsOf } from './backup-policies';
import { Denials } from './denials';

export interface OrganizationClients {
  readonly organizations: OrganizationsClient;
  readonly backup: (region: string) => BackupClient;
}

const BACKUP = 'backup.amazonaws.com';

/** The organization of the caller. */
export function readIdentity(
  client: OrganizationsClient,
): Promise<Pick<FoundOrganization, 'id' | 'managementAccountId'>> {
  return withAwsErrors('organizations:DescribeOrganization', async () => {
    const organization = required(await client.send(new DescribeOrganizationCommand({})), 'Organization');
    return { id: required(organization, 'Id'), managementAccountId: required(organization, 'MasterAccountId') };
  });
}

/**
 * What the organization has apart from its tree: from the management account. It only reads. What AWS denies is left out, and
 * recorded.
 *
 * @param regions where the opt-in of the management account is read; the first one also has the global settings
 * @throws {AwsError} when a call fails for another reason
 */
export async function readOrganization(
  { organizations: client, backup }: OrganizationClients,
  regions: readonly [string, ...string[]],
  progress: Progress,
): Promise<Omit<FoundOrganization, 'id' | 'managementAccountId'>> {
  const denials = new Denials();
  const read = <T>(action: string, missing: string, call: () => Promise<T>): Promise<T | undefined> =>
    denials.read(`organizations:${action}`, ORGANIZATIONS_REGION, missing, call);

  const policies = await readBackupPolicies(client, denials, progress);
  progress('reading the settings of the organization');
  const roots = await read('ListRoots', 'policy types', () => everyPage(paginateListRoots({ client }, {}), 'Roots'));
  const policyTypes = roots?.flatMap((root) =>
    required(root, 'PolicyTypes').flatMap(({ Type, Status }) => (Status === 'ENABLED' && Type ? [Type] : [])),
  );
  const services = await read('ListAWSServiceAccessForOrganization', 'services with trusted access', () =>
    everyPage(paginateListAWSServiceAccessForOrganization({ client }, {}), 'EnabledServicePrincipals'),
  );
  const administrators = await read('ListDelegatedAdministrators', 'delegated administrators', () =>
    everyPage(paginateListDelegatedAdministrators({ client }, { ServicePrincipal: BACKUP }), 'DelegatedAdministrators'),
  );
  return {
    policies,
    otherPolicies: await countOthers(client, denials, policyTypes ?? []),
    policyTypes: policyTypes?.toSorted(),
    servicePrincipals: services?.map((service) => required(service, 'ServicePrincipal')).toSorted(),
    delegatedAdministrators: administrators?.map((one) => required(one, 'Id')).toSorted(),
    resourcePolicy: await readResourcePolicy(client, read),
    ...(await readBackupSettings(backup, regions, denials, progress)),
    denied: denials.all,
  };
}

async function countOthers(
  client: OrganizationsClient,
  denials: Denials,
  types: readonly PolicyType[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const Filter of types.filter((type) => type !== 'BACKUP_POLICY')) {
    const missing = `the number of policies of type ${Filter}`;
    const found = await denials.read('organizations:ListPolicies', ORGANIZATIONS_REGION, missing, () =>
      everyPage(paginateListPolicies({ client }, { Filter }), 'Policies'),
    );
    if (found) counts[Filter] = found.length;
  }
  return counts;
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeResourcePolicy.html */
async function readResourcePolicy(
  client: OrganizationsClient,
  read: <T>(action: string, missing: string, call: () => Promise<T>) => Promise<T | undefined>,
): Promise<FoundResourcePolicy | null | undefined> {
  const what = 'the resource policy of the organization';
  const found = await read('DescribeResourcePolicy', what, async () => {
    try {
      const policy = required(await client.send(new DescribeResourcePolicyCommand({})), 'ResourcePolicy');
      const id = required(required(policy, 'ResourcePolicySummary'), 'Id');
      return { id, content: required(policy, 'Content') };
    } catch (error) {
      if (isNamed(error, ['ResourcePolicyNotFoundException'])) return null;
      throw error;
    }
  });
  if (!found) return found;
  return { ...found, tags: await read('ListTagsForResource', `tags of ${what}`, () => tagsOf(client, found.id)) };
}

async function readBackupSettings(
  backup: OrganizationClients['backup'],
  regions: readonly [string, ...string[]],
  denials: Denials,
  progress: Progress,
): Promise<Pick<FoundOrganization, 'globalSettings' | 'optIn'>> {
  progress('reading the settings of AWS Backup');
  const [home] = regions;
  const globalSettings = await denials.read('backup:DescribeGlobalSettings', home, 'global settings', async () =>
    required(await backup(home).send(new DescribeGlobalSettingsCommand({})), 'GlobalSettings'),
  );
  const optIn: Record<string, Record<string, boolean>> = {};
  for (const region of regions) {
    const found = await denials.read('backup:DescribeRegionSettings', region, `opt-in in ${region}`, async () =>
      required(await backup(region).send(new DescribeRegionSettingsCommand({})), 'ResourceTypeOptInPreference'),
    );
    if (found) optIn[region] = found;
  }
  return { globalSettings, optIn };
}
