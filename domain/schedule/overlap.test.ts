import fc from 'fast-check';
import { arbitraryCron } from '../../testing/arbitrary-cron';
import { DAY, MINUTE } from './duration';
import { firstOverlap, type StartWindow } from './overlap';
import { Timetable } from './timetable';

const now = new Date('2026-11-21T00:00:00Z');

const window = (fields: string, timezone = 'UTC', startWindowMinutes = 60): StartWindow => ({
  expression: `cron(${fields})`,
  timezone,
  startWindowMinutes,
});

test('E3 windows that begin together overlap', () => {
  expect(firstOverlap(window('0 6 * * ? *', 'Asia/Tokyo'), window('0 21 * * ? *'), now)).toEqual({
    first: new Date('2026-11-21T21:00:00Z'),
    second: new Date('2026-11-21T21:00:00Z'),
  });
});

test('E3 windows that touch do not overlap, one more minute does', () => {
  expect(firstOverlap(window('0 6 * * ? *'), window('0 7 * * ? *'), now)).toBeUndefined();
  expect(firstOverlap(window('0 7 * * ? *'), window('0 6 * * ? *'), now)).toBeUndefined();
  expect(firstOverlap(window('0 6 * * ? *', 'UTC', 61), window('0 7 * * ? *'), now)).toEqual({
    first: new Date('2026-11-21T06:00:00Z'),
    second: new Date('2026-11-21T07:00:00Z'),
  });
});

test('E3 a window reaches over midnight', () => {
  expect(firstOverlap(window('30 23 * * ? *'), window('0 0 1 * ? *'), now)).toEqual({
    first: new Date('2026-11-30T23:30:00Z'),
    second: new Date('2026-12-01T00:00:00Z'),
  });
});

test('E3 windows that only daylight saving brings together', () => {
  expect(firstOverlap(window('0 6 * * ? *'), window('0 7 * * ? *', 'Europe/Berlin'), now)).toEqual({
    first: new Date('2026-11-21T06:00:00Z'),
    second: new Date('2026-11-21T06:00:00Z'),
  });
  expect(firstOverlap(window('0 5 * * ? *'), window('0 7 * * ? *', 'Europe/Berlin'), now)).toEqual({
    first: new Date('2027-03-28T05:00:00Z'),
    second: new Date('2027-03-28T05:00:00Z'),
  });
  expect(firstOverlap(window('0 5 * * ? *'), window('0 7 * * ? *', 'Europe/Berlin'), now, 100)).toBeUndefined();
});

test('E3 a schedule that never runs again overlaps nothing', () => {
  expect(firstOverlap(window('* * * * ? *'), window('0 7 * * ? 1999'), now)).toBeUndefined();
});

test('E3 overlap is symmetric, and agrees with comparing every pair of runs', () => {
  const horizonDays = 40;
  const anyWindow = fc
    .tuple(arbitraryCron, fc.constantFrom('UTC', 'America/New_York'), fc.constantFrom(1, 60, 480))
    .map(([{ text: expression }, timezone, startWindowMinutes]) => ({ expression, timezone, startWindowMinutes }));
  const moment = fc.constantFrom(new Date('2026-02-20T10:00:30Z'), new Date('2026-10-20T10:00:00Z'));

  fc.assert(
    fc.property(anyWindow, anyWindow, moment, (first, second, from) => {
      const found = firstOverlap(first, second, from, horizonDays);
      const swapped = firstOverlap(second, first, from, horizonDays);
      expect(swapped).toEqual(found && { first: found.second, second: found.first });
      expect(found !== undefined).toBe(anyPairOverlaps(first, second, from, horizonDays));
      if (found) expect(overlaps(first, second, found.first.getTime(), found.second.getTime())).toBe(true);
    }),
    { numRuns: 120 },
  );
});

function anyPairOverlaps(first: StartWindow, second: StartWindow, from: Date, horizonDays: number): boolean {
  const others = runsOf(second, from, horizonDays);
  return runsOf(first, from, horizonDays).some((run) => others.some((other) => overlaps(first, second, run, other)));
}

function overlaps(first: StartWindow, second: StartWindow, run: number, other: number): boolean {
  return run >= other
    ? run - other < second.startWindowMinutes * MINUTE
    : other - run < first.startWindowMinutes * MINUTE;
}

function runsOf(schedule: StartWindow, from: Date, horizonDays: number): number[] {
  const runs: number[] = [];
  for (const run of new Timetable(schedule).after(from.getTime())) {
    if (run > from.getTime() + horizonDays * DAY) break;
    runs.push(run);
  }
  return runs;
}
