import fc from 'fast-check';

import { coldStorageTooShort, continuousLifecycle, lifecycleDaysNotPositive, lifecycleTooLong } from './lifecycle';

const at = (setting: string) => `rules/Daily/${setting}`;
const day = fc.integer({ min: 1, max: 40_000 });

test('E3 refuses a recovery point that would leave cold storage before 90 days', () => {
  expect(coldStorageTooShort({ coldStorageAfterDays: 10, deleteAfterDays: 99 }, at)).toEqual([
    {
      rule: 'cold-storage-too-short',
      severity: 'error',
      source: 'backupctl',
      path: 'rules/Daily/deleteAfterDays',
      found: 99,
      message: 'deletes after 99 days, but a recovery point that turns cold after 10 days must be kept 100',
      remedy: 'delete after 100 days or more, or leave cold storage out',
    },
  ]);
});

test('E3 writes one day in the singular', () => {
  const [finding] = coldStorageTooShort({ coldStorageAfterDays: 1, deleteAfterDays: 1 }, at);
  expect(finding?.message).toBe(
    'deletes after 1 day, but a recovery point that turns cold after 1 day must be kept 91',
  );
});

test('E3 a recovery point may leave cold storage after 90 days and not a day before', () => {
  fc.assert(
    fc.property(day, (coldStorageAfterDays) => {
      const count = (deleteAfterDays: number | undefined) =>
        coldStorageTooShort({ coldStorageAfterDays, deleteAfterDays }, at).length;
      expect(count(coldStorageAfterDays + 90)).toBe(0);
      expect(count(coldStorageAfterDays + 89)).toBe(1);
      expect(count(undefined)).toBe(0);
    }),
  );
});

test('E3 the remedy for cold storage is one that is accepted', () => {
  fc.assert(
    fc.property(day, day, (coldStorageAfterDays, deleteAfterDays) => {
      const [finding] = coldStorageTooShort({ coldStorageAfterDays, deleteAfterDays }, at);
      if (finding === undefined) return;
      const remedy = Number(/after (\d+) days/.exec(finding.remedy)?.[1]);
      expect(coldStorageTooShort({ coldStorageAfterDays, deleteAfterDays: remedy }, at)).toEqual([]);
    }),
  );
});

test.each([[0], [-1], [1.5], [Number.NaN], [Number.NEGATIVE_INFINITY]])('E3 %s is no number of days', (days) => {
  expect(lifecycleDaysNotPositive({ coldStorageAfterDays: days, deleteAfterDays: days }, at)).toHaveLength(2);
  expect(lifecycleDaysNotPositive({ deleteAfterDays: days }, at)).toHaveLength(1);
});

test('E3 accepts one day, and an empty lifecycle', () => {
  expect(lifecycleDaysNotPositive({ coldStorageAfterDays: 1, deleteAfterDays: 1 }, at)).toEqual([]);
  expect(lifecycleDaysNotPositive({}, at)).toEqual([]);
});

test('E3 counts a hundred years and not a day more', () => {
  expect(lifecycleTooLong({ coldStorageAfterDays: 36_410, deleteAfterDays: 36_500 }, at)).toEqual([]);
  expect(lifecycleTooLong({ coldStorageAfterDays: 36_501, deleteAfterDays: 40_000 }, at)).toHaveLength(2);
  expect(lifecycleTooLong({}, at)).toEqual([]);
});

test('E3 a continuous backup is kept for at most 35 days, and never moves to cold storage', () => {
  const rules = (lifecycle: { deleteAfterDays?: number; coldStorageAfterDays?: number }) =>
    continuousLifecycle({ continuous: true, ...lifecycle }, at).map(({ rule }) => rule);
  expect(rules({ deleteAfterDays: 1 })).toEqual([]);
  expect(rules({ deleteAfterDays: 35 })).toEqual([]);
  expect(rules({ deleteAfterDays: 36 })).toEqual(['continuous-retention']);
  expect(rules({})).toEqual(['continuous-retention']);
  expect(rules({ deleteAfterDays: 35, coldStorageAfterDays: 1 })).toEqual(['continuous-cold-storage']);
});
