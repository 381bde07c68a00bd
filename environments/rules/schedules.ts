import type { PlacedRule } from '../../domain/backup/model';
import type { Finding } from '../../domain/finding';
import { runsRefused } from '../../domain/schedule/runs-finding';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import { type EnvironmentRule, exceptInheritedTimezone } from './environment-rule';
import { placedPlans } from './placed-plan';

/** Schedules that AWS Backup refuses. */
export const schedules: EnvironmentRule = (environment, { now }) =>
  placedPlans(environment)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => exceptInheritedTimezone(ofRule(rule, now), environment));

function ofRule({ value, at }: PlacedRule, now: Date): Finding[] {
  const refused = scheduleRefused(value, at);
  return refused.length > 0 ? refused : runsRefused(value, at, now);
}
