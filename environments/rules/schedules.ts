import { archiveNotPossible } from '../../domain/backup/archive';
import type { PlacedRule } from '../../domain/backup/model';
import { checkPlan } from '../../domain/backup/plan-checks';
import type { Finding } from '../../domain/finding';
import { minimumInterval } from '../../domain/schedule/minimum-interval';
import { readSchedule } from '../../domain/schedule/read-schedule';
import { runsRefused } from '../../domain/schedule/runs-finding';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import type { Environment } from '../schema';
import { type EnvironmentRule, exceptInheritedTimezone } from './environment-rule';
import { placedPlans } from './placed-plan';

const MINUTES_A_DAY = 24 * 60;

/** Schedules that AWS refuses, and what runs that often, or at the same time, rules out. */
export const schedules: EnvironmentRule = (environment, { now }) => {
  const plans = placedPlans(environment);
  return [
    ...plans.flatMap(({ rules }) => rules.flatMap((rule) => ofRule(rule, environment, now))),
    ...plans.flatMap((plan) => checkPlan(plan, now)),
  ];
};

function ofRule(rule: PlacedRule, environment: Environment, now: Date): Finding[] {
  const refused = scheduleRefused(rule.value, rule.at);
  if (refused.length > 0) {
    return [...exceptInheritedTimezone(refused, environment), ...archiveNotPossible(rule, undefined)];
  }
  return [...runsRefused(rule.value, rule.at, now), ...archiveNotPossible(rule, daysBetweenRuns(rule, now))];
}

function daysBetweenRuns({ value: rule }: PlacedRule, now: Date): number | undefined {
  // This looks through more than a year of runs, so only a rule that needs it pays for it.
  if (!rule.archive && !rule.copies.some(({ archive }) => archive)) return undefined;
  const schedule = readSchedule(rule);
  const minutes = schedule && minimumInterval(schedule, now);
  return minutes === undefined ? undefined : minutes / MINUTES_A_DAY;
}
