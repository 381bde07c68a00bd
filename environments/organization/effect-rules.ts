import type { PlanContext } from '../../domain/backup/plan-check';
import { judgePlan, PLAN_CHECKS, PLAN_RULES } from '../../domain/backup/plan-checks';
import { VAULT_CHECKS } from '../../domain/backup/vault-checks';
import { accountsOf } from '../../domain/organization/organization';
import type { Finding } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import type { EffectiveError } from '../../domain/policy/effective-error';
import { byEffect } from '../../domain/policy/by-effect';
import type { Effect, EffectivePolicy } from '../../domain/policy/effective-policy';
import { asDescribed } from '../../domain/policy/lint/rule';
import { COMPLETENESS_RULES } from '../../domain/policy/lint/presence-rules';
import { scanWithoutSettings } from '../../domain/policy/lint/scans';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { RuleSchedules } from '../../domain/policy/rule-schedule';
import { policyFindings } from '../../domain/policy/serialize-policy';
import { gathered } from './gathered-findings';
import { knownVaults } from '../rules/known-vaults';
import { optedInForPolicies } from '../rules/lookups';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';
import { pathInPolicies, pathInPolicy } from '../../domain/organization/policy-path';

/** Each policy by itself, and then the effective policies of the accounts: each mistake once, with its accounts. */
export const effectRules: OrganizationRule = (organization, { environments, now }) => {
  const written = documentFindings(organization, now);
  const schedules = new RuleSchedules(now);
  // Missing vaults are left to the proof on the finished stacks, which knows them in every account.
  const known = { ...knownVaults({ environments, organization }), whyMissing: undefined };
  const optedIn = optedInForPolicies(organization);
  const leaving = new Set(accountsOf(organization).flatMap(({ id, leaving: leaves }) => (leaves ? [id] : [])));
  const context = { now, daysBetweenRuns: schedules.daysBetweenRuns, isComplete: true, optedIn };
  const shared = byEffect((effect) => [...forbidden(effect, organization), ...failures(effect, organization, context)]);
  const judgeVaults = (effect: Effect, accountId: string): Finding[] => {
    const vaults = { ...known, accountId, source: 'these accounts' };
    return judgeMerged(effect, organization, { ...context, vaults }, VAULT_CHECKS);
  };
  // Whatever account it is: it has the vaults of the baseline.
  const anyAccount = byEffect((policy) => judgeVaults(policy, policy.accountId).map(ofAnyAccount(policy.accountId)));
  const isNamed = accountsNamedIn(environments, organization);
  const judge = (policy: EffectivePolicy): Finding[] => {
    if (leaving.has(policy.accountId)) return shared(policy);
    const ofVaults = isNamed(policy.accountId) ? judgeVaults(policy, policy.accountId) : anyAccount(policy);
    return [...shared(policy), ...ofVaults];
  };
  return [...written, ...gathered(organization, { written, judge, now })];
};

/** Accounts that the configuration names, outside of the tree: each can have other vaults, or be the target of a copy. */
function accountsNamedIn(environments: readonly Environment[], { policies, existingVaults }: Organization) {
  const named = new Set(JSON.stringify([environments, policies, existingVaults]).match(/\b\d{12}\b/g));
  return (accountId: string): boolean => named.has(accountId);
}

function ofAnyAccount(accountId: string): (finding: Finding) => Finding {
  const general = (text: string): string => text.replaceAll(accountId, '$account');
  return (finding) => ({ ...finding, message: general(finding.message), remedy: general(finding.remedy) });
}

const VAULT_RULES = new Set(VAULT_CHECKS.flatMap(({ inPolicies }) => inPolicies.map(({ name }) => name)));
const SHOWN_BETTER = new Set([...[...COMPLETENESS_RULES, scanWithoutSettings].map(({ name }) => name), ...VAULT_RULES]);

/**
 * Lint findings, except what the effective policies show better: incomplete settings, which other policies can add, and
 * vaults, which the accounts have.
 */
function documentFindings({ policies }: Organization, now: Date): Finding[] {
  return policies.flatMap((policy) =>
    policyFindings(policy, { now })
      .filter(({ rule }) => !SHOWN_BETTER.has(rule))
      .map((finding) => ({ ...finding, path: pathInPolicy(policy, finding.path) })),
  );
}

function forbidden({ provenance }: Effect, { policies }: Organization): Finding[] {
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

const SHARED_CHECKS = PLAN_CHECKS.filter((check) => !VAULT_CHECKS.includes(check));

/** What the rules for plans find in the merged policy, and what else AWS reports for it. */
function failures(effect: Effect, organization: Organization, context: PlanContext): Finding[] {
  const judged = judgeMerged(effect, organization, context, SHARED_CHECKS);
  const errors = effect.errors.filter(
    ({ code, message }) => !VAULT_RULES.has(code) && judged.every((finding) => !finding.message.startsWith(message)),
  );
  const incomplete = errors.filter(isIncomplete);
  const others = errors
    .filter((error) => !isIncomplete(error))
    .map(({ code, source, path, message }) => ({
      ...refused('effective-policy-fails', path, source === 'aws' ? `${code}: ${message}` : message, remedyOf(source)),
      source,
    }));
  const all = [...incompletePlans(incomplete, organization), ...others];
  return [...judged, ...all.map((finding) => inFile(finding, effect, organization))];
}

const remedyOf = (source: EffectiveError['source']): string =>
  source === 'aws'
    ? 'correct it: AWS would keep the last valid policy of the account, or none'
    : 'correct it: AWS accepts it, but does not run it';
const isIncomplete = ({ code }: EffectiveError): boolean => code === 'KEY_REQUIRED';
const planOf = ({ path }: EffectiveError): string => path.split('/')[1] ?? '';

/** All that a plan lacks is one problem: perhaps its name is misspelled, and the plan with that name has it. */
function incompletePlans(errors: readonly EffectiveError[], { policies }: Organization): Finding[] {
  return [...new Set(errors.map(planOf))].flatMap((plan): Finding[] => {
    const missing = errors.filter((error) => planOf(error) === plan);
    const [first] = missing;
    if (!first) return [];
    const message = `KEY_REQUIRED: ${missing.map((error) => error.message).join('; ')}`;
    const names = policies.flatMap(({ plans = [] }) => plans.map(({ name }) => name));
    const similar = nearest(
      plan,
      names.filter((name) => name.toLowerCase() !== plan),
    );
    const source = missing.some((error) => error.source === 'aws') ? 'aws' : 'backupctl';
    const meant = similar === undefined ? '' : `. If plan ${similar} is meant, write its name`;
    return [{ ...refused('effective-policy-fails', first.path, message, `${remedyOf(source)}${meant}`), source }];
  });
}

function judgeMerged(
  effect: Effect,
  organization: Organization,
  context: PlanContext,
  checks: typeof PLAN_CHECKS,
): Finding[] {
  return mergedPlans(effect.effectivePolicy)
    .flatMap((plan) => judgePlan(plan, context, checks))
    .map(({ finding, from }) => inFile(asDescribed(finding, PLAN_RULES), effect, organization, from));
}

/** The finding at the setting in `organization.ts`, with the other policies that contribute. */
function inFile(
  finding: Finding,
  { provenance }: Effect,
  { policies }: Organization,
  from?: readonly string[],
): Finding {
  const { path, others } = pathInPolicies(policies, provenance, finding.path, from);
  const together = others.length === 0 ? '' : `, together with ${others.map((name) => `policy ${name}`).join(', ')}`;
  return { ...finding, path, message: `${finding.message}${together}` };
}
