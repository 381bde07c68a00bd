import { minimumInterval } from './minimum-interval';

const now = new Date('2026-11-21T00:00:00Z');

test.each([
  ['0 6 * * ? *', 'Asia/Tokyo', 24 * 60],
  ['0 6,18 * * ? *', 'UTC', 12 * 60],
  ['0/5 * * * ? *', 'UTC', 5],
  ['* * * * ? *', 'UTC', 1],
  ['0 6 1 * ? *', 'UTC', 28 * 24 * 60],
  ['0 6 * * ? *', 'Europe/Berlin', 23 * 60],
  ['0 0 1 1 ? *', 'UTC', 365 * 24 * 60],
])('E3 the shortest interval of cron(%s) in %s is %d minutes', (fields, timezone, minutes) => {
  expect(minimumInterval({ expression: `cron(${fields})`, timezone }, now)).toBe(minutes);
});

test('E3 the night that skips an hour brings two runs together', () => {
  const schedule = { expression: 'cron(30 1,3 * * ? *)', timezone: 'America/New_York' };
  expect(minimumInterval(schedule, now)).toBe(60);
  expect(minimumInterval(schedule, now, 30)).toBe(120);
});

test('E3 fewer than two runs have no interval', () => {
  const schedule = { expression: 'cron(0 6 1 1 ? 2027)', timezone: 'UTC' };
  expect(minimumInterval(schedule, now)).toBeUndefined();
  expect(minimumInterval({ ...schedule, expression: 'cron(0 6 1 1 ? 1999)' }, now)).toBeUndefined();
});
