import { shortRelease } from '../domain/record';
import { describeFinding } from '../../environments/refusal';
import { plannedJson } from './plan-text';
import type { Promotion } from './promote-release';

/** Whether a release may be promoted to an environment, and why. */
export function promotionText({ to, release, commit, before, record, findings }: Promotion): string {
  const name = `Release ${shortRelease(release)} (commit ${commit})`;
  if (findings.length > 0)
    return [`${name} may not be promoted to ${to}:`, ...findings.map(describeFinding)].join('\n\n');
  if (before === undefined) return `${name} may be promoted to ${to}, which is the first environment.`;
  const when = record ? `, applied ${record.appliedAt} by ${record.by}` : '';
  return `${name} may be promoted to ${to}: it is verified in ${before}${when}.`;
}

/** The same as JSON. */
export function promotionJson({ to, release, commit, before, record, findings, planned }: Promotion) {
  return {
    to,
    before: before ?? null,
    release,
    commit,
    allowed: findings.length === 0,
    findings,
    record: record ?? null,
    planned: planned ? plannedJson(planned) : null,
  };
}
