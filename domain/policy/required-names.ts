import { type Placed, type PlacedPlan, type PlacedRule, type Rule, type Selection, vaultOfArn } from '../backup/model';
import { targetOf } from '../backup/copies';
import type { MergedObject } from './inheritance-place';
import { mergedPlans } from './merged-plans';

/** A vault or a role that an effective policy needs in an account. AWS resolves `$account` to the account's ID. */
export interface RequiredName {
  readonly kind: 'vault' | 'logically air-gapped vault' | 'role';
  /** A role's with its path. */
  readonly name: string;
  readonly accountId: string;
  /** Undefined for a role. */
  readonly region?: string;
  /** Where the effective policy names it. */
  readonly path: string;
}

const ROLE_ARN = /^arn:aws:iam::\$account:role\/(.+)$/i;

/** Every vault and role that the plans of an effective policy name, for one account (O2, O3). */
export function requiredNames(effectivePolicy: MergedObject, accountId: string): RequiredName[] {
  return mergedPlans(effectivePolicy).flatMap((plan) => [
    ...plan.rules.flatMap((rule) => [...ownVaults(rule, plan, accountId), ...copyVaults(rule, accountId)]),
    ...plan.selections.flatMap((selection) => roleOf(selection, accountId)),
  ]);
}

function ownVaults(
  { value: { vault, airGappedVaultArn = '' }, at }: Placed<Rule>,
  { value: { regions } }: PlacedPlan,
  accountId: string,
): RequiredName[] {
  // The ARN has $region and $account: the vault is in each of them, as the rule's own is.
  const airGapped = vaultOfArn(airGappedVaultArn).vault;
  return [
    ...(vault === undefined ? [] : [{ kind: 'vault', name: vault, path: at('vault') } as const]),
    ...(airGapped === ''
      ? []
      : [{ kind: 'logically air-gapped vault', name: airGapped, path: at('airGappedVaultArn') } as const]),
  ].flatMap((named) => regions.map((region) => ({ ...named, accountId, region })));
}

function copyVaults({ copies }: PlacedRule, accountId: string): RequiredName[] {
  return copies
    .filter(({ value }) => value.region !== '')
    .map(({ value, at }) => {
      const { vault: name, ...target } = targetOf(value, { accountId });
      return { kind: 'vault', name, ...target, path: at('vault') };
    });
}

function roleOf({ value: { roleArn = '' }, at }: Placed<Selection>, accountId: string): RequiredName[] {
  const name = ROLE_ARN.exec(roleArn)?.[1];
  return name === undefined ? [] : [{ kind: 'role', name, accountId, path: at('roleArn') }];
}
