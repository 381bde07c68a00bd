import type { PlanContext } from '../../domain/backup/plan-check';
import { judgePlan, PLAN_CHECKS, PLAN_RULES } from '../../domain/backup/plan-checks';
import { VAULT_CHECKS } from '../../domain/backup/vault-checks';
import { accountsOf, treeOf } from '../../domain/organization/organization';
import type { Finding } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import type { EffectiveError } from '../../domain/policy/effective-error';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { asDescribed } from '../../domain/policy/lint/rule';
import { COMPLETENESS_RULES } from '../../domain/policy/lint/presence-rules';
import { scanWithoutSettings } from '../../domain/policy/lint/scans';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { RuleSchedules } from '../../domain/policy/rule-schedule';
import { policyFindings } from '../../domain/policy/serialize-policy';
import { knownVaults } from '../rules/known-vaults';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';
import { pathInPolicies, pathInPolicy } from '../../domain/organization/policy-path';

/** Each policy by itself, and then the effective policies of the accounts: each mistake once, with its accounts. */
export const effectRules: OrganizationRule = (organization, { environments, now }) => {
  const written = documentFindings(organization, now);
  const schedules = new RuleSchedules(now);
  // Missing vaults are left to the proof on the finished stacks, which knows them in every account.
  const known = { ...knownVaults({ environments, organization }), whyMissing: undefined };
  const optedIn = optedInTypes(organization);
  const leaving = new Set(accountsOf(organization).flatMap(({ id, leaving: leaves }) => (leaves ? [id] : [])));
  // Accounts that share an effective policy are judged once, except for the vaults that each of them has.
  const context = { now, daysBetweenRuns: schedules.daysBetweenRuns, isComplete: true, optedIn };
  const shared = new Map<EffectivePolicy['provenance'], Finding[]>();
  const judge = (effect: EffectivePolicy): Finding[] => {
    const findings = shared.get(effect.provenance) ?? [
      ...forbidden(effect, organization),
      ...failures(effect, organization, context),
    ];
    shared.set(effect.provenance, findings);
    const { accountId } = effect;
    if (leaving.has(accountId)) return findings;
    const vaults = { ...known, accountId, source: 'these accounts' };
    return [...findings, ...judgeMerged(effect, organization, { ...context, vaults }, VAULT_CHECKS)];
  };
  return [...written, ...gathered([...effectivePolicies(treeOf(organization), { now })], written, judge)];
};

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

/** The finished stacks show them in every account, also in accounts without an environment: once for each name. */
const PROVEN_ON_STACKS = ['vault-not-defined'];

/** Merges the same finding of several accounts into one that lists them. What a policy itself shows is left out. */
function gathered(
  effects: readonly EffectivePolicy[],
  written: readonly Finding[],
  judge: (effect: EffectivePolicy) => Finding[],
): Finding[] {
  const accounts = new Map<string, { finding: Finding; ids: string[] }>();
  for (const effect of effects) {
    for (const finding of judge(effect)) {
      if (PROVEN_ON_STACKS.includes(finding.rule) || written.some((other) => isSame(finding, other))) continue;
      // Which other policies contribute can differ between the accounts.
      const key = `${finding.rule} ${finding.path} ${finding.message.replace(/, together with policy .*$/, '')}`;
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

const SHARED_CHECKS = PLAN_CHECKS.filter((check) => !VAULT_CHECKS.includes(check));

/** What the rules for plans find in the merged policy, and what else AWS reports for it. */
function failures(effect: EffectivePolicy, organization: Organization, context: PlanContext): Finding[] {
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
    const names = policies.flatMap(({ plans }) => plans.map(({ name }) => name));
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
  effect: EffectivePolicy,
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
  { provenance }: EffectivePolicy,
  { policies }: Organization,
  from?: readonly string[],
): Finding {
  const { path, others } = pathInPolicies(policies, provenance, finding.path, from);
  const together = others.length === 0 ? '' : `, together with ${others.map((name) => `policy ${name}`).join(', ')}`;
  return { ...finding, path, message: `${finding.message}${together}` };
}

/** AWS Backup takes the settings of the management account for plans that come from policies. */
function optedInTypes({ optIn }: Organization): PlanContext['optedIn'] {
  const types = optIn && new Set(Object.keys(optIn).filter((type) => optIn[type]));
  return () => types;
}
