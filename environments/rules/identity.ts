import type { Finding } from '../../domain/finding';
import { timezoneUnknown } from '../../domain/schedule/schedule-finding';
import type { Environment } from '../schema';
import { type EnvironmentRule, rulesOf } from './environment-rule';
import { NAME, BUCKET, ACCOUNT, ROLE_ARN, KEY_ARN, TOPIC, TOPIC_WITH_KEY, ORGANIZATION, shaped } from './formats';
import { copyPath, vaultPath } from './config-paths';
import { serviceDiffers } from './service-differs';

/** The formats of accounts, regions, buckets and roles; no two environments share an account. */
export const identity: EnvironmentRule = (environment, { all }) => {
  const { name, service, accountId, timezone, state, deployRoleArn, notifications } = environment;
  return [
    ...shaped(name, NAME, 'name'),
    ...shaped(service, NAME, 'service'),
    ...shaped(accountId, ACCOUNT, 'accountId'),
    ...timezoneUnknown('timezone', timezone),
    ...bucketName(state.bucket),
    ...shaped(state.kmsKeyArn, KEY_ARN, 'state.kmsKeyArn'),
    ...shaped(state.roleArn, ROLE_ARN, 'state.roleArn'),
    ...shaped(deployRoleArn, ROLE_ARN, 'deployRoleArn'),
    ...shaped(
      notifications.topicName,
      notifications.key === 'customer-managed' ? TOPIC_WITH_KEY : TOPIC,
      'notifications.topicName',
    ),
    ...deployRoleElsewhere(environment),
    ...accountIds(environment),
    ...instanceRoles(environment),
    ...accountShared(environment, all),
    ...serviceDiffers(service, all),
  ];
};

/** A brace that remains belongs to a placeholder that does not exist. */
function bucketName(bucket: string): Finding[] {
  const remedy = 'the placeholders are {service}, {name} and {accountId}';
  return shaped(bucket, BUCKET, 'state.bucket').map((finding) =>
    /[{}]/.test(bucket) ? { ...finding, remedy } : finding,
  );
}

function accountIds(environment: Environment): Finding[] {
  const { accountId, backup } = environment;
  return [
    ...backup.vaults.flatMap((vault) => {
      const path = `${vaultPath(vault, environment)}.accessPolicy`;
      const { copiesFromAccounts = [], copiesFromOrganization } = vault.accessPolicy ?? {};
      return [
        ...copiesFromAccounts.flatMap((id) => shaped(id, ACCOUNT, `${path}.copiesFromAccounts`)),
        ...shaped(copiesFromOrganization, ORGANIZATION, `${path}.copiesFromOrganization`),
      ];
    }),
    ...rulesOf(environment).flatMap(({ rule, path }) =>
      rule.copies
        // The environment's own account is reported once, where it is written.
        .filter((copy) => copy.accountId !== accountId)
        .flatMap((copy) => shaped(copy.accountId, ACCOUNT, `${copyPath(copy, rule, path, environment)}.accountId`)),
    ),
  ];
}

function instanceRoles({ accountId, iam }: Environment): Finding[] {
  const path = 'iam.passableInstanceRoles';
  if (iam.passableInstanceRoles === 'all') {
    return [
      {
        rule: 'passes-every-role',
        severity: 'warning',
        source: 'backupctl',
        path,
        found: 'all',
        message:
          'a restore can give an instance any role of the account that EC2 can assume, including an administrator role',
        remedy: 'list the ARNs of the instance roles',
      },
    ];
  }
  return iam.passableInstanceRoles.flatMap((arn): Finding[] => {
    const misshapen = shaped(arn, ROLE_ARN, path);
    if (misshapen.length > 0 || !liesElsewhere(arn, accountId)) return misshapen;
    return [
      {
        rule: 'role-of-another-account',
        severity: 'error',
        source: 'aws',
        path,
        found: arn,
        message: `the role is outside account ${accountId}: a role can only be passed within its account`,
        remedy: `name a role of account ${accountId}`,
      },
    ];
  });
}

/** The provider accepts only the environment's account, which must be the account of the role that it assumes. */
function deployRoleElsewhere({ accountId, deployRoleArn }: Environment): Finding[] {
  if (deployRoleArn === undefined || !liesElsewhere(deployRoleArn, accountId)) return [];
  return [
    {
      rule: 'role-of-another-account',
      severity: 'error',
      source: 'backupctl',
      path: 'deployRoleArn',
      found: deployRoleArn,
      message: `the role is outside account ${accountId}, so it would deploy to another account`,
      remedy: `name a role of account ${accountId}`,
    },
  ];
}

/** Whether both are well-formed, and the role is in another account. */
function liesElsewhere(roleArn: string, accountId: string): boolean {
  return ROLE_ARN.pattern.test(roleArn) && ACCOUNT.pattern.test(accountId) && !roleArn.includes(`::${accountId}:`);
}

function accountShared(environment: Environment, all: readonly Environment[]): Finding[] {
  const { accountId } = environment;
  const before = all.slice(0, all.indexOf(environment)).find((other) => other.accountId === accountId);
  if (!before) return [];
  return [
    {
      rule: 'account-shared',
      severity: 'error',
      source: 'backupctl',
      path: 'accountId',
      found: accountId,
      message: `environment ${before.name} has this account too: both would create roles with the same names`,
      remedy: 'give each environment its own account',
    },
  ];
}
