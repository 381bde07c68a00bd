import { type Finding, refusal } from '../../domain/finding';
import type { Environment } from '../schema';
import { regionOfKey, ROLE_ARN } from './formats';

/** A key that the bootstrap creates needs a bootstrap, and excludes any other key. */
export function stateKeyFindings({ state, bootstrap: settings }: Pick<Environment, 'state' | 'bootstrap'>): Finding[] {
  if (state.kmsKey === undefined) return stateKeyElsewhere(state);
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

/** S3 encrypts with keys of the bucket's region only. */
function stateKeyElsewhere({ kmsKeyArn, region }: Environment['state']): Finding[] {
  const itsRegion = kmsKeyArn === undefined ? undefined : regionOfKey(kmsKeyArn);
  if (itsRegion === undefined || itsRegion === region) return [];
  return [
    {
      rule: 'key-of-another-region',
      severity: 'error',
      source: 'aws',
      path: 'state.kmsKeyArn',
      found: kmsKeyArn,
      message: `the key is in ${itsRegion}, but the bucket is in ${region}`,
      remedy: `name a key in ${region}`,
    },
  ];
}

/** The bootstrap creates the bucket in the account of the environment, so the role must be in that account too. */
export function stateElsewhere(accountId: string, { roleArn }: Environment['state']): Finding[] {
  if (roleArn === undefined || !ROLE_ARN.pattern.test(roleArn) || roleArn.includes(`::${accountId}:`)) return [];
  return [
    refusal({
      rule: 'state-of-another-account',
      path: 'state.roleArn',
      found: roleArn,
      message: `a role reads the state from outside account ${accountId}, but the bootstrap creates the bucket in that account`,
      remedy: `name a role of account ${accountId}, or remove bootstrap and create the bucket in the account of the role`,
    }),
  ];
}

/** A bucket that an earlier environment of the list has too. */
export function bucketShared(environment: Environment, all: readonly Environment[]): Finding[] {
  const { bucket } = environment.state;
  const before = all.slice(0, all.indexOf(environment)).find((other) => other.state.bucket === bucket);
  if (!before) return [];
  if (!environment.bootstrap && !before.bootstrap) {
    return bucketElsewhere(environment.state, before.state, `environment ${before.name}`);
  }
  return [bucketTaken(bucket, `environment ${before.name} keeps its states`)];
}

/** One bucket without a bootstrap can keep the states of several environments, but it is in one region. */
export function bucketElsewhere(state: Environment['state'], other: Environment['state'], whose: string): Finding[] {
  if (state.bucket !== other.bucket || state.region === other.region) return [];
  return [
    refusal({
      rule: 'bucket-in-two-regions',
      path: 'state.region',
      found: state.region,
      message: `${whose} has bucket ${state.bucket} in ${other.region}, but a bucket is in one region`,
      remedy: `write the region of the bucket in both files, or give each its own bucket`,
    }),
  ];
}

/** A bucket that two stacks would create. */
export function bucketTaken(bucket: string, whose: string): Finding {
  return refusal({
    rule: 'bucket-shared',
    path: 'state.bucket',
    found: bucket,
    message: `${whose} in this bucket too, but a bucket exists only once, in one account`,
    remedy: 'give each its own bucket',
  });
}
