import type { Finding } from '../../finding';
import { CronError, describeProblem } from '../../schedule/cron-problem';
import { MINUTE } from '../../schedule/duration';
import { type OrganizationsCron, readOrganizationsCron } from '../../schedule/organizations-cron';
import { nextTwoRuns } from '../../schedule/read-schedule';
import { scheduleRefused } from '../../schedule/schedule-finding';
import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { assignedText, below, type Section } from './section';
import { rulesOf } from './traversal';

const MINIMUM_MINUTES_BETWEEN_RUNS = 60;

const notUnderstood: RuleDescription = {
  name: 'schedule-not-understood',
  severity: 'error',
  source: 'aws',
  summary: 'a schedule that is not a `cron(...)` expression of Organizations',
  why: '`rate(...)` is rejected; the year is optional, a trailing space is not allowed, and exactly one day field is `?`',
  see: OBSERVED,
};

const timezoneUnknown: RuleDescription = {
  name: 'timezone-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'an unknown time zone',
  why: 'schedules run in UTC, or in a zone of the IANA database',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html',
};

const neverTwice: RuleDescription = {
  name: 'schedule-without-two-runs',
  severity: 'error',
  source: 'aws',
  summary: 'a schedule with fewer than two future runs',
  why: 'CreatePolicy looks at the next two runs from the moment of the request, so the result changes with time',
  see: OBSERVED,
};

const tooOften: RuleDescription = {
  name: 'schedule-too-often',
  severity: 'error',
  source: 'aws',
  summary: 'the next two runs less than 60 minutes apart',
  why: 'CreatePolicy rejects it, based on the moment of the request',
  see: OBSERVED,
};

const daysIgnored: RuleDescription = {
  name: 'schedule-days-ignored',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a list of days with `W` or `#` in it',
  why: 'Organizations accepts it, but only one of the days counts',
  see: OBSERVED,
};

const unusual: RuleDescription = {
  name: 'schedule-not-portable',
  severity: 'warning',
  source: 'backupctl',
  summary:
    'a schedule in a form that AWS Backup does not document: no year, more than six fields, double spaces, `L-3W`, `2-6W`',
  why: 'CreatePolicy accepts it, but AWS Backup, which creates the plan, is stricter',
  see: OBSERVED,
};

/** When rules run. */
export const schedules: RuleSet = {
  rules: [notUnderstood, timezoneUnknown, neverTwice, tooOften, daysIgnored, unusual],
  check: ({ document }, { now }) => rulesOf(document).flatMap(({ rule }) => judge(rule, now)),
};

function judge(rule: Section, now: Date): Finding[] {
  const path = below(rule, 'schedule_expression');
  const schedule = assignedText(rule, 'schedule_expression');
  const timezone = assignedText(rule, 'schedule_expression_timezone');
  const zone = scheduleRefused({ timezone }, () => below(rule, 'schedule_expression_timezone'));
  if (schedule === undefined) return zone;
  const read = attempt(schedule);
  if (read instanceof CronError) {
    const problems = read.problems.map((problem) =>
      found(notUnderstood, { path, found: schedule, message: describeProblem(problem), remedy: problem.remedy }),
    );
    return [...zone, ...problems];
  }
  return [
    ...zone,
    ...distance(path, schedule, nextTwoRuns({ schedule, timezone }, now)),
    ...likeness(path, schedule, read),
  ];
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
    const message = first ? `runs only once more, on ${first.toISOString()}` : 'never runs again';
    return [found(neverTwice, { path, found: written, message, remedy: 'choose days and years in the future' })];
  }
  const minutes = (second.getTime() - first.getTime()) / MINUTE;
  if (minutes >= MINIMUM_MINUTES_BETWEEN_RUNS) return [];
  return [
    found(tooOften, {
      path,
      found: written,
      message: `runs on ${first.toISOString()} and again ${minutes} minutes later, but the minimum is ${MINIMUM_MINUTES_BETWEEN_RUNS}`,
      remedy: 'run hourly or less often',
    }),
  ];
}

function likeness(path: string, written: string, { expression, onlyFirstDay }: OrganizationsCron): Finding[] {
  if (onlyFirstDay.length > 0) {
    return onlyFirstDay.map((field) =>
      found(daysIgnored, {
        path,
        found: written,
        message: `only one of the days "${field}" counts: Organizations reads ${expression}`,
        remedy: `write ${expression}, and add a rule for each of the other days`,
      }),
    );
  }
  const [, beforeLast] = / (L-\d+)W /.exec(expression) ?? [];
  if (beforeLast !== undefined) {
    const message = `AWS Backup documents ${beforeLast} and LW, but not ${beforeLast}W`;
    return [found(unusual, { path, found: written, message, remedy: `write ${beforeLast} or LW` })];
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
