import type { Finding } from '../../domain/finding';
import type { Bootstrap, Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { tooManyPolicies } from './attached-policies';
import { POLICY_ARN, REPOSITORY, ROLE_ARN, ROLE_NAME, shaped, SUBJECT } from './formats';

/** What a state bucket and its roles are made from, in an environment as in the organization. */
export interface Bootstrapped {
  readonly accountId: string;
  readonly state: Environment['state'];
  readonly bootstrap?: Bootstrap | undefined;
  /** How many policies are made for its apply role. */
  readonly own: number;
}

/** The bucket of the states and the roles of the workflows, and that no two environments make the same. */
export const bootstrap: EnvironmentRule = (environment, { all }) => [
  ...reservedName(environment),
  ...bootstrapFindings({ ...environment, own: 4 }),
  ...stateKeyFindings(environment),
  ...bucketShared(environment, all),
];

/** What holds for every bootstrap by itself. */
export function bootstrapFindings({ accountId, state, bootstrap: settings, own }: Bootstrapped): Finding[] {
  if (!settings) return [];
  const { github, planRole, applyRole, readPolicyArns, applyPolicyArns, permissionsBoundaryArn } = settings;
  return [
    ...shaped(github.repository, REPOSITORY, 'bootstrap.github.repository'),
    ...shaped(github.subject, SUBJECT, 'bootstrap.github.subject'),
    ...shaped(planRole, ROLE_NAME, 'bootstrap.planRole'),
    ...shaped(applyRole, ROLE_NAME, 'bootstrap.applyRole'),
    ...rolesAlike(settings),
    ...readPolicyArns.flatMap((arn) => shaped(arn, POLICY_ARN, 'bootstrap.readPolicyArns')),
    ...applyPolicyArns.flatMap((arn) => shaped(arn, POLICY_ARN, 'bootstrap.applyPolicyArns')),
    ...tooManyPolicies(1, planRole, readPolicyArns, 'bootstrap.readPolicyArns'),
    ...tooManyPolicies(own, applyRole, [...readPolicyArns, ...applyPolicyArns], 'bootstrap.applyPolicyArns'),
    ...shaped(permissionsBoundaryArn, POLICY_ARN, 'bootstrap.permissionsBoundaryArn'),
    ...wholeDays(settings.oldVersionsDays, 'bootstrap.oldVersionsDays'),
    ...wholeDays(settings.bundleDays, 'bootstrap.bundleDays'),
    ...stateElsewhere(accountId, state),
  ];
}

/** A key that is made here needs the bootstrap, and no other key beside it. */
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
            message: 'it is the bootstrap that makes the key, and there is none',
            remedy: 'add a bootstrap, or name the key of the bucket as state.kmsKeyArn',
          },
        ]),
    ...(state.kmsKeyArn === undefined
      ? []
      : [
          {
            ...wrong,
            rule: 'key-twice',
            message: 'the setting state.kmsKeyArn names another key, and the states have one',
            remedy: 'leave one of the two out',
          },
        ]),
  ];
}

/**
 * Commands and workflows take `organizations` as an environment, and GitHub plans dev in `dev-plan` and drills it in
 * `dev-drill`, where nobody has to approve: such a job would be trusted by the apply role of an environment of that name.
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
      message: `${name} stands for ${whose}`,
      remedy: 'choose another name, which ends neither in -plan nor in -drill',
    },
  ];
}

/** IAM does not tell names apart by case. */
function rolesAlike({ planRole, applyRole }: Bootstrap): Finding[] {
  if (planRole.toLowerCase() !== applyRole.toLowerCase()) return [];
  return [
    {
      rule: 'names-collide',
      severity: 'error',
      source: 'backupctl',
      path: 'bootstrap.applyRole',
      found: applyRole,
      message: 'the role of applies is the role of plans, which anybody who may push to main can use',
      remedy: 'give each a name of its own',
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
      message: `S3 does not keep anything for ${found} days`,
      remedy: 'use a whole number from 1',
    },
  ];
}

/** The bucket is made in the account of the environment, which is where the role has to find it. */
function stateElsewhere(accountId: string, { roleArn }: Environment['state']): Finding[] {
  if (roleArn === undefined || !ROLE_ARN.pattern.test(roleArn) || roleArn.includes(`::${accountId}:`)) return [];
  return [
    {
      rule: 'state-of-another-account',
      severity: 'error',
      source: 'backupctl',
      path: 'state.roleArn',
      found: roleArn,
      message: `the state is read by a role outside account ${accountId}, but its bucket would be made in that account`,
      remedy: `name a role of account ${accountId}, or leave bootstrap out and make the bucket where the role is`,
    },
  ];
}

function bucketShared(environment: Environment, all: readonly Environment[]): Finding[] {
  const { bucket } = environment.state;
  const before = all.slice(0, all.indexOf(environment)).find((other) => other.state.bucket === bucket);
  if (!before || (!environment.bootstrap && !before.bootstrap)) return [];
  return [bucketTaken(bucket, `environment ${before.name} keeps its states`)];
}

/** A bucket that is somebody else's too: two stacks would make it. */
export function bucketTaken(bucket: string, whose: string): Finding {
  return {
    rule: 'bucket-shared',
    severity: 'error',
    source: 'backupctl',
    path: 'state.bucket',
    found: bucket,
    message: `${whose} in this bucket too, and a bucket is made once, in one account`,
    remedy: 'give each a bucket of its own',
  };
}
