import type { Finding } from '../../finding';
import { CronError, describeProblem } from '../../schedule/cron-problem';
import { MINUTE } from '../../schedule/duration';
import { scheduleRefused } from '../../schedule/schedule-finding';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { readOrganizationsCron, type OrganizationsCron } from './organizations-cron';
import { nextTwoRuns, timezoneOf } from './rule-runs';
import { below, type Section } from './section';
import { rulesOf } from './traversal';
import { assignedText } from './values';

const MINIMUM_MINUTES_BETWEEN_RUNS = 60;

const notUnderstood: RuleDescription = {
  name: 'schedule-not-understood',
  severity: 'error',
  source: 'aws',
  summary: 'a schedule that is no `cron(...)` which Organizations reads',
  why: '`rate(...)` is refused; the year may be missing, a trailing space may not be there, exactly one day field is `?`',
  see: OBSERVED,
};

const timezoneUnknown: RuleDescription = {
  name: 'timezone-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'a time zone that nobody knows',
  why: 'schedules are UTC, or read by a zone of the IANA database',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html',
};

const neverTwice: RuleDescription = {
  name: 'schedule-without-two-runs',
  severity: 'error',
  source: 'aws',
  summary: 'a schedule that does not run twice more',
  why: 'CreatePolicy looks at the next two runs from the moment of the request, so the verdict changes with time',
  see: OBSERVED,
};

const tooOften: RuleDescription = {
  name: 'schedule-too-often',
  severity: 'error',
  source: 'aws',
  summary: 'two next runs less than 60 minutes apart',
  why: 'CreatePolicy refuses it, judged from the moment of the request',
  see: OBSERVED,
};

const daysIgnored: RuleDescription = {
  name: 'schedule-days-ignored',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a list of days with `W` or `#` in it',
  why: 'Organizations takes it, but only one of the days counts',
  see: OBSERVED,
};

const unusual: RuleDescription = {
  name: 'schedule-not-portable',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a schedule in words that AWS Backup itself does not document: no year, more than six fields, double spaces',
  why: 'CreatePolicy takes it, but the plan is made by AWS Backup, whose own words are stricter',
  see: OBSERVED,
};

/** When rules run. */
export const schedules: Concern = {
  rules: [notUnderstood, timezoneUnknown, neverTwice, tooOften, daysIgnored, unusual],
  check: ({ document }, { now }) => rulesOf(document).flatMap(({ rule }) => [...zone(rule), ...judge(rule, now)]),
};

function zone(rule: Section): Finding[] {
  const path = below(rule, 'schedule_expression_timezone');
  return scheduleRefused({ at: () => path, schedule: EVERY_DAY, timezone: timezoneOf(rule) });
}

const EVERY_DAY = 'cron(0 0 * * ? *)';

function judge(rule: Section, now: Date): Finding[] {
  const path = below(rule, 'schedule_expression');
  const written = assignedText(rule, 'schedule_expression');
  if (written === undefined) return [];
  const read = attempt(written);
  if (read instanceof CronError) {
    return read.problems.map((problem) =>
      found(notUnderstood, { path, found: written, message: describeProblem(problem), remedy: problem.remedy }),
    );
  }
  return [...distance(path, written, nextTwoRuns(rule, now)), ...likeness(path, written, read)];
}

function attempt(written: string): OrganizationsCron | CronError {
  try {
    return readOrganizationsCron(written);
  } catch (error) {
    if (error instanceof CronError) return error;
    throw error;
  }
}

function distance(path: string, written: string, runs: readonly Date[] | undefined): Finding[] {
  if (!runs) return [];
  const [first, second] = runs;
  if (!first || !second) {
    const message = first ? `runs only once more, at ${first.toISOString()}` : 'never runs again';
    return [found(neverTwice, { path, found: written, message, remedy: 'name days and years that are still to come' })];
  }
  const minutes = (second.getTime() - first.getTime()) / MINUTE;
  if (minutes >= MINIMUM_MINUTES_BETWEEN_RUNS) return [];
  return [
    found(tooOften, {
      path,
      found: written,
      message: `runs at ${first.toISOString()} and again ${minutes} minutes later, but ${MINIMUM_MINUTES_BETWEEN_RUNS} is the least`,
      remedy: 'run once an hour or less often',
    }),
  ];
}

function likeness(path: string, written: string, { expression, onlyFirstDay }: OrganizationsCron): Finding[] {
  if (onlyFirstDay.length > 0) {
    return onlyFirstDay.map((field) =>
      found(daysIgnored, {
        path,
        found: written,
        message: `of the days "${field}" only one counts: Organizations reads ${expression}`,
        remedy: `write ${expression}, and give the other days rules of their own`,
      }),
    );
  }
  if (written === expression) return [];
  return [
    found(unusual, {
      path,
      found: written,
      message: `Organizations reads this as ${expression}`,
      remedy: `write ${expression}`,
    }),
  ];
}
