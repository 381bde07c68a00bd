import { accountsOf, isActive, membersOf } from '../../domain/organization/organization';
import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

/** Settings that say something else about an account than the file of its environment. */
export const environmentRules: OrganizationRule = (organization, { environments }) => [
  ...managementAccountLeaves(organization),
  ...environments.flatMap((environment) => [
    ...environmentLeaves(environment, organization),
    ...environmentNotActive(environment, organization),
    ...optInDiffers(environment, organization),
  ]),
];

/** It manages the organization, so it can only close it. */
function managementAccountLeaves(organization: Organization): Finding[] {
  const { id } = organization.managementAccount;
  const member = membersOf(organization).find((account) => account.id === id);
  if (!member?.leaving) return [];
  const remedy = 'remove leaving';
  return [refused('management-account-leaves', 'root', `the management account ${id} cannot leave`, remedy, id)];
}

function environmentLeaves({ name, accountId }: Environment, organization: Organization): Finding[] {
  if (!accountsOf(organization).some((account) => account.id === accountId && account.leaving)) return [];
  return [
    {
      ...refused(
        'environment-leaves',
        'root',
        `account ${accountId} is leaving, but environment ${name} still deploys to it`,
        `remove the environment from index.ts when it is gone, or remove leaving`,
        accountId,
      ),
      severity: 'warning',
    },
  ];
}

function environmentNotActive({ name, accountId }: Environment, organization: Organization): Finding[] {
  const account = membersOf(organization).find(({ id, state }) => id === accountId && !isActive({ state }));
  if (!account) return [];
  const message = `account ${accountId} is ${account.state}, but environment ${name} still deploys to it`;
  const remedy = 'remove the environment from index.ts, or reactivate the account and pull the organization again';
  return [{ ...refused('environment-not-active', 'root', message, remedy, accountId), severity: 'warning' }];
}

/** An account has one set of opt-ins per region: two stacks would change them in turn. */
function optInDiffers({ name, accountId, backup }: Environment, organization: Organization): Finding[] {
  const { optIn, baseline, managementAccount } = organization;
  if (optIn === undefined || accountId !== managementAccount.id) return [];
  return backup.regionSettings
    .filter(({ region }) => baseline.regions.includes(region))
    .flatMap((settings): Finding[] => {
      const types = [...new Set([...Object.keys(optIn), ...Object.keys(settings.optIn)])];
      const different = types.filter((type) => optIn[type] !== settings.optIn[type]);
      if (different.length === 0) return [];
      return [
        refused(
          'opt-in-differs',
          'optIn',
          `environment ${name}, in the management account, has other opt-ins in ${settings.region}: ${different.join(', ')}`,
          `write the same in both files, or leave out optIn here or the region settings of ${name}`,
        ),
      ];
    });
}
