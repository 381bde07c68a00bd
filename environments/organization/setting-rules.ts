import type { Finding } from '../../domain/finding';
import { accountsOf } from '../../domain/organization/organization';
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
  { list: 'servicePrincipals', value: 'backup.amazonaws.com', without: 'AWS Backup loses its trusted access' },
  { list: 'policyTypes', value: 'BACKUP_POLICY', without: 'Organizations detaches all backup policies' },
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
  return NEEDED.filter(({ list, value }) => !managed[list].includes(value)).map(({ list, value, without }) =>
    refused('managed-without-backup', `managed.${list}`, `without ${value}, ${without}`, `add '${value}'`),
  );
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
