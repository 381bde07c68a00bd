import { recoveryPointsKept } from './recovery-points';

const now = new Date('2026-11-21T00:00:00Z');

const kept = (fields: string, deleteAfterDays?: number, timezone = 'UTC') =>
  recoveryPointsKept({ expression: `cron(${fields})`, timezone, deleteAfterDays }, now);

test.each([
  ['0 6 * * ? *', 30, 30],
  ['0 6 * * ? *', 2, 2],
  ['0 6 * * ? *', 1, 1],
  ['0 * * * ? *', 1, 24],
  ['0 6 1 * ? *', 365, 12],
  ['0 6 1 * ? *', 366, 13],
  ['0 6 ? * SUN *', 28, 4],
  ['0 6 ? * MON-FRI *', 1, 1],
  ['0 6 ? * MON-FRI *', 10, 8],
  ['0 6 1 1 ? *', 30, 1],
])('E3 cron(%s) that deletes after %d days keeps %d', (fields, deleteAfterDays, expected) => {
  expect(kept(fields, deleteAfterDays)).toBe(expected);
});

test('E3 a day of 23 hours does not add one', () => {
  expect(kept('0 6 * * ? *', 30, 'America/New_York')).toBe(30);
  expect(kept('0 * * * ? *', 1, 'America/New_York')).toBe(24);
});

test('E3 without a retention they never expire, unless none is created', () => {
  expect(kept('0 6 * * ? *')).toBe(Infinity);
  expect(kept('0 6 30 2 ? *')).toBe(0);
  expect(kept('0 6 * * ? 1999', 30)).toBe(0);
});
