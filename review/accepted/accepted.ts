import type { StackFinding } from '../report/findings';
import { covers } from '../access/pattern';
import { ACCEPTANCE_RULES } from '../rules/families/acceptance-rules';
import type { Rule } from '../rules/rule';

/** A finding that somebody takes responsibility for, until a day. */
export interface Acceptance {
  readonly rule: string;
  /** As findings have it; `*` stands for anything. */
  readonly address: string;
  /** @default - in every environment */
  readonly environment?: string | undefined;
  /** @default - in every stack */
  readonly stack?: string | undefined;
  readonly reason: string;
  /** The last day on which it holds, as `2026-12-31`, in UTC. */
  readonly expires: string;
}

/**
 * Marks what is accepted, and finds entries that have expired or accept nothing.
 * @param file where the entries stand, as the reader knows it
 */
export function accept(
  findings: readonly StackFinding[],
  acceptances: readonly Acceptance[],
  { now, file }: { readonly now: Date; readonly file: string },
): StackFinding[] {
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

function isFor({ rule, address, environment, stack }: Acceptance, finding: StackFinding): boolean {
  return (
    rule === finding.rule &&
    covers(address, finding.address) &&
    (environment === undefined || finding.environments.includes(environment)) &&
    (stack === undefined || stack === finding.stack)
  );
}

function aboutEntry(rule: Rule, acceptance: Acceptance, place: { file: string; index: number }): StackFinding {
  return {
    stackName: '',
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
