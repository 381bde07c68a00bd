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
  ...organization.policies.flatMap(({ name, tags }) => defaultTags(tags, OWN_TAGS, `policies.${name}.tags`)),
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
  const { delegatedAdministrator, otherDelegatedAdministrators, globalSettings } = organization;
  const administrators = [
    ...(delegatedAdministrator === undefined
      ? []
      : [{ account: delegatedAdministrator, path: 'delegatedAdministrator' }]),
    ...otherDelegatedAdministrators.map((account) => ({ account, path: 'otherDelegatedAdministrators' })),
  ];
  const [first] = administrators;
  if (!first) return [];
  const off = refused(
    'delegation-off',
    'globalSettings.delegatedAdministrator',
    `account ${first.account} cannot administer backups while delegation is off`,
    `set it to true, or remove ${first.path}`,
    false,
  );
  const known = new Set(accountsOf(organization).map(({ id }): string => id));
  return [
    ...(globalSettings.delegatedAdministrator ? [] : [off]),
    ...administrators.flatMap(({ account, path }, index) =>
      administratorUnfit(
        account,
        path,
        organization,
        known,
        administrators.findIndex((one) => one.account === account) < index,
      ),
    ),
  ];
}

function administratorUnfit(
  account: string,
  path: string,
  { managementAccount }: Organization,
  known: ReadonlySet<string>,
  isRepeated: boolean,
): Finding[] {
  if (isRepeated) {
    return [
      refused('administrator-repeated', path, `account ${account} is listed twice`, 'remove one of the two', account),
    ];
  }
  return [
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
    ...(ACCOUNT.pattern.test(account) && !known.has(account) ? [unknownAccount(account, path)] : []),
  ];
}
