import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { ACCOUNT, ROLE_ARN } from './formats';
import { serviceDiffers } from './service-differs';

/** Roles of the environment's own account; no two environments share an account. */
export const identity: EnvironmentRule = (environment, { all }) => [
  ...roleElsewhere(environment.accountId, environment.deployRoleArn, 'deployRoleArn'),
  ...instanceRoles(environment),
  ...accountShared(environment, all),
  ...serviceDiffers(environment.service, all),
];

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
    if (!liesElsewhere(arn, accountId)) return [];
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

/** The provider accepts only the account of its file, which must be the account of the role that it assumes. */
export function roleElsewhere(accountId: string, roleArn: string | undefined, path: string): Finding[] {
  if (roleArn === undefined || !liesElsewhere(roleArn, accountId)) return [];
  return [
    {
      rule: 'role-of-another-account',
      severity: 'error',
      source: 'backupctl',
      path,
      found: roleArn,
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
