import fc from 'fast-check';

import type { Plan, Rule } from '../backup/model';
import { judgeResources } from './judge';
import { planSources } from './plan-sources';
import { planProtections, type Protection, windowProtection } from './protection';
import type { Resource } from './resource';
import { selects } from './resource-selection';
import type { ResourceCoverage } from './status';

const NOW = new Date('2026-11-21T12:00:00Z');
const HERE = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const TABLE = `arn:aws:dynamodb:${HERE}:${ACCOUNT}:table/orders`;
const INSTANCE = `arn:aws:ec2:${HERE}:${ACCOUNT}:instance/i-1`;

const RULE: Rule = {
  name: 'Daily',
  schedule: 'cron(0 5 * * ? *)',
  timezone: 'UTC',
  startWindowMinutes: 60,
  deleteAfterDays: 30,
  archive: false,
  continuous: false,
  recoveryPointTags: {},
  copies: [],
};
type Selecting = Partial<Plan['selections'][number]>;

const plan = (name: string, selection: Selecting, rules: Plan['rules'] = [RULE]) => ({
  name,
  regions: [HERE],
  rules,
  selections: [{ name: 'S', tags: {}, resources: [], notResources: [], ...selection }],
});

const protections = (
  plans: readonly ReturnType<typeof plan>[],
  optedIn: (type: string) => boolean = () => true,
): Protection[] => planProtections('plan', plans, { now: NOW, optedIn: (_, type) => optedIn(type) });

const resource = (given: Partial<Resource> = {}): Resource => ({
  arn: TABLE,
  type: 'DynamoDB',
  account: ACCOUNT,
  region: HERE,
  tags: {},
  sources: ['described'],
  ...given,
});

const judged = (
  one: Resource,
  given: readonly Protection[],
  unread: Parameters<typeof judgeResources>[1]['unread'] = {},
): ResourceCoverage => {
  const [result] = judgeResources([one], { protections: given, now: NOW, unread });
  if (!result) throw new Error('nothing is judged');
  return result;
};

const RECENT = '2026-11-21T05:10:00.000Z';

test('H1 a resource that was backed up in time is covered, by which rule, until when and how far back', () => {
  const rules = [RULE, { ...RULE, name: 'Monthly', schedule: 'cron(0 5 1 * ? *)', deleteAfterDays: 365 }];
  const found = judged(resource({ lastBackup: RECENT }), protections([plan('All', { resources: ['*'] }, rules)]));
  expect(found).toMatchObject({
    status: 'covered',
    coveredBy: [
      { kind: 'plan', name: 'All/S', rule: 'Daily' },
      { kind: 'plan', name: 'All/S', rule: 'Monthly' },
    ],
    nextRun: '2026-11-22T05:00:00.000Z',
    reachDays: 365,
  });
  const forever = judged(
    resource({ lastBackup: RECENT }),
    protections([plan('All', {}, [{ ...RULE, deleteAfterDays: undefined }] as never)]),
  );
  expect(forever.reachDays).toBeNull();
});

test('H1 a continuous rule of a type that supports it can be restored to a point in time', () => {
  const rules = [{ ...RULE, continuous: true }];
  const bucket = resource({ arn: 'arn:aws:s3:::logs', type: 'S3', lastBackup: RECENT });
  const given = protections([plan('All', {}, rules)]);
  expect(judged(bucket, given).pointInTime).toBe(true);
  expect(judged(resource({ lastBackup: RECENT }), given)).not.toHaveProperty('pointInTime');
});

test.each([
  ['2026-11-20T11:00:00.000Z', 'covered', 'backed up in time'],
  ['2026-11-20T10:59:59.000Z', 'stale', 'the last backup is 26 hours old, but rules run every 25 hours'],
  [undefined, 'stale', 'no backup exists, but rules run every 25 hours'],
])('H1 a resource whose last backup was at %s is %s', (lastBackup, status, reason) => {
  const given = protections([plan('All', {})]);
  expect(judged(resource(lastBackup === undefined ? {} : { lastBackup }), given)).toMatchObject({ status, reason });
});

test('H1 a new resource waits for its first backup until the rule must have run', () => {
  const given = protections([plan('All', {})]);
  const created = (createdAt: string) => judged(resource({ createdAt }), given).status;
  expect(created('2026-11-20T11:00:00.000Z')).toBe('covered');
  expect(created('2026-11-20T10:59:59.000Z')).toBe('stale');
});

test('H1 a schedule that never runs again leaves everything stale', () => {
  const given = protections([plan('Old', {}, [{ ...RULE, schedule: 'cron(0 5 1 1 ? 2020)' }])]);
  expect(judged(resource({ lastBackup: RECENT }), given)).toMatchObject({
    status: 'stale',
    reason: 'no rule runs again',
  });
});

test('H1 reports the missing tag, and on which plan it would cover the resource', () => {
  const tagged = plan('Tagged', { tags: { Backup: 'daily' } });
  const two = plan('Two', { tags: { Backup: 'x', Stage: 'prod' }, match: 'all' });
  expect(judged(resource({ tags: { Backup: 'weekly' } }), protections([two, tagged]))).toMatchObject({
    status: 'missing-tag',
    reason: 'it has Backup=weekly',
    remedy: 'Backup=daily lets plan Tagged/S back it up',
    missing: { kind: 'plan', name: 'Tagged/S', tags: [{ key: 'Backup', value: 'daily' }] },
  });
  expect(judged(resource(), protections([two]))).toMatchObject({
    reason: 'it has no Backup and no Stage',
    remedy: 'Backup=x and Stage=prod lets plan Two/S back it up',
  });
});

test('H1 reports a type that the region has not opted in to', () => {
  const given = protections([plan('All', { resources: ['*'] })], (type) => type !== 'DynamoDB');
  expect(judged(resource(), given)).toMatchObject({
    status: 'opted-out',
    reason: `${HERE} has not opted in to DynamoDB, so plan All/S cannot back it up`,
    remedy: `opt DynamoDB in in ${HERE}`,
  });
  const named = protections([plan('Named', { resources: [TABLE] })], () => false);
  expect(judged(resource({ lastBackup: RECENT }), named).status).toBe('covered');
  const arn = `arn:aws:rds:${HERE}:${ACCOUNT}:cluster:a`;
  const cluster = protections([plan('Named', { resources: [arn] })], () => false);
  expect(judged(resource({ arn, type: 'Aurora' }), cluster).status).toBe('opted-out');
});

test('H1 reports what excludes a resource', () => {
  const pattern = protections([plan('All', { resources: ['*'], notResources: ['arn:aws:dynamodb:*:*:table/*'] })]);
  expect(judged(resource(), pattern)).toMatchObject({
    status: 'excluded',
    reason: 'plan All/S excludes it: arn:aws:dynamodb:*:*:table/*',
  });
  const conditions = { stringEquals: {}, stringLike: {}, stringNotEquals: { Stage: 'test' }, stringNotLike: {} };
  const tag = protections([plan('All', { resources: ['*'], conditions })]);
  expect(judged(resource({ tags: { Stage: 'test' } }), tag).reason).toBe('plan All/S excludes it: its tag Stage=test');
});

test('H1 reports resources that no plan can select, and types that AWS Backup does not support', () => {
  const volumes = protections([plan('Volumes', { resources: ['arn:aws:ec2:*:*:volume/*'] })]);
  expect(judged(resource(), volumes)).toMatchObject({ status: 'no-plan', reason: `no plan in ${HERE} selects it` });
  expect(judged(resource(), [])).toMatchObject({ status: 'no-plan', reason: `no plan runs in ${HERE}` });
  expect(judged(resource({ type: 'MemoryDB' }), volumes)).toMatchObject({
    status: 'unsupported',
    reason: 'AWS Backup does not support MemoryDB',
  });
});

test('H1 never guesses what it may not read', () => {
  const { tags: _, ...untagged } = resource();
  const unread = { tags: 'tag:GetResources is denied', lastBackup: 'backup:ListProtectedResources is denied' };
  const byTag = protections([plan('Tagged', { tags: { Backup: 'daily' } })]);
  expect(judged(untagged, byTag, unread)).toMatchObject({
    status: 'unknown',
    reason: 'its tags are not known: tag:GetResources is denied',
  });
  const all = protections([plan('All', { resources: ['*'] })]);
  expect(judged({ ...untagged, lastBackup: RECENT }, all, unread).status).toBe('covered');
  expect(judged(resource(), all, unread)).toMatchObject({
    status: 'unknown',
    reason: 'its last backup is not known: backup:ListProtectedResources is denied',
  });
});

test('H1 backups of an instance contain its volumes', () => {
  const volume = resource({ arn: `arn:aws:ec2:${HERE}:${ACCOUNT}:volume/vol-1`, type: 'EBS', attachedTo: INSTANCE });
  const instance = resource({ arn: INSTANCE, type: 'EC2', tags: { Backup: 'daily' }, lastBackup: RECENT });
  const given = protections([plan('Tagged', { tags: { Backup: 'daily' } })]);
  const statuses = (other: Resource) =>
    judgeResources([volume, other], { protections: given, now: NOW, unread: {} }).map(({ status, reason }) => [
      status,
      reason,
    ]);
  expect(statuses(instance)[0]).toEqual(['covered', 'backups of i-1 contain it']);
  expect(statuses({ ...instance, tags: {} })[0]?.[0]).toBe('missing-tag');
});

const WINDOW = {
  name: 'mw',
  region: HERE,
  group: 'group',
  durationHours: 4,
  cutoffHours: 1,
  schedule: 'cron(0 3 ? * SUN *)',
  timezone: 'UTC',
};
const GROUP = { BackupGroup: 'group', Name: 'web', EC2BackupGen: '3', BackupEC2StopStart: 'true' };

test('H1 the window backs up instances of its group with valid tags, as many generations as they ask for', () => {
  const given = [windowProtection(WINDOW, NOW)];
  const instance = (tags: Record<string, string>) =>
    resource({ arn: INSTANCE, type: 'EC2', tags, lastBackup: '2026-11-15T04:00:00.000Z' });
  expect(judged(instance(GROUP), given)).toMatchObject({
    status: 'covered',
    coveredBy: [{ kind: 'window', name: 'mw', rule: 'mw' }],
    nextRun: '2026-11-22T03:00:00.000Z',
    reachDays: 21,
  });
  expect(judged(instance({ ...GROUP, EC2BackupGen: '0' }), given)).toMatchObject({
    status: 'missing-tag',
    reason: 'it has EC2BackupGen=0',
  });
  expect(judged(resource({ tags: GROUP }), given).status).toBe('no-plan');
});

test('H1 an instance of the group lacks the values that the window needs, and no tag of a plan', () => {
  const given = [...protections([plan('Tagged', { tags: { Backup: 'daily' } })]), windowProtection(WINDOW, NOW)];
  const instance = (tags: Record<string, string>) => resource({ arn: INSTANCE, type: 'EC2', tags });
  expect(judged(instance({ ...GROUP, EC2BackupGen: 'two' }), given)).toMatchObject({
    status: 'missing-tag',
    reason: 'it has EC2BackupGen=two',
    remedy: 'EC2BackupGen: set how many generations to keep: a whole number from 1 to 100; then window mw backs it up',
    missing: { kind: 'window', name: 'mw' },
  });
  const { BackupGroup: _, ...others } = GROUP;
  expect(judged(instance({ ...others, EC2BackupGen: 'two' }), given).remedy).toBe(
    'Backup=daily lets plan Tagged/S back it up',
  );
});

// Few keys and values, so that they meet.
const tags = fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('x', 'y'));
const values = fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('x', 'y'), { maxKeys: 2 });
const patterns = fc.subarray(['*', INSTANCE, 'arn:aws:ec2:*:*:volume/*', 'arn:aws:dynamodb:*']);
const anyPlan = fc
  .record({
    tags: values,
    match: fc.constantFrom('any' as const, 'all' as const),
    resources: patterns,
    notResources: fc.subarray([INSTANCE], { minLength: 0 }),
    conditions: fc.record({
      stringEquals: values,
      stringLike: fc.constant({}),
      stringNotEquals: values,
      stringNotLike: fc.constant({}),
    }),
  })
  .map((selection) => plan('P', selection));
const plans = fc
  .array(anyPlan, { maxLength: 3 })
  .map((all) => all.map((one, index) => ({ ...one, name: `P${index}` })));
const instanceWith = (carried: Readonly<Record<string, string>>) =>
  resource({ arn: INSTANCE, type: 'EC2', tags: carried });

test('H1 exactly the plans that select an instance back it up', () => {
  fc.assert(
    fc.property(plans, tags, fc.boolean(), (all, carried, optedIn) => {
      const found = judged(
        instanceWith(carried),
        protections(all, () => optedIn),
      );
      const selecting = planSources('plan', all)
        .filter(({ selection }) => selects(selection, { arn: INSTANCE, tags: carried }, { optedIn }))
        .map(({ kind, name }) => ({ kind, name }));
      expect(found.coveredBy.map(({ kind, name }) => ({ kind, name }))).toEqual(selecting);
      expect(['covered', 'stale'].includes(found.status)).toBe(selecting.length > 0);
    }),
  );
});

test('H1 the missing tags cover the resource, by that plan, once they are set', () => {
  fc.assert(
    fc.property(plans, tags, (all, carried) => {
      const given = protections(all);
      const { status, missing } = judged(instanceWith(carried), given);
      expect(status === 'missing-tag').toBe(missing !== undefined);
      if (!missing) return;
      const changed = Object.fromEntries(missing.tags.map(({ key, value }) => [key, value]));
      const { coveredBy } = judged(instanceWith({ ...carried, ...changed }), given);
      expect(coveredBy).toContainEqual(expect.objectContaining({ kind: missing.kind, name: missing.name }));
    }),
  );
});

test('H1 opting in helps exactly what is reported as opted out', () => {
  fc.assert(
    fc.property(plans, tags, (all, carried) => {
      const before = judged(
        instanceWith(carried),
        protections(all, () => false),
      ).status;
      const after = judged(instanceWith(carried), protections(all)).status;
      if (before === 'opted-out') expect(['stale', 'covered', 'missing-tag']).toContain(after);
      else if (before !== 'missing-tag') expect(after === 'stale' || after === before).toBe(true);
    }),
  );
});

test('H1 the order of plans does not matter', () => {
  fc.assert(
    fc.property(plans, tags, (all, carried) => {
      const [one, other] = [all, all.toReversed()].map((given) => judged(instanceWith(carried), protections(given)));
      expect(other?.status).toBe(one?.status);
      expect(other?.coveredBy).toEqual(one?.coveredBy);
    }),
  );
});
