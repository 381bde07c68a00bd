import { isAtLeast } from '../../domain/terraform/changes/severity';
import { POLICY_PLAN_RULES } from '../../domain/terraform/types/policy-plans';
import type { ReviewFinding } from '../finding';

/**
 * The findings of effective policies that the changed policies themselves do not have: less is recoverable, and the cause is
 * another policy above or below.
 */
export function onlyEffective(effective: readonly ReviewFinding[], found: readonly ReviewFinding[]): ReviewFinding[] {
  const known = new Set(found.map(keyOf));
  // A policy that is removed or detached takes its plans away.
  const isDetached = found.some(({ rule }) =>
    ['organization-policy-removed', 'organization-attachment-removed'].includes(rule),
  );
  return effective.filter(
    (finding) =>
      isAtLeast(finding.severity, 'high') &&
      !known.has(keyOf(finding)) &&
      !(isDetached && finding.rule === POLICY_PLAN_RULES.planRemoved.name),
  );
}

/** A document has operators, and names in any case. */
function keyOf({ rule, stack, path }: ReviewFinding): string {
  const names = path.split('/').filter((name) => !name.startsWith('@@'));
  return [rule, stack, ...(names[0] === 'content' ? names.slice(1) : names)].join('/').toLowerCase();
}
