import { vaultExists } from '../../domain/backup/existing-vaults';
import type { VaultLocation } from '../../domain/backup/model';
import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import type { Finding } from '../../domain/finding';
import { accountsOf } from '../../domain/organization/organization';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

/** What the stacks create although the file says that it exists already: the apply would fail. */
export const existingRules: OrganizationRule = (organization, { environments }) => [
  ...memberRoleCreated(organization),
  ...existingVaultsCreated(organization, environments),
];

/** IAM compares names without case and path. */
function memberRoleCreated({ memberRole, baseline }: Organization): Finding[] {
  const nameOf = (role: string): string => role.slice(role.lastIndexOf('/') + 1).toLowerCase();
  const { name } = baseline.role;
  if ([MEMBER_PLAN_ROLE, MEMBER_APPLY_ROLE].includes(nameOf(memberRole))) {
    return [
      refused(
        'names-collide',
        'memberRole',
        'it creates the roles of plans and applies in member accounts, and this is one of them',
        'name a role that exists before the first apply, such as OrganizationAccountAccessRole',
        memberRole,
      ),
    ];
  }
  if (nameOf(memberRole) !== nameOf(name)) return [];
  return [
    refused(
      'names-collide',
      'baseline.role.name',
      `the role that deploys in member accounts, memberRole, is ${memberRole}: it exists already`,
      'give the role of the baseline another name',
      name,
    ),
  ];
}

function existingVaultsCreated(organization: Organization, environments: readonly Environment[]): Finding[] {
  const created = [
    ...baselineVaults(organization).map((location) => ({ location, owner: 'the baseline' })),
    ...environments.flatMap(({ name, accountId, backup }) =>
      backup.vaults.map((vault) => ({
        location: { vault: vault.name, region: vault.region, accountId },
        owner: `environment ${name}`,
      })),
    ),
  ];
  return organization.existingVaults.flatMap((arn) => {
    const first = created.find(({ location }) => vaultExists([arn], location));
    if (!first) return [];
    const { vault, region, accountId } = first.location;
    return [
      refused(
        'vault-exists',
        'existingVaults',
        `${first.owner} creates vault ${vault} in account ${accountId} in ${region}: the apply would fail if it exists`,
        'remove it here, or do not create the vault',
        arn,
      ),
    ];
  });
}

function baselineVaults(organization: Organization): VaultLocation[] {
  const { regions, vaults } = organization.baseline;
  const accounts = accountsOf(organization).filter(({ leaving }) => !leaving);
  return accounts.flatMap(({ id: accountId }) =>
    regions.flatMap((region) => vaults.map(({ name }) => ({ vault: name, region, accountId }))),
  );
}
