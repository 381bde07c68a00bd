import { treeOf, accountsOf, type MemberAccount } from '../../domain/organization/organization';
import { type OptedIn, planProtections, type Protection, windowProtection } from '../../domain/coverage/protection';
import { byEffect } from '../../domain/policy/by-effect';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { publishedPlans } from '../../domain/policy/merged-plans';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import type { Organization } from '../../environments/organization/organization';
import type { Configuration } from '../../environments/parse';
import type { Environment } from '../../environments/schema';
import { windowOf } from './window-of';

/** An account, with what the configuration says about the backups of its resources. */
export interface CoveredAccount {
  readonly id: string;
  readonly name: string;
  /** The regions that may have backups, sorted. */
  readonly regions: readonly string[];
  /** Whether AWS withholds the policy of the account and keeps an older one, which the configuration does not contain. */
  readonly policyWithheld: boolean;
  readonly hasWindow: (region: string) => boolean;
  /** Whether the configuration leaves the region's opt-in to others. */
  readonly readsOptIn: (region: string) => boolean;
  /** In every region. @param optIn what AWS answers in the region of the resources, where the configuration leaves it to others */
  readonly protections: (optIn: Readonly<Record<string, boolean>>) => readonly Protection[];
}

/** The account of an environment. */
export function environmentAccount(
  environment: Environment,
  { organization }: Configuration,
  now: Date,
): CoveredAccount {
  const { accountId: id, name } = environment;
  const [policy] = organization ? effectivePolicies(treeOf(organization), { now, accountId: id }) : [];
  const shared = policy && organization ? sharedOf(organization, now)(policy) : NO_POLICIES;
  return accountWith({ id, name }, { environment, shared, now });
}

/** Every account of the organization that does not leave it. Accounts with the same policies share what follows from them. */
export function* organizationAccounts(
  organization: Organization,
  { environments }: Pick<Configuration, 'environments'>,
  now: Date,
): Generator<CoveredAccount> {
  const listed = new Map(accountsOf(organization).map((account) => [account.id, account]));
  const byAccount = new Map<string, Environment>(
    environments.map((environment) => [environment.accountId, environment]),
  );
  const shared = sharedOf(organization, now);
  for (const policy of effectivePolicies(treeOf(organization), { now })) {
    const account = listed.get(policy.accountId);
    if (account === undefined || account.leaving) continue;
    const common = shared(policy);
    const regions = [...new Set([...common.regions, ...organization.baseline.regions])].toSorted();
    yield accountWith(account, { environment: byAccount.get(account.id), shared: { ...common, regions }, now });
  }
}

interface Shared {
  readonly protections: readonly Protection[];
  readonly regions: readonly string[];
  readonly withheld: boolean;
}

const NO_POLICIES: Shared = { protections: [], regions: [], withheld: false };

function sharedOf({ optIn }: Organization, now: Date): (policy: EffectivePolicy) => Shared {
  // AWS Backup takes the settings of the management account for plans that come from policies.
  const optedIn: OptedIn = (_, type) => optIn?.[type] ?? true;
  return byEffect((policy) => {
    const plans = publishedPlans(policy).map(({ value }) => value);
    const protections = planProtections('policy', plans, { now, optedIn });
    const regions = [...new Set(protections.map(({ region }) => region))];
    return { protections, regions, withheld: !policy.published };
  });
}

interface Applied {
  readonly environment: Environment | undefined;
  readonly shared: Shared;
  readonly now: Date;
}

function accountWith(
  { id, name }: Pick<MemberAccount, 'id' | 'name'>,
  { environment, shared, now }: Applied,
): CoveredAccount {
  const common = { id, name, policyWithheld: shared.withheld };
  if (!environment) {
    const { regions, protections } = shared;
    return { ...common, regions, hasWindow: () => false, readsOptIn: () => false, protections: () => protections };
  }
  const { backup, ssmBackup } = environment;
  const settingsOf = (region: string) => backup.regionSettings.find((settings) => settings.region === region)?.optIn;
  const plans = backup.plans.map((plan) => ({ ...plan, regions: [plan.region] }));
  const window = windowOf(environment);
  const windows = window && ssmBackup !== 'none' ? [windowProtection({ ...ssmBackup.window, ...window }, now)] : [];
  const regions = [
    environment.region,
    ...backup.vaults.map(({ region }) => region),
    ...plans.map(({ region }) => region),
  ];
  return {
    ...common,
    regions: [...new Set([...regions, ...shared.regions])].toSorted(),
    hasWindow: (region) => window?.region === region,
    readsOptIn: (region) => settingsOf(region) === undefined,
    protections: (optIn) => {
      const optedIn: OptedIn = (of, type) => (settingsOf(of) ?? optIn)[type] ?? true;
      return [...planProtections('plan', plans, { now, optedIn }), ...windows, ...shared.protections];
    },
  };
}
