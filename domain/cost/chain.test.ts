import fc from 'fast-check';

import { type ChainRule, chainUse } from './chain';

const NOW = new Date('2026-11-30T00:00:00Z');
const DAILY = { schedule: 'cron(0 5 * * ? *)', timezone: 'UTC' } as const;
const INCREMENTAL = { dailyChange: 0.02, incremental: true } as const;
const FULL = { ...INCREMENTAL, incremental: false };

function use(rule: ChainRule, options: Parameters<typeof chainUse>[1] = INCREMENTAL) {
  const [only] = chainUse([rule], options, NOW);
  if (!only) throw new Error('no use');
  return only;
}

test('H5 stores the first backup completely, and only changes after it', () => {
  expect(use({ ...DAILY, deleteAfterDays: 30 }).warm).toBeCloseTo(1 + 29 * 0.02, 6);
  expect(use({ ...DAILY, deleteAfterDays: 30 }).created).toBeCloseTo((365 * 0.02) / 12, 6);
});

test('H5 stores every backup completely where AWS has no incremental backups', () => {
  expect(use({ ...DAILY, deleteAfterDays: 30 }, FULL).warm).toBeCloseTo(30, 6);
});

test('H5 counts nothing for a rule that never runs, or whose schedule is not valid', () => {
  const nothing = { warm: 0, cold: 0, created: 0, earlyDeletion: 0 };
  expect(use({ schedule: 'cron(0 5 31 2 ? *)', timezone: 'UTC' })).toEqual(nothing);
  expect(use({ schedule: 'cron(0 5 * * ? 1999)', timezone: 'UTC', deleteAfterDays: 1 })).toEqual(nothing);
  expect(use({ schedule: 'hourly', timezone: 'UTC' })).toEqual(nothing);
});

test('H5 writes a complete backup if none exists in warm storage', () => {
  const weekly = { schedule: 'cron(0 5 ? * SUN *)', timezone: 'UTC' };
  // A recovery point of exactly a week is still there when the next backup starts.
  expect(use({ ...weekly, deleteAfterDays: 7 }).created * 12).toBeCloseTo(52 * 0.14, 6);
  expect(use({ ...weekly, deleteAfterDays: 6 }).created * 12).toBeCloseTo(52, 6);
});

test('H5 moves recovery points to cold storage, where each is complete', () => {
  const { warm, cold, earlyDeletion } = use({ ...DAILY, coldStorageAfterDays: 10, deleteAfterDays: 100 });
  expect(warm).toBeCloseTo(1 + 9 * 0.02, 6);
  expect(cold).toBeCloseTo(90, 6);
  expect(earlyDeletion).toBe(0);
});

test('H5 keeps complete recovery points of a year in cold storage', () => {
  const monthly = { schedule: 'cron(0 5 1 * ? *)', timezone: 'UTC', coldStorageAfterDays: 1, deleteAfterDays: 366 };
  const { cold } = use(monthly);
  expect(cold).toBeGreaterThan(11.9);
  expect(cold).toBeLessThan(12.1);
});

test('H5 bills cold storage for 90 days: not after exactly 90, but for the day that is missing after 89', () => {
  const cold = (deleteAfterDays: number) => use({ ...DAILY, coldStorageAfterDays: 10, deleteAfterDays }, FULL);
  expect(cold(100).earlyDeletion).toBe(0);
  // One complete backup a day, one day missing of each: one GB-month for each GB.
  expect(cold(99).earlyDeletion).toBeCloseTo(1, 6);
});

test('H5 counts what is kept forever, or for longer, as it is after ten years', () => {
  expect(use(DAILY).warm).toBeCloseTo(1 + 3649 * 0.02, 4);
  expect(use({ ...DAILY, deleteAfterDays: 3650 })).toEqual(use(DAILY));
  expect(use({ ...DAILY, deleteAfterDays: 3649 }).warm).toBeLessThan(use(DAILY).warm);
});

const schedules = fc.constantFrom(
  'cron(0 5 * * ? *)',
  'cron(0 1 ? * SUN *)',
  'cron(30 2 1 * ? *)',
  'cron(0 0/6 * * ? *)',
  'cron(0 5 29 2 ? *)',
);
const rules = fc.record({
  schedule: schedules,
  timezone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
  deleteAfterDays: fc.integer({ min: 1, max: 60 }),
});
const options = fc.record({
  dailyChange: fc.double({ min: 0, max: 1, noNaN: true }),
  incremental: fc.boolean(),
});

test('H5 stores more, or the same, if recovery points are kept longer', () => {
  fc.assert(
    fc.property(rules, fc.integer({ min: 1, max: 30 }), options, (rule, longer, how) => {
      const extended = { ...rule, deleteAfterDays: rule.deleteAfterDays + longer };
      expect(use(extended, how).warm).toBeGreaterThanOrEqual(use(rule, how).warm - 1e-9);
    }),
    { numRuns: 25 },
  );
});

test('H5 stores more, or the same, with another rule, and never more than both apart', () => {
  fc.assert(
    fc.property(rules, rules, options, (rule, other, how) => {
      const together = chainUse([rule, other], how, NOW).reduce((sum, { warm }) => sum + warm, 0);
      const apart = use(rule, how).warm + use(other, how).warm;
      expect(together).toBeGreaterThanOrEqual(use(rule, how).warm - 1e-9);
      expect(together).toBeLessThanOrEqual(apart + 1e-9);
    }),
    { numRuns: 25 },
  );
});
