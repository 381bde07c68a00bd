import type { Finding } from '../../domain/finding';
import { accountsOf } from '../../domain/organization/organization';
import { policyTypeUnknown } from '../../domain/organization/policy-types';
import { servicePrincipalUnknown } from '../../domain/organization/service-principals';
import { ACCOUNT } from '../rules/formats';
import { roleElsewhere } from '../rules/identity';
import { defaultTags } from '../rules/tags';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';
import { unknownAccount } from './tree-rules';

/** Set on every resource by the stacks themselves. */
const OWN_TAGS = ['ManagedBy', 'Service', 'Stack', 'Account', 'Name'];

/** What backup policies need. Terraform turns off what the lists leave out. */
const NEEDED = [
  {
    list: 'servicePrincipals',
    value: 'backup.amazonaws.com',
    without: 'AWS Backup loses its trusted access',
    check: servicePrincipalUnknown,
  },
  {
    list: 'policyTypes',
    value: 'BACKUP_POLICY',
    without: 'Organizations detaches all backup policies',
    check: policyTypeUnknown,
  },
] as const;

/** Settings of the organization itself: its tags, its delegated administrator, and what it manages. */
export const settingRules: OrganizationRule = (organization) => [
  ...roleElsewhere(
    organization.managementAccount.id,
    organization.managementAccount.deployRoleArn,
    'managementAccount.deployRoleArn',
  ),
  ...defaultTags(organization.tags, OWN_TAGS),
  ...administratorNotPossible(organization),
  ...managedWithoutBackup(organization),
];

function managedWithoutBackup({ managed }: Organization): Finding[] {
  if (!managed) return [];
  return NEEDED.flatMap(({ list, value, without, check }) => {
    // A misspelled one is reported as such.
    const misspelled = managed[list].some((entry) =>
      check(entry, '').some(({ remedy }) => remedy === `write ${value}`),
    );
    if (misspelled || managed[list].includes(value)) return [];
    return [refused('managed-without-backup', `managed.${list}`, `without ${value}, ${without}`, `add '${value}'`)];
  });
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html */
function administratorNotPossible(organization: Organization): Finding[] {
  const { delegatedAdministrator: account, managementAccount, globalSettings } = organization;
  if (account === undefined) return [];
  const path = 'delegatedAdministrator';
  return [
    ...(globalSettings.delegatedAdministrator
      ? []
      : [
          refused(
            'delegation-off',
            'globalSettings.delegatedAdministrator',
            `account ${account} cannot administer backups while delegation is off`,
            'set it to true, or remove delegatedAdministrator',
            false,
          ),
        ]),
    ...(account === managementAccount.id
      ? [
          refused(
            'administrator-is-management',
            path,
            'the management account cannot be its own delegated administrator',
            'name a member account, or remove it: the management account administers backups anyway',
            account,
          ),
        ]
      : []),
    ...(ACCOUNT.pattern.test(account) && accountsOf(organization).every(({ id }) => id !== account)
      ? [unknownAccount(account, path)]
      : []),
  ];
}
