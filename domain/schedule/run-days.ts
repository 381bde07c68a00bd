import { parseCron } from './cron';
import { DAY } from './duration';
import { scheduledDays, timesOfDay } from './scheduled-days';
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
  const cron = parseCron(expression, 'organizations');
  const clock = clockOf(timezone);
  const times = timesOfDay(cron);
  for (const midnight of scheduledDays(cron, start)) {
    const changes = clock.firstInstant(midnight + DAY) !== (clock.firstInstant(midnight) ?? 0) + DAY;
    if (midnight > start && !changes) yield { midnight, times };
    else yield { midnight, times: times.filter((time) => isRun(midnight + time)) };
  }

  function isRun(wallTime: number): boolean {
    return wallTime > start && clock.firstInstant(wallTime) !== undefined;
  }
}
