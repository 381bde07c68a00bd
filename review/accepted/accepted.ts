import type { ReviewFinding } from '../finding';
import { covers } from '../../domain/iam/access/pattern';
import { ACCEPTANCE_RULES } from '../rules/acceptance';
import type { Rule } from '../../domain/terraform/changes/rule';

/** A finding that the team accepts until a date. */
export interface Acceptance {
  readonly rule: string;
  /** As in findings; `*` matches anything. */
  readonly address: string;
  /** @default - in every environment */
  readonly environment?: string;
  /** @default - in every stack */
  readonly stack?: string;
  readonly reason: string;
  /** The last day in UTC, such as `2026-12-31`. */
  readonly expires: string;
}

/**
 * Marks accepted findings, and reports entries that have expired or match nothing.
 * @param file the file of the entries, as findings name it
 */
export function accept(
  findings: readonly ReviewFinding[],
  acceptances: readonly Acceptance[],
  { now, file }: { readonly now: Date; readonly file: string },
): ReviewFinding[] {
  const today = now.toISOString().slice(0, 10);
  const used = new Set<Acceptance>();
  const marked = findings.map((finding) => {
    const fitting = acceptances.filter((acceptance) => isFor(acceptance, finding));
    for (const acceptance of fitting) used.add(acceptance);
    const valid = fitting.find(({ expires }) => expires >= today);
    return valid ? { ...finding, accepted: { reason: valid.reason, expires: valid.expires } } : finding;
  });
  const own = acceptances.flatMap((acceptance, index) => {
    const rule = acceptance.expires < today ? ACCEPTANCE_RULES.expired : ACCEPTANCE_RULES.unused;
    const fine = acceptance.expires >= today && used.has(acceptance);
    return fine ? [] : [aboutEntry(rule, acceptance, { file, index })];
  });
  return [...marked, ...own];
}

function isFor({ rule, address, environment, stack }: Acceptance, finding: ReviewFinding): boolean {
  return (
    rule === finding.rule &&
    covers(address, finding.address) &&
    (environment === undefined || finding.environments.includes(environment)) &&
    (stack === undefined || stack === finding.stack)
  );
}

function aboutEntry(rule: Rule, acceptance: Acceptance, place: { file: string; index: number }): ReviewFinding {
  return {
    rule: rule.name,
    severity: rule.severity,
    environments: acceptance.environment === undefined ? [] : [acceptance.environment],
    accounts: [],
    stack: acceptance.stack ?? '',
    address: acceptance.address,
    path: `${place.file}/${place.index + 1}`,
    before: null,
    after: { ...acceptance },
    why: rule.why,
    remedy: rule.remedy,
  };
}
