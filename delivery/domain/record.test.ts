import fc from 'fast-check';

import { mergeRecord, isComplete } from './merge-record';
import { predecessorOf, promotionRefusals, STACK_RESULTS, type ReleaseRecord, type StackResult } from './record';
import { parseRecord, serializeRecord } from './serialize-record';

const ORDER = ['dev', 'stg', 'prod'];
const RELEASE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const STACKS = [
  { name: 'dev-iam', dependencies: [] },
  { name: 'dev-backup', dependencies: ['dev-iam'] },
];

const record = (changed: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  schema: 1,
  release: RELEASE,
  environment: 'dev',
  accountId: '111111111111',
  appliedAt: '2026-11-21T08:00:00.000Z',
  stacks: [
    { stack: 'dev-iam', result: 'unchanged' },
    { stack: 'dev-backup', result: 'applied' },
  ],
  verification: { ok: true, at: '2026-11-21T08:01:00.000Z', differences: 0 },
  by: 'arn:aws:sts::111111111111:assumed-role/apply/run-1',
  ...changed,
});

const refusals = (environment: string, found: ReleaseRecord | undefined) =>
  promotionRefusals(ORDER, environment, RELEASE, found).map(({ path, message, remedy }) => [path, message, remedy]);

const AGAIN = 'npx backupctl plan --environment dev, and apply the bundle that it writes';

describe('E promotion: what keeps a release out of an environment', () => {
  test('E a release that the environment before has applied and verified may go on', () => {
    expect(refusals('stg', record())).toEqual([]);
  });

  test('E the first environment, and organizations, need no predecessor', () => {
    expect([refusals('dev', undefined), refusals('organizations', undefined)]).toEqual([[], []]);
    expect(ORDER.map((name) => predecessorOf(ORDER, name))).toEqual([undefined, 'dev', 'stg']);
    expect(predecessorOf(ORDER, 'organizations')).toBeUndefined();
  });

  test('E a name that the order does not have is refused, not let through', () => {
    expect(refusals('prd', record())).toEqual([
      ['environments/index.ts', 'prd is not in the promotion order', 'specify one of dev, stg, prod'],
    ]);
  });

  test('E a release that the environment before does not have', () => {
    expect(refusals('stg', undefined)).toEqual([
      ['dev.releases.aaaaaaaaaaaa', 'release aaaaaaaaaaaa has no record in dev, which comes before stg', AGAIN],
    ]);
  });

  test('E a record of another release or environment', () => {
    expect(refusals('stg', record({ release: OTHER }))).toEqual([
      ['dev.releases.aaaaaaaaaaaa', 'the record is of release bbbbbbbbbbbb in dev, not of aaaaaaaaaaaa in dev', AGAIN],
    ]);
    expect(refusals('prod', record())).toEqual([
      [
        'stg.releases.aaaaaaaaaaaa',
        'the record is of release aaaaaaaaaaaa in dev, not of aaaaaaaaaaaa in stg',
        AGAIN.replace('dev', 'stg'),
      ],
    ]);
  });

  test('E every stack that is not applied, all at once', () => {
    const stacks = [
      { stack: 'dev-iam', result: 'applied' },
      { stack: 'dev-notifications', result: 'failed' },
      { stack: 'dev-backup', result: 'not applied' },
    ] as const;
    expect(refusals('stg', record({ stacks, verification: undefined }))).toEqual([
      ['dev.releases.aaaaaaaaaaaa.stacks.dev-notifications', 'the apply of dev-notifications failed', AGAIN],
      ['dev.releases.aaaaaaaaaaaa.stacks.dev-backup', 'the stack dev-backup is not applied', AGAIN],
    ]);
    expect(refusals('stg', record({ stacks: [] }))).toEqual([
      ['dev.releases.aaaaaaaaaaaa.stacks', 'the record has no stack of dev', AGAIN],
    ]);
  });

  test('E what is not verified, and what differs from AWS', () => {
    const fixAndVerify = `fix what npx backupctl verify --environment dev reports, then ${AGAIN}`;
    const at = 'dev.releases.aaaaaaaaaaaa.verification';
    expect(refusals('stg', record({ verification: undefined }))).toEqual([[at, 'it is not verified', fixAndVerify]]);
    const moment = '2026-11-21T08:01:00.000Z';
    expect(refusals('stg', record({ verification: { ok: false, at: moment, differences: 2 } }))).toEqual([
      [at, `the verification at ${moment} found 2 settings that differ`, fixAndVerify],
    ]);
    expect(refusals('stg', record({ verification: { ok: false, at: moment, differences: 1 } }))).toEqual([
      [at, `the verification at ${moment} found 1 setting that differs`, fixAndVerify],
    ]);
  });
});

const digest = fc.constantFrom(RELEASE, OTHER);
const stackResults = fc.uniqueArray(
  fc.record({ stack: fc.constantFrom('dev-iam', 'dev-backup', 'dev-ssm'), result: fc.constantFrom(...STACK_RESULTS) }),
  { selector: ({ stack }) => stack },
);
const anyRecord = fc.record({
  schema: fc.constant(1 as const),
  release: digest,
  environment: fc.constantFrom(...ORDER, 'organizations'),
  accountId: fc.constantFrom('111111111111', '222222222222'),
  appliedAt: fc.constant('2026-11-21T08:00:00.000Z'),
  stacks: stackResults,
  verification: fc.option(
    fc.record({ ok: fc.boolean(), at: fc.constant('2026-11-21T08:01:00.000Z'), differences: fc.nat(9) }),
    { nil: undefined },
  ),
  by: fc.string(),
});

test('E a release continues exactly if the environment before has all of it, and is verified', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ORDER), digest, fc.option(anyRecord, { nil: undefined }), (to, release, found) => {
      const before = { dev: undefined, stg: 'dev', prod: 'stg' }[to];
      const done =
        found?.environment === before &&
        found?.release === release &&
        found.stacks.length > 0 &&
        !found.stacks.some(({ result }) => result === 'failed' || result === 'not applied') &&
        found.verification?.ok === true;
      const findings = promotionRefusals(ORDER, to, release, found);
      expect(findings.length === 0).toBe(before === undefined || done);
      for (const { message, remedy, path } of findings) expect([message, remedy, path].every(Boolean)).toBe(true);
    }),
  );
});

test('E a record is read as it was written, and the same record is the same text', () => {
  fc.assert(
    fc.property(anyRecord, (one) => {
      const text = serializeRecord(one);
      expect(parseRecord(text)).toEqual(JSON.parse(JSON.stringify(one)));
      const { by, ...rest } = one;
      expect(serializeRecord({ by, ...rest })).toBe(text);
      expect(serializeRecord(parseRecord(text) as ReleaseRecord)).toBe(text);
    }),
  );
});

test.each([
  ['', 'is not JSON'],
  ['[]', 'is not a JSON object'],
  ['{"schema": 2}', 'has schema 2, but this version supports 1'],
  [JSON.stringify({ ...record(), by: 1, stacks: [{ stack: 'x', result: 'odd' }] }), 'has no valid by, stacks'],
  [JSON.stringify({ ...record(), verification: { ok: 'yes' } }), 'has no valid verification'],
])('E reports a file that is not a record: %s', (text, wrong) => {
  expect(parseRecord(text)).toBe(wrong);
});

describe('E an apply that continues a release', () => {
  const half = record({
    stacks: [
      { stack: 'dev-iam', result: 'applied' },
      { stack: 'dev-backup', result: 'not applied' },
    ],
    verification: undefined,
  });
  const rest = record({
    stacks: [
      { stack: 'dev-iam', result: 'not applied' },
      { stack: 'dev-backup', result: 'applied' },
    ],
    verification: undefined,
  });

  test('E keeps what was applied before it', () => {
    const whole = mergeRecord(half, rest, STACKS);
    expect(whole.stacks.map(({ result }) => result)).toEqual(['applied', 'applied']);
    expect([isComplete(half), isComplete(rest), isComplete(whole)]).toEqual([false, false, true]);
  });

  test('E uses nothing from another release, nor from what failed since', () => {
    expect(mergeRecord({ ...half, release: OTHER }, rest, STACKS)).toBe(rest);
    expect(mergeRecord(undefined, rest, STACKS)).toBe(rest);
    const failed = record({ stacks: [{ stack: 'dev-iam', result: 'failed' }] });
    expect(mergeRecord(half, failed, STACKS).stacks).toEqual([{ stack: 'dev-iam', result: 'failed' }]);
  });
});

test('E a reader that was applied before its producer is to be planned again', () => {
  const of = (iam: StackResult['result'], backup: StackResult['result']) =>
    record({
      stacks: [
        { stack: 'dev-iam', result: iam },
        { stack: 'dev-backup', result: backup },
      ],
    });
  const results = (before: ReleaseRecord, now: ReleaseRecord) =>
    mergeRecord(before, now, STACKS).stacks.map(({ result }) => result);
  const reader = of('not applied', 'applied');
  expect(results(reader, of('applied', 'not applied'))).toEqual(['applied', 'not applied']);
  expect(results(reader, of('failed', 'not applied'))).toEqual(['failed', 'not applied']);
  expect(results(reader, of('unchanged', 'not applied'))).toEqual(['unchanged', 'applied']);
  expect(results(of('not applied', 'failed'), of('applied', 'not applied'))).toEqual(['applied', 'failed']);
});

test('E no stack at all is nothing whole', () => {
  expect(isComplete({ stacks: [] })).toBe(false);
});
