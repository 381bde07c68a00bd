import { archiveNotPossible } from '../../domain/backup/archive';
import type { Finding } from '../../domain/finding';
import { minimumInterval } from '../../domain/schedule/minimum-interval';
import { firstOverlap, type Overlap } from '../../domain/schedule/overlap';
import { runsRefused } from '../../domain/schedule/runs-finding';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import type { Environment, Plan, Rule } from '../schema';
import { below, type EnvironmentRule, exceptInheritedTimezone, rulesOf } from './environment-rule';
import { copyPath, planPath } from './config-paths';

const MINUTES_A_DAY = 24 * 60;

/** Schedules that AWS refuses, and what their runs forbid. */
export const schedules: EnvironmentRule = (environment, { now }) => [
  ...rulesOf(environment).flatMap(({ rule, path }) => {
    const refused = scheduleRefused({ at: below(path), ...rule });
    if (refused.length > 0)
      return [...exceptInheritedTimezone(refused, environment), ...archives(rule, path, environment, undefined)];
    return [
      ...runsRefused({ at: below(path), ...rule }, now),
      ...archives(rule, path, environment, daysBetweenRuns(rule, now)),
    ];
  }),
  ...environment.backup.plans.flatMap((plan) => {
    const path = planPath(plan, environment);
    return [...overlaps(plan, path, now), ...continuousTwice(plan, path)];
  }),
];

function daysBetweenRuns(rule: Rule, now: Date): number | undefined {
  // More than a year of runs is looked through for it, so nobody does who need not.
  if (!rule.archive && !rule.copies.some(({ archive }) => archive)) return undefined;
  const minutes = minimumInterval(timetable(rule), now);
  return minutes === undefined ? undefined : minutes / MINUTES_A_DAY;
}

/** The schedule of a rule decides for its copies too, and is judged once. */
function archives(rule: Rule, path: string, environment: Environment, days: number | undefined): Finding[] {
  const archived = [
    { lifecycle: rule, at: below(path) },
    ...rule.copies.map((copy) => ({
      lifecycle: copy,
      at: (setting: string) => below(setting === 'schedule' ? path : copyPath(copy, rule, path, environment))(setting),
    })),
  ].filter(({ lifecycle }) => lifecycle.archive);
  return archived.flatMap(({ lifecycle, at }, index) =>
    archiveNotPossible({ at, ...lifecycle, daysBetweenRuns: index === 0 ? days : undefined }),
  );
}

/** Of two rules of one plan whose start windows overlap, AWS Backup runs only the one that keeps longer. */
function overlaps(plan: Plan, path: string, now: Date): Finding[] {
  const readable = plan.rules.filter((rule) => scheduleRefused({ at: below(''), ...rule }).length === 0);
  return pairs(readable).flatMap(([first, second]): Finding[] => {
    const overlap = firstOverlap(timetable(first), timetable(second), now);
    if (!overlap) return [];
    const [shorter, longer] = retention(first) < retention(second) ? [first, second] : [second, first];
    const survivor = retention(first) === retention(second) ? 'one of them' : `${longer.name}, which keeps longer`;
    return [
      {
        rule: 'start-windows-overlap',
        severity: 'error',
        source: 'backupctl',
        path: `${path}.rules.${shorter.name}.schedule`,
        found: shorter.schedule,
        message: `the start windows of rules ${first.name} and ${second.name} overlap, first ${momentsOf(overlap)}: AWS Backup would only run ${survivor}`,
        remedy:
          'move one schedule out of the other start window, shorten the window, or give the rule a plan of its own',
      },
    ];
  });
}

function momentsOf({ first, second }: Overlap): string {
  const [opens, opensToo] = [first.toISOString(), second.toISOString()];
  return opens === opensToo ? `when both open on ${opens}` : `on ${opens} and ${opensToo}`;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
function continuousTwice(plan: Plan, path: string): Finding[] {
  const continuous = plan.rules.filter((rule) => rule.continuous);
  return pairs(continuous)
    .filter(([first, second]) => first.vault !== second.vault)
    .map(([first, second]) => ({
      rule: 'continuous-in-two-vaults',
      severity: 'error',
      source: 'aws',
      path: `${path}.rules.${second.name}.vault`,
      found: second.vault,
      message: `rules ${first.name} and ${second.name} both back up continuously, into vaults ${first.vault} and ${second.vault}: a resource can have one continuous backup`,
      remedy: `write into vault ${first.vault} too, or leave continuous out of one of them`,
    }));
}

function timetable({ schedule, timezone, startWindowMinutes }: Rule) {
  return { expression: schedule, timezone, startWindowMinutes };
}

function retention({ deleteAfterDays }: Rule): number {
  return deleteAfterDays ?? Number.POSITIVE_INFINITY;
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((first, index) => all.slice(index + 1).map((second): [T, T] => [first, second]));
}
