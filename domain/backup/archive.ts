import type { Finding } from '../finding';
import { inDays } from './days';
import type { PlacedRule } from './model';
import type { PlanContext } from './plan-check';

const MINIMUM_DAYS_BETWEEN_RUNS = 28;

/**
 * EBS archive, in a rule or its copies, needs both lifecycle values and runs that are at least 28 days apart.
 * @param daysBetween the days between two runs of a rule; undefined when it runs less than twice
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
 */
export function archiveNotPossible(rule: PlacedRule, daysBetween: PlanContext['daysBetweenRuns']): Finding[] {
  const archived = [{ value: rule.value, at: rule.at }, ...rule.copies].filter(({ value }) => value.archive);
  if (archived.length === 0) return [];
  const findings = archived.flatMap(({ value: { coldStorageAfterDays, deleteAfterDays }, at }): Finding[] => {
    const archive = { severity: 'error', source: 'aws', path: at('archive'), found: true } as const;
    return [
      ...(coldStorageAfterDays === undefined || deleteAfterDays === undefined
        ? [
            {
              ...archive,
              rule: 'archive-without-lifecycle',
              message: 'archiving EBS snapshots needs the days until cold storage and the days until deletion',
              remedy: 'set both numbers of days, or leave the archive out',
            },
          ]
        : []),
      ...(rule.value.schedule === undefined
        ? [
            {
              ...archive,
              rule: 'archive-without-schedule',
              message: 'archiving EBS snapshots needs a schedule, and the rule has none',
              remedy: 'add the schedule to the rule, or leave the archive out',
            },
          ]
        : []),
    ];
  });
  const daysBetweenRuns = daysBetween(rule.value);
  if (daysBetweenRuns === undefined || daysBetweenRuns >= MINIMUM_DAYS_BETWEEN_RUNS) return findings;
  return [
    ...findings,
    {
      rule: 'archive-too-often',
      severity: 'error',
      source: 'aws',
      path: rule.at('schedule'),
      message: `archived EBS snapshots must be at least ${MINIMUM_DAYS_BETWEEN_RUNS} days apart, but two runs are ${inDays(rounded(daysBetweenRuns))} apart`,
      remedy: 'run monthly or less often, or leave the archive out',
    },
  ];
}

function rounded(days: number): number {
  return Math.round(days * 100) / 100;
}
