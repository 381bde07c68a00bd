import type { Rule } from '../../domain/backup/model';
import { judgePlan } from '../../domain/backup/plan-checks';
import type { Finding } from '../../domain/finding';
import { DAY, MINUTE } from '../../domain/schedule/duration';
import { minimumInterval } from '../../domain/schedule/minimum-interval';
import { readSchedule } from '../../domain/schedule/read-schedule';
import type { EnvironmentRule } from './environment-rule';
import { knownVaults } from './known-vaults';
import { optedInTypes } from './lookups';
import { placedPlans } from './placed-plan';

/** The rules that environments and policies share. */
export const plans: EnvironmentRule = (environment, { all, organization, now }) => {
  const { accountId } = environment;
  const vaults = { accountId, source: `account ${accountId}`, ...knownVaults({ environments: all, organization }) };
  return placedPlans(environment).flatMap((plan) => {
    const findings = judgePlan(plan, {
      now,
      daysBetweenRuns: (rule) => daysBetweenRuns(rule, now),
      optedIn: (region) => optedInTypes(environment, region),
      isComplete: true,
      vaults,
    }).map(({ finding }) => finding);
    return findings.filter((finding) => !isInherited(finding, findings));
  });
};

/** AWS Backup compares all runs, not only the next two. */
function daysBetweenRuns(rule: Rule, now: Date): number | undefined {
  const schedule = readSchedule(rule);
  const minutes = schedule && minimumInterval(schedule, now);
  return minutes === undefined ? undefined : (minutes * MINUTE) / DAY;
}

/** A copy inherits the retention of its rule: a mistake in it is reported once, at the rule. */
function isInherited({ rule, message, path }: Finding, findings: readonly Finding[]): boolean {
  if (!path.endsWith('.deleteAfterDays')) return false;
  return findings.some((other) => {
    const place = other.path.slice(0, other.path.lastIndexOf('.'));
    return other.rule === rule && other.message === message && path.startsWith(`${place}.copies.`);
  });
}
