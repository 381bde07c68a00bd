import { judgePlan, PLAN_CHECKS } from '../../domain/backup/plan-checks';
import { treeOf } from '../../domain/organization/organization';
import type { Finding } from '../../domain/finding';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { asDescribed } from '../../domain/policy/lint/rule';
import { COMPLETENESS_RULES } from '../../domain/policy/lint/presence-rules';
import { scanWithoutSettings } from '../../domain/policy/lint/scans';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { RuleSchedules } from '../../domain/policy/rule-schedule';
import { policyFindings } from '../../domain/policy/serialize-policy';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';
import { pathInPolicies, pathInPolicy } from '../../domain/organization/policy-path';

/** Each policy by itself, and then the effective policies of the accounts: each mistake once, with its accounts. */
export const effectRules: OrganizationRule = (organization, { now }) => {
  const written = documentFindings(organization, now);
  const schedules = new RuleSchedules(now);
  // Accounts that share an effective policy are judged once.
  const judged = new Map<EffectivePolicy['provenance'], Finding[]>();
  const judge = (effect: EffectivePolicy): Finding[] => {
    const findings = judged.get(effect.provenance) ?? [
      ...forbidden(effect, organization),
      ...failures(effect, organization, schedules),
    ];
    judged.set(effect.provenance, findings);
    return findings;
  };
  return [...written, ...gathered([...effectivePolicies(treeOf(organization), { now })], written, judge)];
};

/** Lint findings, except incomplete settings: other policies can add them, and the effective policies show the result. */
function documentFindings({ policies }: Organization, now: Date): Finding[] {
  const left = new Set([...COMPLETENESS_RULES, scanWithoutSettings].map(({ name }) => name));
  return policies.flatMap((policy) =>
    policyFindings(policy, { now })
      .filter(({ rule }) => !left.has(rule))
      .map((finding) => ({ ...finding, path: pathInPolicy(policy, finding.path) })),
  );
}

/** Merges the same finding of several accounts into one that lists them. What a policy itself shows is left out. */
function gathered(
  effects: readonly EffectivePolicy[],
  written: readonly Finding[],
  judge: (effect: EffectivePolicy) => Finding[],
): Finding[] {
  const accounts = new Map<string, { finding: Finding; ids: string[] }>();
  for (const effect of effects) {
    for (const finding of judge(effect)) {
      if (written.some((other) => isSame(finding, other))) continue;
      const key = `${finding.rule} ${finding.path} ${finding.message}`;
      const known = accounts.get(key) ?? { finding, ids: [] };
      known.ids.push(effect.accountId);
      accounts.set(key, known);
    }
  }
  return [...accounts.values()].map(({ finding, ids }) => ({
    ...finding,
    message: `${finding.message} (in ${ids.length === 1 ? 'account' : 'accounts'} ${ids.join(', ')})`,
  }));
}

/** Whether the document of a policy shows the same mistake, there or more precisely. */
function isSame({ path, message }: Finding, other: Finding): boolean {
  if (other.path === path) return other.severity === 'error' || other.message === message;
  return other.message === message && other.path.startsWith(`${path}.`);
}

function forbidden({ provenance }: EffectivePolicy, { policies }: Organization): Finding[] {
  return Object.entries(provenance).flatMap(([place, contributions]) =>
    contributions.flatMap((contribution): Finding[] => {
      if (contribution.action !== 'blocked' || contribution.reason !== 'forbidden') return [];
      const parents = contribution.by.map(({ policy, target }) => `${policy} (at ${target})`).join(', ');
      const child = policies.find(({ name }) => name === contribution.policy);
      return [
        refused(
          'operator-forbidden',
          child ? pathInPolicy(child, place) : place,
          `${contribution.operator} has no effect here: ${parents} forbids it for policies further down`,
          `remove it, or allow it in ${contribution.by.map(({ policy }) => policy).join(', ')}`,
        ),
      ];
    }),
  );
}

const PLAN_RULES = PLAN_CHECKS.flatMap(({ inPolicies }) => inPolicies);

/** What the rules for plans find in the merged policy, and what else AWS reports for it. */
function failures(effect: EffectivePolicy, { policies }: Organization, schedules: RuleSchedules): Finding[] {
  const judged = mergedPlans(effect.effectivePolicy)
    .flatMap((plan) => judgePlan(plan, schedules))
    .map(({ finding, from }) => placed(asDescribed(finding, PLAN_RULES), from));
  const others = effect.errors
    .filter(({ message }) => judged.every((finding) => !finding.message.startsWith(message)))
    .map(({ code, source, path, message }) =>
      placed({
        ...refused(
          'effective-policy-fails',
          path,
          source === 'aws' || code === 'KEY_REQUIRED' ? `${code}: ${message}` : message,
          source === 'aws'
            ? 'correct it: AWS would keep the last valid policy of the account, or none'
            : 'correct it: AWS accepts it, but does not run it',
        ),
        source,
      }),
    );
  return [...judged, ...others];

  function placed(finding: Finding, from?: readonly string[]): Finding {
    const { path, others: more } = pathInPolicies(policies, effect.provenance, finding.path, from);
    const together = more.length === 0 ? '' : `, together with ${more.map((name) => `policy ${name}`).join(', ')}`;
    return { ...finding, path, message: `${finding.message}${together}` };
  }
}
