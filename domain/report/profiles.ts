import { accountsOf, type OrganizationalUnit, treeOf } from '../organization/organization';
import { pathInPolicies } from '../organization/policy-path';
import { byEffect } from '../policy/by-effect';
import type { EffectivePolicy } from '../policy/effective-policy';
import { publishedPlans } from '../policy/merged-plans';
import { effectivePolicies } from '../policy/organization-tree';
import type { ReportAccount, ReportPlan, ReportProfile, ReportUnit } from './data';
import type { ReportEnvironment, ReportInput, ReportOrganization } from './input';
import { reportPlan } from './plan';
import { Interned, type Sources } from './sources';

export interface Profiles {
  readonly units: readonly ReportUnit[];
  readonly accounts: readonly ReportAccount[];
  readonly profiles: readonly ReportProfile[];
  readonly plans: readonly ReportPlan[];
  /** The effective policies by the index that profiles have. */
  readonly effects: readonly EffectivePolicy[];
  /** The ID of each unit. */
  readonly unitIds: readonly string[];
}

/** The owner of plans that come from policies. */
const POLICIES = 'organization policies';

/** Every account with its plans. Accounts with the same plans share a profile. */
export function profilesOf(input: ReportInput, now: Date, sources: Sources): Profiles {
  const plans = new Interned<ReportPlan>();
  const profiles = new Interned<ReportProfile>();
  const { organization } = input;
  const effects: EffectivePolicy[] = [];
  const effectOf = byEffect((policy) => effects.push(policy) - 1);
  const effectByAccount = new Map<string, number>();
  if (organization) {
    for (const policy of effectivePolicies(treeOf(organization.organization), { now }))
      effectByAccount.set(policy.accountId, effectOf(policy));
  }
  const shared = new Map<number, readonly number[]>();
  const plansOfPolicies = (effect: number | undefined, accountId: string, isOwn: boolean): readonly number[] => {
    const policy = effect === undefined ? undefined : effects[effect];
    if (!organization || !policy || effect === undefined) return [];
    const known = isOwn ? undefined : shared.get(effect);
    if (known) return known;
    const found = policyPlans(policy, { organization, input, accountId, now, sources }).map((plan) =>
      plans.indexOf(plan),
    );
    if (!isOwn) shared.set(effect, found);
    return found;
  };
  const profileOf = (id: string): number => {
    const environment = input.environments.find(({ accountId }) => accountId === id);
    const effect = effectByAccount.get(id);
    const own = environment
      ? environmentPlans(environment, input, now, sources).map((plan) => plans.indexOf(plan))
      : [];
    // Only an environment can give an account other vaults than those of the baseline.
    const inherited = plansOfPolicies(effect, id, environment !== undefined);
    return profiles.indexOf({
      environment: environment?.name ?? null,
      plans: [...own, ...inherited],
      effect: effect ?? null,
    });
  };
  const { units, unitIds, unitByAccount } = unitsOf(organization);
  const listed = organization ? accountsOf(organization.organization) : [];
  const known = new Set(listed.map(({ id }) => id));
  const others = input.environments
    .filter(({ accountId }) => !known.has(accountId))
    .map(({ accountId, name }) => ({ id: accountId, name }));
  const accounts = [...listed, ...others].map(({ id, name }): ReportAccount => [
    id,
    name,
    unitByAccount.get(id) ?? 0,
    profileOf(id),
  ]);
  return { units, accounts, profiles: profiles.all, plans: plans.all, effects, unitIds };
}

function environmentPlans(
  { name, file, accountId, plans, warnings, optedIn }: ReportEnvironment,
  { vaultAt }: ReportInput,
  now: Date,
  sources: Sources,
): ReportPlan[] {
  return plans.map((plan) =>
    reportPlan(plan, {
      owner: `environment ${name}`,
      accountId,
      now,
      optedIn,
      vaultAt,
      source: (path) => sources.at(file, path),
      warnings: (path) => warnings.filter((warning) => warning.path === path),
    }),
  );
}

interface PolicyContext {
  readonly organization: ReportOrganization;
  readonly input: ReportInput;
  readonly accountId: string;
  readonly now: Date;
  readonly sources: Sources;
}

/** The plans of an effective policy; none of a policy that AWS withholds. */
function policyPlans(
  policy: EffectivePolicy,
  { organization: { organization, file, warnings, optedIn }, input, accountId, now, sources }: PolicyContext,
): ReportPlan[] {
  const written = (path: string) => pathInPolicies(organization.policies, policy.provenance, path).path;
  return publishedPlans(policy).map((plan) =>
    reportPlan(plan, {
      owner: POLICIES,
      accountId,
      now,
      optedIn,
      vaultAt: input.vaultAt,
      source: (path) => sources.at(file, written(path)),
      warnings: (path) => warnings.filter((warning) => warning.path === written(path)),
    }),
  );
}

function unitsOf(organization: ReportOrganization | undefined) {
  const units: ReportUnit[] = [{ name: 'root', parent: -1 }];
  const unitIds = [organization?.organization.root.id ?? ''];
  const unitByAccount = new Map<string, number>();
  const visit = ({ ous, accounts }: Pick<OrganizationalUnit, 'ous' | 'accounts'>, index: number): void => {
    for (const { id } of accounts) unitByAccount.set(id, index);
    for (const unit of ous) {
      unitIds.push(unit.id);
      visit(unit, units.push({ name: unit.name, parent: index }) - 1);
    }
  };
  if (organization) visit(organization.organization.root, 0);
  return { units, unitIds, unitByAccount };
}
