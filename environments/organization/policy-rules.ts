import type { Finding } from '../../domain/finding';
import { groupedBy } from '../../domain/grouped-by';
import { nearest } from '../../domain/nearest';
import { membersOf, targetsOf, unitsOf } from '../../domain/organization/organization';
import { ACCOUNT } from '../rules/formats';
import type { AttachedPolicy, Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';
import { unknownAccount } from './tree-rules';

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_POLICIES_AT_ONE_TARGET = 10;

/** What policies say, and their targets. */
export const policyRules: OrganizationRule = (organization) => [
  ...organization.policies.flatMap(contentUnclear),
  ...targetsUnknown(organization),
  ...tooManyAtOneTarget(organization),
];

/** A policy has either plans or a document. */
function contentUnclear({ name, plans, allowedForChildrenIn, document }: AttachedPolicy): Finding[] {
  const path = `policies.${name}`;
  if (document === undefined) {
    return plans === undefined
      ? [refused('policy-content', path, 'it has neither plans nor a document', 'add plans')]
      : [];
  }
  const others = Object.entries({ plans, allowedForChildrenIn }).flatMap(([key, set]) =>
    set === undefined ? [] : [key],
  );
  if (others.length === 0) return [];
  const message = `it has a document, which would replace its ${others.join(' and ')}`;
  return [refused('policy-content', path, message, `remove document, or ${others.join(' and ')}`)];
}

function targetsUnknown(organization: Organization): Finding[] {
  const units = unitsOf(organization).map(({ path }) => path);
  const accounts = new Set([organization.managementAccount.id, ...membersOf(organization).map(({ id }) => id)]);
  return organization.policies.flatMap((policy) => targetsOfPolicy(policy, units, accounts));
}

function targetsOfPolicy(
  { name, attachTo }: AttachedPolicy,
  units: readonly string[],
  accounts: ReadonlySet<string>,
): Finding[] {
  const path = `policies.${name}.attachTo`;
  const findings = [
    ...attachTo.ous
      .filter((unit) => !units.includes(unit))
      .map((unit) => {
        const meant = nearest(unit, units);
        const choice = units.length === 0 ? 'add it to root.ous' : `name one of ${units.join(', ')}`;
        const remedy = meant === undefined ? choice : `did you mean ${meant}?`;
        return refused('unit-not-in-tree', `${path}.ous`, `OU ${unit} is not in the organization`, remedy, unit);
      }),
    ...attachTo.accounts
      .filter((account) => ACCOUNT.pattern.test(account) && !accounts.has(account))
      .map((account) => unknownAccount(account, `${path}.accounts`)),
  ];
  const attached = attachTo.root || attachTo.ous.length + attachTo.accounts.length > 0;
  return attached ? findings : [notAttached(path)];
}

function notAttached(path: string): Finding {
  return {
    rule: 'policy-not-attached',
    severity: 'warning',
    source: 'backupctl',
    path,
    message: 'the policy is attached to nothing, so no account gets it',
    remedy: 'attach it to the root, an OU or an account',
  };
}

function tooManyAtOneTarget(organization: Organization): Finding[] {
  const attached = organization.policies.flatMap((policy) =>
    targetsOf(policy, organization).map((target) => ({ target, name: policy.name })),
  );
  return [...groupedBy(attached, ({ target }) => target)].flatMap(([target, names]) => {
    if (names.length <= MOST_POLICIES_AT_ONE_TARGET) return [];
    return [
      {
        ...refused(
          'too-many-policies',
          'policies',
          `${names.length} backup policies are attached to ${target}, but AWS allows ${MOST_POLICIES_AT_ONE_TARGET}`,
          'attach some of them further up or further down, or merge them',
          target,
        ),
        source: 'aws' as const,
      },
    ];
  });
}
