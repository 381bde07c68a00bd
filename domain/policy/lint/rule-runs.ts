import { CronError } from '../../schedule/cron-problem';
import { nextRuns } from '../../schedule/next-runs';
import { TimezoneError } from '../../schedule/timezone';
import { readOrganizationsCron } from './organizations-cron';
import type { Section } from './section';
import { assignedText } from './values';

/** The time zone of a rule that names none. */
const UTC = 'UTC';

/** The zone by whose clock a rule's schedule is read. */
export function timezoneOf(rule: Section): string {
  return assignedText(rule, 'schedule_expression_timezone') ?? UTC;
}

/**
 * The next two runs of a rule, or fewer when there are no more; undefined when its schedule is missing or cannot be
 * read.
 */
export function nextTwoRuns(rule: Section, now: Date): readonly Date[] | undefined {
  const written = assignedText(rule, 'schedule_expression');
  if (written === undefined) return undefined;
  try {
    return nextRuns({ expression: readOrganizationsCron(written).expression, timezone: timezoneOf(rule) }, now, 2);
  } catch (error) {
    if (error instanceof CronError || error instanceof TimezoneError) return undefined;
    throw error;
  }
}
