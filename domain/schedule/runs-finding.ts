import type { Finding, Locate } from '../finding';
import { minimumInterval } from './minimum-interval';
import { nextRuns } from './next-runs';
import { readSchedule } from './read-schedule';
import type { RuleSchedule } from './schedule-finding';

const MINIMUM_MINUTES_BETWEEN_RUNS = 60;

/**
 * A schedule must have a next run, and never two runs too close together. The result does not depend on the time of day.
 *
 * @param now the moment from which to look at runs
 * @returns nothing for a schedule that is missing or not valid: scheduleRefused reports that
 */
export function runsRefused(rule: RuleSchedule, at: Locate<'schedule'>, now: Date): Finding[] {
  const timetable = readSchedule(rule);
  if (!timetable) return [];
  const refusal = { severity: 'error', path: at('schedule'), found: rule.schedule } as const;
  if (nextRuns(timetable, now, 1).length === 0) {
    return [
      {
        ...refusal,
        rule: 'never-runs',
        source: 'backupctl',
        message: 'the schedule never runs again',
        remedy: 'choose days and years in the future',
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
      message: `two runs are ${minutes} minutes apart, but AWS Backup requires at least ${MINIMUM_MINUTES_BETWEEN_RUNS}`,
      remedy: 'run hourly or less often',
    },
  ];
}
