import fc from 'fast-check';

import { DAY, HOUR, MINUTE } from './duration';
import { largestGap } from './largest-gap';
import { Timetable } from './timetable';

const NOW = new Date('2026-11-21T00:00:00Z');
const hours = (schedule: string, timezone = 'UTC') => (largestGap({ schedule, timezone }, NOW) ?? NaN) / HOUR;

test.each([
  ['cron(0/30 * * * ? *)', 0.5],
  ['cron(0 0/6 * * ? *)', 6],
  // As many runs, but not every six hours.
  ['cron(0 2,3,4,5 * * ? *)', 21],
  ['cron(0 6 * * ? *)', 24],
  ['cron(0 6 ? * MON-FRI *)', 72],
  ['cron(0 6 ? * SUN *)', 168],
  // More runs than weekly, but a gap of almost a month.
  ['cron(0 6 1-5 * ? *)', 27 * 24],
  ['cron(0 6 1 * ? *)', 31 * 24],
  ['cron(0 6 31 * ? *)', 61 * 24],
  // Four years.
  ['cron(0 6 29 2 ? *)', 1461 * 24],
  ['cron(0 6 1 1 ? 2027/2)', 2 * 365 * 24 + 24],
])('the longest time without a run of %s is %d hours', (schedule, expected) => {
  expect(hours(schedule)).toBe(expected);
  expect(hours(schedule, 'Asia/Tokyo')).toBe(expected);
});

test.each([
  // The clock is put forward at 02:00: this run does not take place.
  ['cron(30 2 * * ? *)', 'America/New_York', 47],
  ['cron(30 4 * * ? *)', 'America/New_York', 24],
  ['cron(0 * * * ? *)', 'America/New_York', 1],
  ['cron(0/30 * * * ? *)', 'Europe/Berlin', 0.5],
  ['cron(0 2,14 * * ? *)', 'Europe/Berlin', 23],
])('the longest time without a run of %s in %s is %d hours', (schedule, timezone, expected) => {
  expect(hours(schedule, timezone)).toBe(expected);
});

test('a schedule that ends is worse than any other, the earlier the worse', () => {
  const ending = (year: number) => hours(`cron(0 6 * * ? 2026-${year})`);
  expect(ending(2027)).toBeGreaterThan(ending(2028));
  expect(ending(2028)).toBeGreaterThan(hours('cron(0 6 29 2 ? *)'));
  expect(ending(2032)).toBe(24);
  expect(hours('cron(0 6 * * ? 2025)')).toBeGreaterThan(ending(2027));
  // Until it starts, nothing runs.
  expect(hours('cron(0 6 * * ? 2029-2199)')).toBeGreaterThan(2 * 365 * 24);
});

test('the gap of a schedule that cannot be read is unknown', () => {
  expect(largestGap({ schedule: 'whenever', timezone: 'UTC' }, NOW)).toBeUndefined();
  expect(largestGap({ schedule: 'cron(0 6 * * ? *)', timezone: 'Nowhere' }, NOW)).toBeUndefined();
});

test('the gap is that of the timetable', () => {
  const numbers = (maximum: number) =>
    fc.uniqueArray(fc.integer({ min: maximum > 23 ? 1 : 0, max: maximum }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(numbers(23), numbers(28), numbers(12), (hour, day, month) => {
      const months = month.filter((each) => each > 0);
      const expression = `cron(0 ${hour.join(',')} ${day.join(',')} ${months.length === 0 ? '*' : months.join(',')} ? *)`;
      const end = NOW.getTime() + 5 * 366 * DAY;
      let [previous, gap] = [NOW.getTime(), 0];
      for (const run of new Timetable({ expression, timezone: 'UTC' }).after(previous)) {
        gap = Math.max(gap, run - previous);
        previous = run;
        if (run > end) break;
      }
      const computed = largestGap({ schedule: expression, timezone: 'UTC' }, NOW) ?? 0;
      // The last day may be counted whole.
      expect(Math.abs(computed - gap)).toBeLessThan(MINUTE);
    }),
    { numRuns: 50 },
  );
});
