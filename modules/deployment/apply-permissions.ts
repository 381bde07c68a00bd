import type { PolicyStatement } from '../../domain/iam/statement';
import type { DeployedNames, Permission } from '../../domain/terraform/permission';
import type { PermissionSet, TerraformType } from '../../domain/terraform/terraform-type';
import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { policyLength, LONGEST_POLICY } from '../iam/policy-length';

/** Statements by the name of their policy. */
export type Policies = Readonly<Record<string, readonly PolicyStatement[]>>;

/**
 * What an apply role may change: every type of its permission sets, whether the configuration uses it or not. So you can
 * enable a feature, or remove the last resource of a type, without another bootstrap. The role reads with other policies.
 * @param policies permission sets by the name of the policy that contains them
 * @returns a policy that is too long for IAM is split: `services`, `services-2`
 */
export function applyPolicies(
  policies: Readonly<Record<string, readonly PermissionSet[]>>,
  deployed: DeployedNames,
): Policies {
  const split = Object.entries(policies).flatMap(([name, sets]) => {
    const types = [...TERRAFORM_TYPES.values()].filter(
      ({ permissionSet }) => permissionSet !== 'none' && sets.includes(permissionSet),
    );
    return Object.entries(splitPolicy(name, applyStatements(types, deployed)));
  });
  return Object.fromEntries(split);
}

/** What an apply that changes these types may do. */
export function applyStatements(types: readonly TerraformType[], deployed: DeployedNames): PolicyStatement[] {
  return merged(types.flatMap((type) => permissionsOf(type, deployed))).map(statementOf);
}

/** One policy, or several if it is too long for IAM: `services`, `services-2`. */
export function splitPolicy(name: string, statements: readonly PolicyStatement[]): Policies {
  const parts = chunks(statements).map((chunk, index) => [index === 0 ? name : `${name}-${index + 1}`, chunk] as const);
  return Object.fromEntries(parts);
}

function permissionsOf(type: TerraformType, deployed: DeployedNames): readonly Permission[] {
  const { arn, actions, everyRegion, names, permissions } = type;
  const region = isEverywhere(everyRegion, deployed) ? '*' : deployed.region;
  const resources = (names?.(deployed) ?? ['*']).map((name) => arn({ account: deployed.account, region, name }));
  if (resources.length === 0) return [];
  const own = {
    sid: sidOf(type),
    actions: [...actions.create, ...actions.update, ...actions.destroy],
    resources,
  };
  return permissions?.(deployed, own) ?? [own];
}

/** Whether stacks create the type in every region. */
export function isEverywhere(everyRegion: TerraformType['everyRegion'], deployed: DeployedNames): boolean {
  return typeof everyRegion === 'function' ? everyRegion(deployed) : everyRegion === true;
}

/** `aws_backup_vault`: BackupVault */
function sidOf({ type }: TerraformType): string {
  return type
    .split('_')
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** One statement for the actions on the same resources. On all resources they stay apart: their Sid is the only hint. */
function merged(permissions: readonly Permission[]): Permission[] {
  const found = new Map<string, Permission>();
  for (const one of permissions) {
    const key = JSON.stringify([one.resources, one.conditions ?? [], one.resources.includes('*') ? one.sid : '']);
    const actions = [...new Set([...(found.get(key)?.actions ?? []), ...one.actions])];
    found.set(key, { ...(found.get(key) ?? one), actions });
  }
  return [...found.values()].filter(({ actions }) => actions.length > 0);
}

function statementOf({ sid, actions, resources, conditions = [] }: Permission): PolicyStatement {
  const condition = conditions.map(({ values, ...rest }) => ({ ...rest, values: [...values] }));
  return {
    sid,
    actions: actions.toSorted(),
    resources: [...resources],
    ...(condition.length === 0 ? {} : { condition }),
  };
}

/** Fills one policy after the other, in the order of the statements. */
function chunks(statements: readonly PolicyStatement[]): PolicyStatement[][] {
  const all: PolicyStatement[][] = [];
  for (const statement of statements) {
    const last = all.at(-1);
    if (last && policyLength([...last, statement]) <= LONGEST_POLICY) last.push(statement);
    else all.push([statement]);
  }
  return all;
}
