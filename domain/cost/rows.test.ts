import fc from 'fast-check';

import type { Plan, Rule, Selection } from '../backup/model';
import { RESOURCE_TYPES } from '../backup/resource-types';
import type { CostAccount, DeclaredSize } from './model';
import { costChanges, grouped, GROUPINGS, type Grouping, sumOf } from './groups';
import { costRows } from './rows';

const NOW = new Date('2026-11-30T00:00:00Z');
const HOME = { region: 'eu-west-1', accountId: '111111111111' } as const;
const COPY = { vault: 'copies', ...HOME, archive: false } as const;
const AIR_GAPPED = 'arn:aws:backup:eu-west-1:111111111111:backup-vault:lag';

const daily: Rule = {
  name: 'daily',
  vault: 'main',
  schedule: 'cron(0 5 * * ? *)',
  deleteAfterDays: 30,
  archive: false,
  continuous: false,
  recoveryPointTags: {},
  copies: [],
};
const everything: Selection = { name: 'all', tags: {}, resources: ['*'], notResources: [] };
const size: DeclaredSize = {
  name: 'files',
  type: 'EFS',
  region: HOME.region,
  sizeGb: 1000,
  dailyChangePercent: 1,
};

function planWith(...rules: readonly Partial<Rule>[]): Plan {
  return {
    name: 'plan',
    regions: [HOME.region],
    windowsVss: false,
    tags: {},
    rules: rules.map((rule) => ({ ...daily, ...rule })),
    selections: [everything],
  };
}

function account(plan: Plan, ...sizes: readonly Partial<DeclaredSize>[]): CostAccount {
  return {
    owner: 'environment prod',
    accountId: HOME.accountId,
    plans: [plan],
    optedIn: () => undefined,
    sizes: (sizes.length === 0 ? [{}] : sizes).map((one) => ({ ...size, ...one })),
  };
}

function rowsOf(plan: Plan, ...sizes: readonly Partial<DeclaredSize>[]) {
  return costRows([account(plan, ...sizes)], NOW);
}

test('H5 adds what a rule stores by rule, account and region', () => {
  expect(rowsOf(planWith({}))).toEqual([
    expect.objectContaining({
      plan: 'plan',
      rule: 'daily',
      place: 'vault',
      account: HOME.accountId,
      region: HOME.region,
      vault: 'main',
      type: 'EFS',
      warmGbMonths: expect.closeTo(1000 + 29 * 10) as number,
      createdGb: expect.closeTo((365 * 10) / 12) as number,
      transferredGb: 0,
    }),
  ]);
});

test('H5 doubles the storage with a copy, and transfers only to another region', () => {
  const [own] = rowsOf(planWith({}));
  const copied = (copy: object) => rowsOf(planWith({ copies: [{ ...COPY, deleteAfterDays: 30, ...copy }] }));
  expect(sumOf(copied({})).warmGbMonths).toBeCloseTo(2 * (own?.warmGbMonths ?? 0));
  expect(sumOf(copied({})).transferredGb).toBe(0);
  const [, elsewhere] = copied({ region: 'eu-central-1', accountId: '222222222222' });
  expect(elsewhere).toMatchObject({ place: 'copy', account: '222222222222', region: 'eu-central-1' });
  expect(elsewhere?.transferredGb).toBeCloseTo(own?.createdGb ?? 0);
});

test('H5 keeps copies of policies in the account that is backed up', () => {
  const [, copy] = rowsOf(planWith({ copies: [{ ...COPY, accountId: '$account', deleteAfterDays: 30 }] }));
  expect(copy).toMatchObject({ place: 'copy', account: HOME.accountId });
});

test('H5 counts only the air-gapped vault of a rule that has one', () => {
  const rows = rowsOf(planWith({ airGappedVaultArn: AIR_GAPPED }));
  expect(rows).toEqual([expect.objectContaining({ place: 'air-gapped', vault: 'lag', region: HOME.region })]);
});

test('H5 adds every change of the retention to a continuous backup, only of types that have one', () => {
  const plan = planWith({ continuous: true, deleteAfterDays: 35 });
  expect(rowsOf(plan, { type: 'S3' })).toEqual([
    expect.objectContaining({ place: 'continuous', warmGbMonths: 1000 + 35 * 10 }),
  ]);
  expect(rowsOf(plan)).toEqual([expect.objectContaining({ place: 'vault' })]);
});

test('H5 has cold storage for types that move there, and the archive only where it is opted in', () => {
  const cold = { coldStorageAfterDays: 1, deleteAfterDays: 91 };
  const of = (rule: Partial<Rule>, type: string) => sumOf(rowsOf(planWith({ ...cold, ...rule }), { type }));
  expect(of({}, 'EFS').coldGbMonths).toBeGreaterThan(0);
  expect(of({}, 'RDS').coldGbMonths).toBe(0);
  expect(of({}, 'EBS').archiveGbMonths).toBe(0);
  expect(of({ archive: true }, 'EBS').archiveGbMonths).toBeGreaterThan(0);
});

test('H5 counts what no plan backs up nowhere, not even its restores', () => {
  const plan = planWith({});
  const restored = { restoredGbPerMonth: 5 };
  expect(sumOf(rowsOf(plan, restored)).restoredGb).toBe(5);
  expect(rowsOf(plan, { ...restored, region: 'us-east-1' })).toEqual([]);
  expect(rowsOf(plan, { ...restored, plan: 'other' })).toEqual([]);
  expect(rowsOf(plan, { ...restored, selection: 'other' })).toEqual([]);
  const narrow = { ...plan, selections: [{ ...everything, resources: ['arn:aws:ec2:*:*:volume/*'] }] };
  expect(rowsOf(narrow, restored)).toEqual([]);
});

test('H5 marks what is kept forever', () => {
  expect(rowsOf(planWith({ deleteAfterDays: undefined }))).toEqual([expect.objectContaining({ keptForever: true })]);
});

test('H5 reports the groups that a change affects, and no others', () => {
  const [before, after] = [30, 60].map((deleteAfterDays) =>
    rowsOf(planWith({ deleteAfterDays }, { name: 'weekly', schedule: 'cron(0 1 ? * SUN *)', vault: 'other' })),
  );
  const changes = costChanges(before ?? [], after ?? [], 'rule');
  expect(changes.map(({ key }) => key[2])).toEqual(['daily']);
  expect(costChanges(before ?? [], before ?? [], 'rule')).toEqual([]);
  expect(costChanges([], before ?? [], 'region')).toEqual([
    expect.objectContaining({ key: [HOME.region], before: expect.objectContaining({ warmGbMonths: 0 }) as object }),
  ]);
});

test.each([
  // Recovery points of the region share what they store.
  ['EBS', 1],
  ['RDS', 1],
  // Only those of a vault do.
  ['EFS', 2],
  ['S3', 2],
])('H5 stores backups of %s in two vaults with %d complete ones', (type, complete) => {
  const plan = planWith({}, { name: 'other', vault: 'other', schedule: 'cron(0 17 * * ? *)' });
  const { warmGbMonths } = sumOf(rowsOf(plan, { type, dailyChangePercent: 0 }));
  expect(warmGbMonths).toBeCloseTo(complete * 1000, 3);
});

test('H5 counts a copy in the region with its own complete backup', () => {
  const plan = planWith({ copies: [{ ...COPY, deleteAfterDays: 30 }] });
  expect(sumOf(rowsOf(plan, { type: 'EBS', dailyChangePercent: 0 })).warmGbMonths).toBeCloseTo(2000, 3);
});

test.each([
  ['Aurora', 30],
  ['CloudFormation', 30],
  ['DSQL', 30],
  ['DocumentDB', 30],
  ['DynamoDB', 30],
  ['EKS', 30],
  ['Neptune', 30],
  ['EFS', 1],
  ['FSx', 1],
  ['Timestream', 1],
])('H5 stores %s with %d complete backups', (type, complete) => {
  expect(sumOf(rowsOf(planWith({}), { type, dailyChangePercent: 0 })).warmGbMonths).toBeCloseTo(complete * 1000, 3);
});

const copies = fc.array(
  fc.record({
    ...Object.fromEntries(Object.entries(COPY).map(([key, value]) => [key, fc.constant(value)])),
    region: fc.constantFrom('eu-west-1', 'eu-central-1'),
    vault: fc.constantFrom('main', 'copies'),
    deleteAfterDays: fc.integer({ min: 1, max: 60 }),
  }) as fc.Arbitrary<Rule['copies'][number]>,
  { maxLength: 2 },
);
const rules = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    schedule: fc.constantFrom('cron(0 5 * * ? *)', 'cron(0 1 ? * SUN *)', 'cron(0 5 31 2 ? *)'),
    deleteAfterDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 8 }),
    continuous: fc.boolean(),
    copies,
  }),
  { minLength: 1, maxLength: 3 },
);
const sizes = fc.record({
  type: fc.constantFrom(...RESOURCE_TYPES.map(({ name }) => name)),
  sizeGb: fc.integer({ min: 1, max: 5000 }),
  dailyChangePercent: fc.integer({ min: 0, max: 100 }),
});

test('H5 adds up to the same total by rule, account, region and type, and in proportion to the size', () => {
  fc.assert(
    fc.property(rules, sizes, (generated, declared) => {
      const rows = rowsOf(planWith(...generated), declared);
      const total = sumOf(rows);
      for (const by of Object.keys(GROUPINGS) as Grouping[]) {
        const sums = sumOf(grouped(rows, by));
        for (const [quantity, sum] of Object.entries(sums))
          expect(sum).toBeCloseTo(total[quantity as keyof typeof total], 3);
      }
      const doubled = sumOf(rowsOf(planWith(...generated), { ...declared, sizeGb: 2 * declared.sizeGb }));
      expect(doubled.warmGbMonths).toBeCloseTo(2 * total.warmGbMonths, 3);
      expect(doubled.transferredGb).toBeCloseTo(2 * total.transferredGb, 3);
    }),
    { numRuns: 20 },
  );
});
