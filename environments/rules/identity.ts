import { REGIONS } from '../../domain/backup/regions';
import type { Finding } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';

interface Look {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed: string;
}

const NAME: Look = {
  what: 'an environment or a service',
  pattern: /^[a-z][a-z0-9-]{0,30}$/,
  allowed: 'a lower-case letter, then up to 30 lower-case letters, digits and -',
};
const BUCKET: Look = {
  what: 'a bucket',
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  allowed: '3 to 63 lower-case letters, digits, - and .',
};
const ACCOUNT: Look = { what: 'an account', pattern: /^\d{12}$/, allowed: '12 digits' };
const ROLE_ARN: Look = {
  what: 'a role',
  pattern: /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/,
  allowed: 'arn:aws:iam::<account>:role/<name>',
};
const KEY_ARN: Look = {
  what: 'a key',
  pattern: /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  allowed: 'arn:aws:kms:<region>:<account>:key/<id>',
};
const ORGANIZATION: Look = {
  what: 'an organization',
  pattern: /^o-[a-z0-9]{10,32}$/,
  allowed: 'o- and 10 to 32 lower-case letters and digits',
};
const TOPIC: Look = {
  what: 'a topic',
  pattern: /^[A-Za-z0-9_-]{1,256}$/,
  allowed: '1 to 256 letters, digits, - and _',
};

/** Accounts, regions, buckets and roles: what they look like, and that no two environments share an account. */
export const identity: EnvironmentRule = (environment, { all }) => {
  const { name, service, accountId, state, deployRoleArn, notifications } = environment;
  return [
    ...shaped(name, NAME, 'name'),
    ...shaped(service, NAME, 'service'),
    ...shaped(accountId, ACCOUNT, 'accountId'),
    ...shaped(state.bucket, BUCKET, 'state.bucket'),
    ...shaped(state.kmsKeyArn, KEY_ARN, 'state.kmsKeyArn'),
    ...shaped(state.roleArn, ROLE_ARN, 'state.roleArn'),
    ...shaped(deployRoleArn, ROLE_ARN, 'deployRoleArn'),
    ...shaped(notifications.topicName, TOPIC, 'notifications.topicName'),
    ...deployRoleElsewhere(environment),
    ...accountIds(environment),
    ...regionsUnknown(environment),
    ...instanceRoles(environment),
    ...accountShared(environment, all),
  ];
};

function shaped(found: string | undefined, { what, pattern, allowed }: Look, path: string): Finding[] {
  if (found === undefined || pattern.test(found)) return [];
  return [
    {
      rule: 'value-not-allowed',
      severity: 'error',
      source: 'aws',
      path,
      found,
      message: `${JSON.stringify(found)} cannot name ${what}`,
      remedy: `use ${allowed}`,
    },
  ];
}

function accountIds({ accountId, backup }: Environment): Finding[] {
  return [
    ...backup.vaults.flatMap(({ name, accessPolicy }) => {
      const path = `backup.vaults.${name}.accessPolicy`;
      return [
        ...(accessPolicy?.copiesFromAccounts ?? []).flatMap((id) => shaped(id, ACCOUNT, `${path}.copiesFromAccounts`)),
        ...shaped(accessPolicy?.copiesFromOrganization, ORGANIZATION, `${path}.copiesFromOrganization`),
      ];
    }),
    ...backup.plans.flatMap((plan) =>
      plan.rules.flatMap((rule) =>
        rule.copies
          // What is taken over from the environment's own account is told once, there.
          .filter((copy) => copy.accountId !== accountId)
          .flatMap((copy) =>
            shaped(
              copy.accountId,
              ACCOUNT,
              `backup.plans.${plan.name}.rules.${rule.name}.copies.${copy.vault}.accountId`,
            ),
          ),
      ),
    ),
  ];
}

function regionsUnknown(environment: Environment): Finding[] {
  const { region, state, backup } = environment;
  const written: [path: string, region: string][] = [
    ['region', region],
    ['state.region', state.region],
    ...backup.vaults.map((vault): [string, string] => [`backup.vaults.${vault.name}.region`, vault.region]),
    ...backup.plans.flatMap((plan): [string, string][] => [
      [`backup.plans.${plan.name}.region`, plan.region],
      ...plan.rules.flatMap((rule) =>
        rule.copies.map((copy): [string, string] => [
          `backup.plans.${plan.name}.rules.${rule.name}.copies.${copy.vault}.region`,
          copy.region,
        ]),
      ),
    ]),
    ...backup.regionSettings.map((settings): [string, string] => ['backup.regionSettings', settings.region]),
  ];
  // What is taken over from the environment's own region is told once, there.
  return written
    .filter(([path, found]) => !REGIONS.includes(found) && (path === 'region' || found !== region))
    .map(([path, found]) => {
      const meant = nearest(found, REGIONS);
      return {
        rule: 'region-unknown',
        severity: 'error',
        source: 'aws',
        path,
        found,
        message: `"${found}" is no region of AWS that this project knows`,
        remedy: meant === undefined ? 'name a region such as ap-northeast-1' : `did you mean ${meant}?`,
      };
    });
}

function instanceRoles({ accountId, iam }: Environment): Finding[] {
  const path = 'iam.passableInstanceRoles';
  if (iam.passableInstanceRoles === 'all') {
    return [
      {
        rule: 'passes-every-role',
        severity: 'warning',
        source: 'ours',
        path,
        found: 'all',
        message: 'a restore may give an instance any role of the account that EC2 can assume, an administrator’s too',
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
        message: `the role lies outside account ${accountId}: a role can only be passed within its account`,
        remedy: `name a role of account ${accountId}`,
      },
    ];
  });
}

/** The provider refuses to work in any account but the environment's, which is the account of the role it assumes. */
function deployRoleElsewhere({ accountId, deployRoleArn }: Environment): Finding[] {
  if (deployRoleArn === undefined || !liesElsewhere(deployRoleArn, accountId)) return [];
  return [
    {
      rule: 'role-of-another-account',
      severity: 'error',
      source: 'ours',
      path: 'deployRoleArn',
      found: deployRoleArn,
      message: `the role lies outside account ${accountId}, so it would deploy into another one`,
      remedy: `name a role of account ${accountId}`,
    },
  ];
}

/** Whether both are what they should be, and do not go together. */
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
      source: 'ours',
      path: 'accountId',
      found: accountId,
      message: `environment ${before.name} has this account too, and both would make roles of the same names there`,
      remedy: 'give each environment an account of its own',
    },
  ];
}
