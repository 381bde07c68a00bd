import type { Finding } from '../../domain/finding';
import type { Bootstrap, Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { policiesNotAttachable, policyElsewhere, tooManyPolicies } from './attached-policies';
import { bucketShared, stateElsewhere, stateKeyFindings } from './state';

/** The settings of a state bucket and its roles, in an environment or in the organization. */
export interface Bootstrapped {
  readonly accountId: string;
  readonly state: Environment['state'];
  readonly bootstrap?: Bootstrap;
  /** How many policies the bootstrap creates for its roles. */
  readonly own: { readonly plan: number; readonly apply: number };
}

/** The state bucket and the roles of the workflows: no two environments create the same. */
export const bootstrap: EnvironmentRule = (environment, { all }) => [
  ...reservedName(environment),
  ...bootstrapFindings({ ...environment, own: { plan: 2, apply: 6 } }),
  ...stateKeyFindings(environment),
  ...bucketShared(environment, all),
];

/** Checks of one bootstrap by itself. */
export function bootstrapFindings({ accountId, state, bootstrap: settings, own }: Bootstrapped): Finding[] {
  if (!settings) return [];
  const { planRole, applyRole, readPolicyArns, applyPolicyArns, permissionsBoundaryArn } = settings;
  return [
    ...rolesAlike(settings),
    ...policiesNotAttachable(readPolicyArns, accountId, 'bootstrap.readPolicyArns'),
    ...policiesNotAttachable(applyPolicyArns, accountId, 'bootstrap.applyPolicyArns'),
    ...policyElsewhere(permissionsBoundaryArn, accountId, 'bootstrap.permissionsBoundaryArn'),
    ...readsContents(readPolicyArns),
    ...tooManyPolicies(own.plan, planRole, readPolicyArns, 'bootstrap.readPolicyArns'),
    ...tooManyPolicies(own.apply, applyRole, [...readPolicyArns, ...applyPolicyArns], 'bootstrap.applyPolicyArns'),
    ...wholeDays(settings.oldVersionsDays, 'bootstrap.oldVersionsDays'),
    ...wholeDays(settings.bundleDays, 'bootstrap.bundleDays'),
    ...stateElsewhere(accountId, state),
  ];
}

/**
 * Commands and workflows take `organizations` as an environment, and GitHub plans dev in `dev-plan` and drills it in
 * `dev-drill`, without approval: the apply role of an environment with such a name would trust these jobs.
 */
function reservedName({ name }: Environment): Finding[] {
  const [, environment, purpose] = /^(.+)-(plan|drill)$/.exec(name) ?? [];
  const whose =
    environment === undefined
      ? RESERVED.find(([reserved]) => reserved === name)?.[1]
      : `the ${purpose}s of ${environment}`;
  if (whose === undefined) return [];
  return [
    {
      rule: 'name-reserved',
      severity: 'error',
      source: 'backupctl',
      path: 'name',
      found: name,
      message: `${name} is reserved for ${whose}`,
      remedy: 'choose another name that does not end in -plan or -drill',
    },
  ];
}

/** Names that are no environments' in commands and among the files. */
const RESERVED: readonly (readonly [name: string, owner: string])[] = [
  ['organizations', 'the organization itself'],
  ['organization', 'the file of the organization'],
  ['common', 'the file of common values'],
  ['index', 'the list of environments'],
];

/** IAM names are not case-sensitive. */
function rolesAlike({ planRole, applyRole }: Bootstrap): Finding[] {
  if (planRole.toLowerCase() !== applyRole.toLowerCase()) return [];
  return [
    {
      rule: 'names-collide',
      severity: 'error',
      source: 'backupctl',
      path: 'bootstrap.applyRole',
      found: applyRole,
      message: 'the apply role is also the plan role, which everyone who can push to main can use',
      remedy: 'give each its own name',
    },
  ];
}

/** AWS managed policies that let every plan read what the account stores, such as objects, messages and function code. */
const READ_CONTENTS: ReadonlySet<string> = new Set(
  ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'].map((name) => `arn:aws:iam::aws:policy/${name}`),
);

function readsContents(readPolicyArns: readonly string[]): Finding[] {
  return readPolicyArns
    .filter((arn) => READ_CONTENTS.has(arn))
    .map((found) => ({
      rule: 'plan-reads-contents',
      severity: 'warning',
      source: 'backupctl',
      path: 'bootstrap.readPolicyArns',
      found,
      message: 'the policy lets plans, which run without approval, read what the account stores, not only settings',
      remedy: 'remove it: the bootstrap lets both roles read everything that its stacks contain',
    }));
}

function wholeDays(found: number, path: string): Finding[] {
  if (Number.isInteger(found) && found >= 1) return [];
  return [
    {
      rule: 'days-not-positive',
      severity: 'error',
      source: 'aws',
      path,
      found: String(found),
      message: `S3 cannot keep objects for ${found} days`,
      remedy: 'use a whole number from 1',
    },
  ];
}
