import type { Finding, Locate } from '../finding';
import { inDays } from './days';

const MINIMUM_DAYS_BETWEEN_RUNS = 28;

/** A lifecycle that asks for the archive tier of EBS snapshots. */
export interface Archive {
  readonly at: Locate<'archive' | 'schedule'>;
  readonly coldStorageAfterDays?: number | undefined;
  readonly deleteAfterDays?: number | undefined;
  /** The shortest time between two runs of the rule, in days; undefined when it runs less than twice. */
  readonly daysBetweenRuns?: number | undefined;
}

/**
 * EBS archive needs both lifecycle values and runs that are at least 28 days apart.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
 */
export function archiveNotPossible({ at, coldStorageAfterDays, deleteAfterDays, daysBetweenRuns }: Archive): Finding[] {
  const findings: Finding[] = [];
  if (coldStorageAfterDays === undefined || deleteAfterDays === undefined) {
    findings.push({
      rule: 'archive-without-lifecycle',
      severity: 'error',
      source: 'aws',
      path: at('archive'),
      found: true,
      message:
        'EBS snapshots are to be archived, but it is not said after how many days they turn cold and are deleted',
      remedy: 'give both numbers of days, or leave the archive out',
    });
  }
  if (daysBetweenRuns !== undefined && daysBetweenRuns < MINIMUM_DAYS_BETWEEN_RUNS) {
    findings.push({
      rule: 'archive-too-often',
      severity: 'error',
      source: 'aws',
      path: at('schedule'),
      message: `EBS snapshots that are archived must be at least ${MINIMUM_DAYS_BETWEEN_RUNS} days apart, but two runs are ${inDays(rounded(daysBetweenRuns))} apart`,
      remedy: 'run monthly or less often, or leave the archive out',
    });
  }
  return findings;
}

function rounded(days: number): number {
  return Math.round(days * 100) / 100;
}
