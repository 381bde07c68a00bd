import type { Placed, PlacedPlan, PlacedRule, Rule, Selection } from '../backup/model';
import type { MergedObject } from './inheritance-place';
import { mergedPlans } from './merged-plans';

/** A vault or a role that an effective policy needs in an account. AWS resolves `$account` to the account's ID. */
export interface RequiredName {
  readonly kind: 'vault' | 'role';
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
  { value: { vault: name }, at }: Placed<Rule>,
  { value }: PlacedPlan,
  accountId: string,
): RequiredName[] {
  if (name === undefined) return [];
  return value.regions.map((region) => ({ kind: 'vault', name, accountId, region, path: at('vault') }));
}

function copyVaults({ copies }: PlacedRule, accountId: string): RequiredName[] {
  return copies
    .filter(({ value }) => value.region !== '')
    .map(({ value: { vault, region, accountId: target }, at }) => ({
      kind: 'vault',
      name: vault,
      accountId: target.startsWith('$') ? accountId : target,
      region,
      path: at('vault'),
    }));
}

function roleOf({ value: { roleArn = '' }, at }: Placed<Selection>, accountId: string): RequiredName[] {
  const name = ROLE_ARN.exec(roleArn)?.[1];
  return name === undefined ? [] : [{ kind: 'role', name, accountId, path: at('roleArn') }];
}
