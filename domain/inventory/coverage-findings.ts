import { type Coverage, coverageText } from '../coverage/source';
import type { ResourceCoverage } from '../coverage/status';
import type { Finding } from '../finding';

/** The sources that back up an instance, each once. */
export function coverageOf({ coveredBy }: Pick<ResourceCoverage, 'coveredBy'>): Coverage[] {
  return [...new Map(coveredBy.map(({ kind, name }) => [`${kind} ${name}`, { kind, name }])).values()];
}

/**
 * Reports an instance that is not backed up, that was not backed up in time, or that is backed up more than once (S11). An
 * instance that does not run may be about to be terminated, and two backups may be intended: both are only warnings.
 */
export function coverageFindings(
  { id, state }: { readonly id: string; readonly state: string },
  judged: Pick<ResourceCoverage, 'status' | 'reason' | 'remedy' | 'coveredBy'>,
): Finding[] {
  const common = { source: 'backupctl', path: id } as const;
  const coverage = coverageOf(judged);
  if (coverage.length === 0) {
    const remedy = judged.remedy ?? 'add the tags of a selection or of the maintenance window';
    return [
      {
        ...common,
        rule: 'not-backed-up',
        severity: state === 'running' ? 'error' : 'warning',
        message: `nothing backs it up${state === 'running' ? '' : `, and it is ${state}`}: ${judged.reason}`,
        remedy: `${remedy}, or terminate it`,
      },
    ];
  }
  const stale: Finding = {
    ...common,
    rule: 'stale',
    severity: 'warning',
    message: judged.reason,
    remedy: judged.remedy ?? 'look for failed backup jobs',
  };
  const twice: Finding = {
    ...common,
    rule: 'backed-up-twice',
    severity: 'warning',
    message: `${coverage.length} backups cover it: ${coverage.map(coverageText).join(', ')}`,
    remedy: 'keep only one of them, unless both are intended',
  };
  return [...(judged.status === 'stale' ? [stale] : []), ...(coverage.length > 1 ? [twice] : [])];
}
