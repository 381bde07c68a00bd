import { asOne } from '../changes/judges';
import type { Change } from '../changes/change';
import { differences } from '../changes/difference';
import { fits } from '../changes/path-pattern';
import { type Context, type Judge, type Match, matchAt, type Rule } from '../changes/rule';
import { isAtLeast } from '../changes/severity';
import { type Block, namesIn, type Value, valueAt } from '../changes/value';
import type { TerraformType } from '../terraform-type';
import { CHECKS } from './checks';
import { KEYS } from './keys';
import { POLICIES } from './policies';
import { ROLES } from './roles';
import { VAULTS } from './vaults';

const TYPES = new Map(
  [VAULTS, KEYS, ROLES, POLICIES, CHECKS].flatMap(({ types }) => types).map((one) => [one.type, one]),
);

/** The arguments of Terraform that mean the same as properties of a template, whose rules apply to both. */
const ARGUMENTS: Readonly<Record<string, readonly [type: string, argument: string]>> = {
  AccessPolicy: ['aws_backup_vault_policy', 'policy'],
  AssumeRolePolicyDocument: ['aws_iam_role', 'assume_role_policy'],
  ManagedPolicyArns: ['aws_iam_role', 'managed_policy_arns'],
  PermissionsBoundary: ['aws_iam_role', 'permissions_boundary'],
  MaxSessionDuration: ['aws_iam_role', 'max_session_duration'],
  PolicyDocument: ['aws_iam_policy', 'policy'],
  KeyPolicy: ['aws_kms_key', 'policy'],
  Enabled: ['aws_kms_key', 'is_enabled'],
  EnableKeyRotation: ['aws_kms_key', 'enable_key_rotation'],
  PendingWindowInDays: ['aws_kms_key', 'deletion_window_in_days'],
  KeySpec: ['aws_kms_key', 'customer_master_key_spec'],
  KeyUsage: ['aws_kms_key', 'key_usage'],
  MultiRegion: ['aws_kms_key', 'multi_region'],
  TargetKeyId: ['aws_kms_alias', 'target_key_id'],
  EventPattern: ['aws_cloudwatch_event_rule', 'event_pattern'],
  State: ['aws_cloudwatch_event_rule', 'state'],
};

/** `template_body/Resources/ID/Properties`. */
const PROPERTIES = ['template_body', 'Resources', '*', 'Properties'];

/** The rules of the properties that correspond to arguments. */
export function propertyRules(otherwise: Rule): Readonly<Record<string, Judge>> {
  return Object.fromEntries(
    Object.entries(ARGUMENTS).map(([property, [type, argument]]) => [
      [...PROPERTIES, property, '**'].join('/'),
      asOne(PROPERTIES.length + 1, ({ path, before, after }, change, context) => {
        const sides = { before: named(argument, before), after: named(argument, after) };
        const found = differences(sides.before, sides.after);
        const record: Change = { ...change, type, ...sides, differences: found };
        return found
          .flatMap((difference): readonly Match[] => {
            const judge = ruleAt(TYPES.get(type), difference.path) ?? otherwise;
            const judged = typeof judge === 'function' ? judge(difference, record, context) : judge;
            return 'name' in judged ? [matchAt(judged, difference)] : judged;
          })
          .map((match) => ({ ...match, path: [...path, ...match.path.slice(1)] }));
      }),
    ]),
  );
}

function named(argument: string, value: Value | undefined): Block {
  return value === undefined ? {} : { [argument]: value };
}

function ruleAt(type: TerraformType | undefined, path: readonly string[]): Judge | Rule | undefined {
  const changes = type?.changes ?? {};
  const pattern = Object.keys(changes).find((each) => fits(each, path));
  return pattern === undefined ? undefined : changes[pattern];
}

/** What is severe in a new resource: its policies grant more than they should. */
export function severeInNew(id: string, resource: Value, change: Change, context: Context): Match[] {
  const properties = valueAt(resource, ['Properties']);
  const present = Object.entries(ARGUMENTS).filter(([property]) => namesIn(properties).includes(property));
  const name = id;
  // The policy of a vault belongs to a vault that is also new.
  const vault: Change = { ...change, type: 'aws_backup_vault', action: 'added', after: { name } };
  return [...new Set(present.map(([, [type]]) => type))].flatMap((type) => {
    const judge = TYPES.get(type)?.added;
    if (typeof judge !== 'function') return [];
    const own = present.filter(([, [other]]) => other === type);
    const values = own.map(([property, [, argument]]) => [argument, valueAt(properties, [property]) ?? null] as const);
    const after = { backup_vault_name: name, ...Object.fromEntries(values) };
    const judged = judge(
      { ...change, type, action: 'added', before: undefined, after },
      { ...context, changes: [vault] },
    );
    const matches = 'name' in judged ? [] : judged;
    return matches.flatMap((match) => {
      const property = own.find(([, [, argument]]) => argument === match.path[0])?.[0];
      if (property === undefined || !isAtLeast(match.rule.severity, 'high')) return [];
      return [{ ...match, path: ['template_body', 'Resources', id, 'Properties', property, ...match.path.slice(1)] }];
    });
  });
}
