import type { Rule } from '../../domain/backup/model';
import { treeOf } from '../../domain/organization/organization';
import { byEffect } from '../../domain/policy/by-effect';
import type { MergedObject } from '../../domain/policy/effective-policy';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { type RuleRuns, ruleRuns } from '../../domain/schedule/rule-runs';
import type { Configuration } from '../../environments/parse';

/** A rule of the organization's effective policies, with the accounts that get exactly this rule. */
export interface EffectiveRuleSummary extends RuleRuns {
  readonly plan: string;
  readonly rule: string;
  readonly vault: string;
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
}

interface SummarizedRule extends Pick<Rule, 'schedule' | 'timezone' | 'deleteAfterDays'> {
  readonly plan: string;
  readonly rule: string;
  readonly vault: string;
  readonly regions: readonly string[];
}

/** The rules that the accounts of the organization get; undefined without an organization. */
export function summarizeOrganization({ organization }: Configuration, now: Date): EffectiveRuleSummary[] | undefined {
  if (!organization) return undefined;
  const accounts = new Map<string, { rule: SummarizedRule; ids: string[] }>();
  const keyedRulesOf = byEffect(({ effectivePolicy }) =>
    rulesOf(effectivePolicy).map((rule) => ({ rule, key: JSON.stringify(rule) })),
  );
  for (const policy of effectivePolicies(treeOf(organization), { now })) {
    for (const { rule, key } of keyedRulesOf(policy)) {
      const known = accounts.get(key) ?? { rule, ids: [] };
      known.ids.push(policy.accountId);
      accounts.set(key, known);
    }
  }
  // Looking at runs takes time: once for each rule, however many accounts get it.
  return [...accounts.values()].map(({ rule: { plan, rule, vault, regions, ...scheduled }, ids }) => ({
    plan,
    rule,
    vault,
    regions,
    ...ruleRuns(scheduled, now),
    accounts: ids,
  }));
}

function rulesOf(policy: MergedObject): SummarizedRule[] {
  return mergedPlans(policy).flatMap(({ value: { name: plan, regions, rules } }) =>
    rules.map(({ name: rule, vault = '', schedule, timezone, deleteAfterDays }) => ({
      plan,
      rule,
      vault,
      regions,
      schedule,
      timezone,
      deleteAfterDays,
    })),
  );
}
