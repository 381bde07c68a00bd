import type { Finding } from '../../domain/finding';
import type { Bootstrap, Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { tooManyPolicies } from './attached-policies';
import { ROLE_ARN } from './formats';

/** The settings of a state bucket and its roles, in an environment or in the organization. */
export interface Bootstrapped {
  readonly accountId: string;
  readonly state: Environment['state'];
  readonly bootstrap?: Bootstrap;
  /** How many policies the bootstrap creates for its apply role. */
  readonly own: number;
}

/** The state bucket and the roles of the workflows: no two environments create the same. */
export const bootstrap: EnvironmentRule = (environment, { all }) => [
  ...reservedName(environment),
  ...bootstrapFindings({ ...environment, own: 4 }),
  ...stateKeyFindings(environment),
  ...bucketShared(environment, all),
];

/** Checks of one bootstrap by itself. */
export function bootstrapFindings({ accountId, state, bootstrap: settings, own }: Bootstrapped): Finding[] {
  if (!settings) return [];
  const { planRole, applyRole, readPolicyArns, applyPolicyArns } = settings;
  return [
    ...rolesAlike(settings),
    ...tooManyPolicies(1, planRole, readPolicyArns, 'bootstrap.readPolicyArns'),
    ...tooManyPolicies(own, applyRole, [...readPolicyArns, ...applyPolicyArns], 'bootstrap.applyPolicyArns'),
    ...wholeDays(settings.oldVersionsDays, 'bootstrap.oldVersionsDays'),
    ...wholeDays(settings.bundleDays, 'bootstrap.bundleDays'),
    ...stateElsewhere(accountId, state),
  ];
}

/** A key that the bootstrap creates needs a bootstrap, and excludes any other key. */
export function stateKeyFindings({ state, bootstrap: settings }: Pick<Bootstrapped, 'state' | 'bootstrap'>): Finding[] {
  if (state.kmsKey === undefined) return [];
  const wrong = { severity: 'error', source: 'backupctl', path: 'state.kmsKey', found: state.kmsKey } as const;
  return [
    ...(settings
      ? []
      : [
          {
            ...wrong,
            rule: 'key-not-made',
            message: 'the bootstrap creates this key, but there is no bootstrap',
            remedy: 'add a bootstrap, or name the key of the bucket as state.kmsKeyArn',
          },
        ]),
    ...(state.kmsKeyArn === undefined
      ? []
      : [
          {
            ...wrong,
            rule: 'key-twice',
            message: 'the setting state.kmsKeyArn names another key, but the states have only one',
            remedy: 'remove one of them',
          },
        ]),
  ];
}

/**
 * Commands and workflows take `organizations` as an environment, and GitHub plans dev in `dev-plan` and drills it in
 * `dev-drill`, without approval: the apply role of an environment with such a name would trust these jobs.
 */
function reservedName({ name }: Environment): Finding[] {
  const [, environment, purpose] = /^(.+)-(plan|drill)$/.exec(name) ?? [];
  if (name !== 'organizations' && environment === undefined) return [];
  const whose = environment === undefined ? 'the organization itself' : `the ${purpose}s of ${environment}`;
  return [
    {
      rule: 'name-reserved',
      severity: 'error',
      source: 'backupctl',
      path: 'name',
      found: name,
      message: `${name} is reserved for ${whose}`,
      remedy: 'choose another name that does not end in -plan or -drill',
    },
  ];
}

/** IAM names are not case-sensitive. */
function rolesAlike({ planRole, applyRole }: Bootstrap): Finding[] {
  if (planRole.toLowerCase() !== applyRole.toLowerCase()) return [];
  return [
    {
      rule: 'names-collide',
      severity: 'error',
      source: 'backupctl',
      path: 'bootstrap.applyRole',
      found: applyRole,
      message: 'the apply role is also the plan role, which everyone who can push to main can use',
      remedy: 'give each its own name',
    },
  ];
}

function wholeDays(found: number, path: string): Finding[] {
  if (Number.isInteger(found) && found >= 1) return [];
  return [
    {
      rule: 'days-not-positive',
      severity: 'error',
      source: 'aws',
      path,
      found: String(found),
      message: `S3 cannot keep objects for ${found} days`,
      remedy: 'use a whole number from 1',
    },
  ];
}

/** The bootstrap creates the bucket in the account of the environment, so the role must be in that account too. */
function stateElsewhere(accountId: string, { roleArn }: Environment['state']): Finding[] {
  if (roleArn === undefined || !ROLE_ARN.pattern.test(roleArn) || roleArn.includes(`::${accountId}:`)) return [];
  return [
    {
      rule: 'state-of-another-account',
      severity: 'error',
      source: 'backupctl',
      path: 'state.roleArn',
      found: roleArn,
      message: `a role reads the state from outside account ${accountId}, but the bootstrap creates the bucket in that account`,
      remedy: `name a role of account ${accountId}, or remove bootstrap and create the bucket in the account of the role`,
    },
  ];
}

function bucketShared(environment: Environment, all: readonly Environment[]): Finding[] {
  const { bucket } = environment.state;
  const before = all.slice(0, all.indexOf(environment)).find((other) => other.state.bucket === bucket);
  if (!before || (!environment.bootstrap && !before.bootstrap)) return [];
  return [bucketTaken(bucket, `environment ${before.name} keeps its states`)];
}

/** A bucket that two stacks would create. */
export function bucketTaken(bucket: string, whose: string): Finding {
  return {
    rule: 'bucket-shared',
    severity: 'error',
    source: 'backupctl',
    path: 'state.bucket',
    found: bucket,
    message: `${whose} in this bucket too, but a bucket exists only once, in one account`,
    remedy: 'give each its own bucket',
  };
}
