import { covers, coversAction } from '../iam/access/pattern';
import { statementsIn } from '../iam/serialize-statement';
import { isObject, type JsonObject } from '../json-object';

/** A service control policy. */
export interface ControlPolicy {
  readonly name: string;
  /** JSON. */
  readonly content: string;
}

/** What a service control policy denies that the baseline requires. */
export interface ControlPolicyConflict {
  readonly policy: string;
  /** Of the statement; empty without one. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly regions: readonly string[];
}

/** What creates the baseline. */
const REQUIRED = [
  'backup:CreateBackupVault',
  'backup:PutBackupVaultAccessPolicy',
  'backup:PutBackupVaultLockConfiguration',
  'events:PutRule',
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'kms:CreateAlias',
  'kms:CreateKey',
];

/** IAM is in no region: AWS evaluates its requests in us-east-1, wherever they come from. */
const GLOBAL = { prefix: 'iam:', region: 'us-east-1' };

const REGION_KEY = 'aws:requestedregion';

/** The operators for a region, and whether they deny the listed regions or all others. */
const REGION_OPERATORS: Readonly<Record<string, { readonly deniesListed: boolean }>> = {
  stringequals: { deniesListed: true },
  stringequalsignorecase: { deniesListed: true },
  stringlike: { deniesListed: true },
  stringnotequals: { deniesListed: false },
  stringnotequalsignorecase: { deniesListed: false },
  stringnotlike: { deniesListed: false },
};

/** Conditions that exempt principals, by which an administrator lets some roles through. */
const EXEMPTIONS = new Set(['arnnotlike', 'arnnotequals', 'stringnotlike', 'stringnotequals']);
const PRINCIPAL_KEYS = new Set(['aws:principalarn']);

/**
 * What the statements of a policy deny to the role that creates the baseline. A statement for certain resources, or with
 * other conditions than a region and exempted principals, is not evaluated.
 *
 * @param regions of the baseline
 * @param principal the ARN of that role, in any account
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function controlPolicyConflicts(
  { name, content }: ControlPolicy,
  { regions, principal }: { readonly regions: readonly string[]; readonly principal: string },
): ControlPolicyConflict[] {
  return (statementsIn(content) ?? []).flatMap((statement): ControlPolicyConflict[] => {
    if (statement['Effect'] !== 'Deny' || !textsOf(statement['Resource'] ?? '*').includes('*')) return [];
    const denies = regionsDenied(statement['Condition'], principal);
    if (denies === undefined) return [];
    const denied = REQUIRED.filter((action) => isNamed(statement, action)).map((action) => ({
      action,
      regions: (action.startsWith(GLOBAL.prefix) ? [GLOBAL.region] : regions).filter(denies),
    }));
    const conflicts = denied.filter((one) => one.regions.length > 0);
    if (conflicts.length === 0) return [];
    return [
      {
        policy: name,
        sid: textsOf(statement['Sid']).join(''),
        actions: conflicts.map(({ action }) => action),
        regions: [...new Set(conflicts.flatMap((one) => one.regions))],
      },
    ];
  });
}

/** Policies by which Control Tower protects what its own backups consist of. */
export function controlTowerBackupPolicies(policies: readonly ControlPolicy[]): string[] {
  // The Sids of the controls CT.BACKUP.PV.1 and following.
  const isOne = ({ content }: ControlPolicy): boolean =>
    (statementsIn(content) ?? []).some(({ Sid }) => /^CTBACKUPPV\d+$/i.test(textsOf(Sid).join('')));
  return policies.filter(isOne).map(({ name }) => name);
}

function isNamed(statement: JsonObject, action: string): boolean {
  const { Action, NotAction } = statement;
  const matches = (patterns: unknown): boolean => textsOf(patterns).some((pattern) => coversAction(pattern, action));
  return NotAction === undefined ? matches(Action) : !matches(NotAction);
}

/** Whether a region is denied; undefined when the statement does not apply to the role, or is not understood. */
function regionsDenied(condition: unknown, principal: string): ((region: string) => boolean) | undefined {
  const tests = isObject(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) =>
        Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
          operator: operator.toLowerCase(),
          key: key.toLowerCase(),
          values: textsOf(values),
        })),
      )
    : [];
  const checks: ((region: string) => boolean)[] = [];
  for (const { operator, key, values } of tests) {
    const region = REGION_OPERATORS[operator];
    if (key === REGION_KEY && region) {
      const isListed = (one: string): boolean => values.some((value) => covers(value, one));
      checks.push((one) => isListed(one) === region.deniesListed);
    } else if (PRINCIPAL_KEYS.has(key) && EXEMPTIONS.has(operator)) {
      if (values.some((value) => covers(value, principal))) return undefined;
    } else return undefined;
  }
  return (one) => checks.every((check) => check(one));
}

function textsOf(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}
