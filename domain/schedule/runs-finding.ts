import type { Finding } from '../finding';
import { minimumInterval } from './minimum-interval';
import { nextRuns } from './next-runs';
import type { WrittenSchedule } from './schedule-finding';

const MINIMUM_MINUTES_BETWEEN_RUNS = 60;

/**
 * There must be a next run, and never two of them too near: a verdict that does not depend on the hour of the day.
 *
 * @param now the moment from which runs are looked at
 * @throws {CronError | TimezoneError} when the schedule is not understood: scheduleRefused tells it for people
 */
export function runsRefused({ at, schedule, timezone }: WrittenSchedule, now: Date): Finding[] {
  const timetable = { expression: schedule, timezone };
  const refusal = { severity: 'error', path: at('schedule'), found: schedule } as const;
  if (nextRuns(timetable, now, 1).length === 0) {
    return [
      {
        ...refusal,
        rule: 'never-runs',
        source: 'backupctl',
        message: 'the schedule never runs again',
        remedy: 'name days and years that are still to come',
      },
    ];
  }
  const minutes = minimumInterval(timetable, now);
  if (minutes === undefined || minutes >= MINIMUM_MINUTES_BETWEEN_RUNS) return [];
  return [
    {
      ...refusal,
      rule: 'runs-too-often',
      source: 'aws',
      message: `two runs are ${minutes} minutes apart, but AWS Backup needs ${MINIMUM_MINUTES_BETWEEN_RUNS}`,
      remedy: 'run hourly or less often',
    },
  ];
}
