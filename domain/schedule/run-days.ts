import { parseCron } from './cron';
import { daysInMonth } from './days';
import { DAY, HOUR, MINUTE } from './duration';
import type { Schedule } from './timetable';
import { clockOf } from './wall-clock';

/** A day with runs, and their times of day. Most days share one list. */
export interface RunDay {
  readonly midnight: number;
  readonly times: readonly number[];
}

/**
 * The days with runs after a wall time, in milliseconds.
 * @throws {CronError | TimezoneError}
 */
export function* runDays({ expression, timezone }: Schedule, start: number): Generator<RunDay> {
  const { hours, minutes, days, months, years } = parseCron(expression, 'organizations');
  const clock = clockOf(timezone);
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
  for (const year of years.filter((each) => each >= new Date(start).getUTCFullYear())) {
    for (const month of months) {
      for (const day of daysInMonth(days, year, month)) {
        const midnight = Date.UTC(year, month - 1, day);
        const changes = clock.firstInstant(midnight + DAY) !== (clock.firstInstant(midnight) ?? 0) + DAY;
        if (midnight > start && !changes) yield { midnight, times };
        else yield { midnight, times: times.filter((time) => isRun(midnight + time)) };
      }
    }
  }

  function isRun(wallTime: number): boolean {
    return wallTime > start && clock.firstInstant(wallTime) !== undefined;
  }
}
