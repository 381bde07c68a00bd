import { Cron as Croner } from 'croner';
import fc from 'fast-check';
import {
  arbitraryCron,
  arbitraryDays,
  arbitraryWorkingDayBeforeLast,
  type NaiveMinute,
} from '../../testing/arbitrary-cron';
import { DAY, MINUTE } from './duration';
import { nextRuns } from './next-runs';
import { Timetable, type Schedule } from './timetable';

const seasons = [
  minutesOf('America/New_York', '2026-03-06', 4),
  minutesOf('America/New_York', '2026-10-30', 4),
  minutesOf('Australia/Lord_Howe', '2026-04-03', 4),
  minutesOf('Australia/Lord_Howe', '2026-10-02', 4),
  minutesOf('America/Nuuk', '2026-03-27', 4),
  minutesOf('UTC', '2028-02-24', 14),
];

test('E3 agrees with reading an expression minute by minute, also when the clock changes', () => {
  fc.assert(
    fc.property(arbitraryCron, fc.constantFrom(...seasons), ({ text, holds }, { timezone, from, until, minutes }) => {
      const expected = minutes.filter(({ at }) => holds(at)).map(({ instant }) => instant);
      expect(runsUntil({ expression: text, timezone }, from, until)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('E3 agrees with reading its days day by day for four years', () => {
  const from = Date.UTC(2025, 11, 31, 12);
  const days = Array.from({ length: 4 * 365 + 1 }, (_, index) =>
    naiveMinute(new Date(from + (index + 1) * DAY).toISOString()),
  );
  fc.assert(
    fc.property(fc.oneof(arbitraryDays, arbitraryWorkingDayBeforeLast), ({ text, holds }) => {
      const expression = `cron(0 12 ${text.replace(' ', ' * ')} *)`;
      const expected = days.filter(holds).map(({ year, month, day }) => Date.UTC(year, month - 1, day, 12));
      expect(runsUntil({ expression, timezone: 'UTC' }, from, from + days.length * DAY)).toEqual(expected);
    }),
    { numRuns: 120 },
  );
});

test('E3 runs ascend strictly, from strictly after the moment asked for', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
  const timezone = fc.constantFrom('America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC');
  fc.assert(
    fc.property(arbitraryCron, timezone, moment, ({ text }, zone, from) => {
      const runs = nextRuns({ expression: text, timezone: zone }, from, 20).map((run) => run.getTime());
      const before = [from.getTime(), ...runs];
      for (const [index, run] of runs.entries()) expect(run).toBeGreaterThan(before[index] ?? NaN);
    }),
    { numRuns: 300 },
  );
});

test('E3 continues with the next run when called with the time of a run', () => {
  const schedule = { expression: 'cron(0/20 1 * * ? *)', timezone: 'America/New_York' };
  const runs = runsUntil(schedule, Date.UTC(2026, 9, 31), Date.UTC(2026, 10, 3));
  const timetable = new Timetable(schedule);
  expect(runs).toHaveLength(9);
  for (const [index, run] of runs.slice(0, -1).entries()) expect(timetable.firstAfter(run)).toBe(runs[index + 1]);
});

test.each([
  ['0/15 8-18 * * ? *', '0,15,30,45 8-18 * * *'],
  ['0 6 L * ? *', '0 6 L * *'],
  ['0 6 LW * ? *', '0 6 LW * *'],
  ['0 6 15W * ? *', '0 6 15W * *'],
  ['0 6 ? * MON-FRI *', '0 6 * * 2-6'],
  ['0 6 ? * 6#2 *', '0 6 * * 6#2'],
  ['0 6 ? JAN-MAR 6L *', '0 6 * 1-3 6#L'],
])('E3 cron(%s) runs as croner runs %s', (fields, pattern) => {
  const from = new Date('2026-11-21T00:00:00Z');
  const croner = new Croner(pattern, { paused: true, timezone: 'UTC', alternativeWeekdays: true });
  expect(nextRuns({ expression: `cron(${fields})`, timezone: 'UTC' }, from, 60)).toEqual(croner.nextRuns(60, from));
});

function runsUntil(schedule: Schedule, from: number, until: number): number[] {
  const runs: number[] = [];
  for (const run of new Timetable(schedule).after(from)) {
    if (run > until) break;
    runs.push(run);
  }
  return runs;
}

/** Every minute of some days with what the clock shows, without the minutes that it shows for the second time. */
function minutesOf(timezone: string, start: string, days: number) {
  const from = Date.parse(`${start}T12:00:00Z`);
  const until = from + days * DAY;
  const format = new Intl.DateTimeFormat('sv', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const shown = new Set<string>();
  const minutes: { instant: number; at: NaiveMinute }[] = [];
  for (let instant = from + MINUTE; instant <= until; instant += MINUTE) {
    const text = format.format(instant);
    if (!shown.has(text)) minutes.push({ instant, at: naiveMinute(text) });
    shown.add(text);
  }
  return { timezone, from, until, minutes };
}

function naiveMinute(text: string): NaiveMinute {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  const dayOfWeek = new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay() + 1;
  return { year, month, day, hour, minute, dayOfWeek, lastDay: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}
