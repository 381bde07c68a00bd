import fc from 'fast-check';

import { arbitraryCron } from '../../testing/arbitrary-cron';
import { firstDrift } from './drift';
import { DAY, MINUTE } from './duration';
import { ShiftError, shiftedEarlier } from './shift';
import { Timetable } from './timetable';

const NOW = new Date('2026-11-21T00:00:00Z');
const shifted = (fields: string, minutes: number) => shiftedEarlier(`cron(${fields})`, minutes);

test.each([
  ['30 03 ? * * *', 10, '20 3 ? * * *'],
  ['30 3 * * ? *', 30, '0 3 * * ? *'],
  ['5 0 ? * MON *', 10, '55 23 ? * 1 *'],
  ['5 0 ? * SUN,WED *', 10, '55 23 ? * 3,7 *'],
  ['5 0 1 * ? *', 10, '55 23 L * ? *'],
  ['5 0 1 1,7 ? *', 10, '55 23 L 6,12 ? *'],
  ['5 0 2,15 3 ? 2026-2028', 10, '55 23 1,14 3 ? 2026-2028'],
  ['5 0 31 * ? *', 10, '55 23 30 1,3,5,7-8,10,12 ? *'],
  ['5,35 * * * ? *', 10, '25,55 * * * ? *'],
  ['0 0/6 * * ? *', 10, '50 5,11,17,23 * * ? *'],
  ['30 3 ? * MON-FRI *', 1439, '31 3 ? * 1-5 *'],
])('S10 cron(%s) %d minutes earlier is cron(%s)', (fields, minutes, expected) => {
  expect(shifted(fields, minutes)).toBe(`cron(${expected})`);
});

test.each([
  ['30 3 L * ? *', 'L, W and # mean the same days'],
  ['30 3 15W * ? *', 'L, W and # mean the same days'],
  ['30 3 ? * THU#3 *', 'L, W and # mean the same days'],
  ['30 3 ? * 6L *', 'L, W and # mean the same days'],
  ['30 3 ? * L *', 'L, W and # mean the same days'],
  ['5,35 3 * * ? *', 'the earlier times are in several hours with different minutes'],
  ['5 0,12 ? * MON *', '10 minutes earlier is the same day for some runs and the previous day for others'],
  ['5 0 ? 3 MON *', 'the previous day can be in a month or a year that the schedule leaves out'],
  ['5 0 1,15 * ? *', 'the previous days are not the same in every month'],
  ['5 0 29 2 ? *', 'the previous days are not the same in every month'],
  ['5 0 30,31 * ? *', 'the previous days are not the same in every month'],
  ['5 0 1 1 ? 2027', 'the previous days are not the same in every month'],
])('S10 refuses to shift cron(%s): %s', (fields, reason) => {
  const error = catching(() => shifted(fields, 10));
  expect(error).toBeInstanceOf(ShiftError);
  expect(error.message).toContain(reason);
});

test('S10 finds the night in which the clock is changed between the two', () => {
  const at = { timezone: 'America/New_York' };
  const run = { ...at, expression: 'cron(5 3 ? * * *)' };
  const check = { ...at, expression: 'cron(55 2 ? * * *)' };
  expect(firstDrift(run, check, 10, NOW)).toEqual({ at: new Date('2027-03-14T06:55:00Z'), kind: 'missing' });
  const afterSpring = new Date('2027-03-20T00:00:00Z');
  const early = { ...at, expression: 'cron(5 2 ? * * *)' };
  const hourBefore = { ...at, expression: 'cron(55 1 ? * * *)' };
  expect(firstDrift(early, hourBefore, 10, afterSpring)).toEqual({
    at: new Date('2027-11-07T05:55:00Z'),
    kind: 'alone',
  });
  expect(firstDrift(run, check, 10, afterSpring, 300)).toBeUndefined();
});

const ZONES = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Nuuk'];

/** What runs rarely enough that 400 days of it can be looked through minute by minute. */
const arbitrarySchedule = fc.record({
  expression: fc.oneof(
    arbitraryCron.map(({ text }) => text),
    fc
      .record({
        minute: fc.integer({ min: 0, max: 59 }),
        hour: fc.integer({ min: 0, max: 23 }),
        days: fc.constantFrom(
          '* * ?',
          '? * *',
          '? * MON',
          '? * 6-2',
          '1 * ?',
          '1 */3 ?',
          '31 * ?',
          '2-28 * ?',
          '15 2 ?',
        ),
      })
      .map(({ minute, hour, days }) => `cron(${minute} ${hour} ${days} *)`),
  ),
  timezone: fc.constantFrom(...ZONES),
  minutes: fc.integer({ min: 1, max: 1439 }),
});

test('S10 over 400 days each check is its window’s run less the minutes, or the shift is refused', () => {
  let exact = 0;
  let drifting = 0;
  fc.assert(
    fc.property(arbitrarySchedule, ({ expression, timezone, minutes }) => {
      let earlier: string;
      try {
        earlier = shiftedEarlier(expression, minutes);
      } catch (error) {
        expect(error).toBeInstanceOf(ShiftError);
        return;
      }
      const runs = runsWithin({ expression, timezone }, NOW.getTime() + minutes * MINUTE);
      const checks = runsWithin({ expression: earlier, timezone }, NOW.getTime());
      const agree = JSON.stringify(runs.map((run) => run - minutes * MINUTE)) === JSON.stringify(checks);
      const drift = firstDrift({ expression, timezone }, { expression: earlier, timezone }, minutes, NOW);
      // Only a change of the clock may part them, and then it is found.
      expect({ agree, drift: drift !== undefined }).toEqual({ agree, drift: !agree });
      if (timezone === 'UTC' || timezone === 'Asia/Tokyo') expect(agree).toBe(true);
      if (agree && runs.length > 0) exact += 1;
      if (!agree) drifting += 1;
    }),
    { numRuns: 400 },
  );
  expect(exact).toBeGreaterThan(50);
  expect(drifting).toBeGreaterThan(5);
});

function runsWithin(schedule: { expression: string; timezone: string }, from: number): number[] {
  const runs: number[] = [];
  for (const run of new Timetable(schedule).after(from)) {
    if (run > from + 400 * DAY) break;
    runs.push(run);
  }
  return runs;
}

function catching(attempt: () => unknown): Error {
  try {
    attempt();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was refused.');
}
