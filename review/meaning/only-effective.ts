import { isAtLeast } from '../../domain/terraform/changes/severity';
import { GENERAL } from '../../domain/terraform/types/general';
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

/**
 * The findings without those about the content of policies, if no effective policy changes: such a change moves or rewrites
 * what the policies say.
 */
export function withoutRewritten(found: readonly ReviewFinding[]): ReviewFinding[] {
  const { name: rule, severity, why, remedy } = GENERAL.policyRewritten;
  return found.map((finding) => {
    const isContent = finding.address.startsWith('aws_organizations_policy.') && finding.path.startsWith('content/');
    return isContent && isAtLeast(finding.severity, 'high') ? { ...finding, rule, severity, why, remedy } : finding;
  });
}
