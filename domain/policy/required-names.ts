import type { Plan } from '../backup/model';
import type { MergedObject } from './inheritance-place';
import { mergedPlans } from './merged-plans';

/** The vaults and roles that an effective policy needs in an account. AWS resolves `$account` to the account's ID. */
export interface RequiredNames {
  readonly vaults: readonly RequiredVault[];
  /** Names of roles, with their path. */
  readonly roles: readonly string[];
}

export interface RequiredVault {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

const ROLE_ARN = /^arn:aws:iam::\$account:role\/(.+)$/i;

/** Every vault and role that the plans of an effective policy name, for one account (O2, O3). */
export function requiredNames(effectivePolicy: MergedObject, accountId: string): RequiredNames {
  const plans = mergedPlans(effectivePolicy).map(({ value }) => value);
  return {
    vaults: unique(
      plans.flatMap((plan) => vaultsOf(plan, accountId)),
      ({ accountId: account, region, name }) => `${account} ${region} ${name}`,
    ),
    roles: unique(plans.flatMap(rolesOf), (role) => role),
  };
}

function vaultsOf({ rules, regions }: Plan, accountId: string): RequiredVault[] {
  return rules.flatMap(({ vault, copies }) => [
    ...(vault === undefined ? [] : regions.map((region) => ({ accountId, region, name: vault }))),
    ...copies
      .filter(({ region }) => region !== '')
      .map((copy) => ({
        accountId: copy.accountId.startsWith('$') ? accountId : copy.accountId,
        region: copy.region,
        name: copy.vault,
      })),
  ]);
}

function rolesOf({ selections }: Plan): string[] {
  return selections.flatMap(({ roleArn = '' }) => ROLE_ARN.exec(roleArn)?.[1] ?? []);
}

function unique<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}
