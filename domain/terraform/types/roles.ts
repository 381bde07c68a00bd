import { accessRules } from '../changes/access-rules';
import { eachWay, entry } from '../changes/judges';
import { refersToNew } from '../changes/new-resources';
import { high, losingAccess, type Match, medium, type WholeJudge } from '../changes/rule';
import { isSet, textAt, valueAt } from '../changes/value';
import { anyOf, type DeployedNames, type Permission, type PermissionCondition } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';
import { ROLE_POLICY } from './policies';

const RULES = {
  roleRemoved: high('role-removed', {
    finds: 'a removed role',
    why: 'jobs that run as the role fail',
    remedy: 'keep the role as long as a selection, a policy or a person uses it',
  }),
  roleReplaced: high('role-replaced', {
    finds: 'a role with another name or path, which is another role',
    why: 'everything that refers to the old role fails, outside of Terraform too, such as selections of other plans',
    remedy: 'keep name and path',
  }),
  attachmentRemoved: losingAccess(
    high('role-attachment-removed', {
      finds: 'a policy that is detached from a role',
      why: 'jobs that run as the role and need the policy fail',
      remedy: 'keep the attachment',
    }),
  ),
  attachmentAdded: high('role-attachment-added', {
    finds: 'a policy that is attached to an existing role',
    why: 'everything that runs as the role has more permissions',
    remedy: 'read the policy, and check that the role needs it',
  }),
  broadPolicy: high('role-broad-policy', {
    finds: 'a managed policy of AWS for administrators or for a whole service, attached to a new role',
    why: 'everything that runs as the role can do more than backups need',
    remedy: 'attach a policy that names the actions and resources',
  }),
  inlinePolicy: high('role-inline-policy', {
    finds: 'a new role with an inline policy',
    why: 'the role has all its permissions from the start, whatever other policies say',
    remedy: 'use a policy of its own, and read its statements',
  }),
  boundaryWeaker: high('role-boundary-changed', {
    finds: 'a permissions boundary that is changed or removed',
    why: 'the boundary limits the role, whatever its policies allow',
    remedy: 'keep the boundary',
  }),
  boundaryAdded: medium('role-boundary-added', {
    finds: 'a permissions boundary for a role without one',
    why: 'that is safer, but jobs that need what the boundary excludes fail',
    remedy: 'run a backup job and a restore in dev first',
  }),
  session: medium('role-session-changed', {
    finds: 'another maximum session duration of a role',
    why: 'anyone who assumes the role can act for that long',
    remedy: 'check that the longest job fits, but no more',
  }),
};

const TRUST = accessRules({
  policy: 'a role trust policy',
  opened: {
    rule: 'role-trust-wider',
    why: 'anyone who can assume the role has all its permissions',
    remedy: 'name the one service, and the account that it must act for',
  },
  narrower: {
    rule: 'role-trust-removed',
    why: 'jobs fail if their service can no longer assume the role',
    remedy: 'keep the trust of every service that runs as the role',
  },
  stricter: {
    rule: 'role-trust-narrower',
    severity: 'medium',
    why: 'that is safer, but jobs that do not meet the conditions fail',
    remedy: 'run a job in dev first',
  },
});

/** Managed policies of AWS for administrators, or for everything in a service. */
const BROAD = /^arn:[^:]*:iam::aws:policy\/.*(Admin|PowerUser|FullAccess)/;

/** A policy for a new role is part of creating the role. */
const attachmentAdded: WholeJudge = (change, context) => {
  if (!refersToNew(change, { argument: 'role', type: 'aws_iam_role' }, context)) return RULES.attachmentAdded;
  return BROAD.test(textAt(change.after, ['policy_arn']) ?? '') ? RULES.broadPolicy : GENERAL.added;
};

const roleAdded: WholeJudge = (change, context) => {
  const after = valueAt(change.after, ['managed_policy_arns']);
  const broad = isSet(after) && after.some((arn) => BROAD.test(String(arn)));
  const policies = valueAt(change.after, ['inline_policy']);
  const matches: readonly Match[] = [
    ...(broad ? [{ rule: RULES.broadPolicy, path: ['managed_policy_arns'], before: undefined, after }] : []),
    ...(policies === undefined
      ? []
      : [{ rule: RULES.inlinePolicy, path: ['inline_policy'], before: undefined, after: policies }]),
  ];
  const trust = TRUST.added('assume_role_policy')(change, context);
  return 'name' in trust ? matches : [...trust, ...matches];
};

const attachment = entry({
  removed: RULES.attachmentRemoved,
  added: RULES.attachmentAdded,
  changed: RULES.attachmentAdded,
});

const roleArn = ({ account, name }: Pick<ResourceName, 'account' | 'name'>): string =>
  `arn:aws:iam::${account}:role/${name}`;

const bounded = ({ permissionsBoundary: boundary }: DeployedNames): PermissionCondition[] =>
  boundary === undefined ? [] : [anyOf('iam:PermissionsBoundary', [boundary])];

/**
 * Roles must have the boundary, and it can be neither removed nor exchanged. Without a boundary, anyone who can write a
 * role's policies can give it any permission: only the review and approval of the plan prevent that.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function rolePermissions(deployed: DeployedNames, own: Permission): Permission[] {
  const setBoundary = deployed.permissionsBoundary === undefined ? [] : ['iam:PutRolePermissionsBoundary'];
  const others = own.actions.filter((action) => action !== 'iam:CreateRole');
  return [
    { ...own, sid: 'MakeRoles', actions: ['iam:CreateRole', ...setBoundary], conditions: bounded(deployed) },
    { ...own, sid: 'Roles', actions: others },
  ];
}

/** Only known policies, none of AWS for administrators. A role without a boundary may lose a policy before it gets one. */
function attachmentPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  const known = anyOf('iam:PolicyARN', [...new Set(deployed.attachablePolicies)].toSorted(), 'ArnEquals');
  return [
    { ...own, sid: 'AttachPolicies', actions: ['iam:AttachRolePolicy'], conditions: [known, ...bounded(deployed)] },
    { ...own, sid: 'DetachPolicies', actions: ['iam:DetachRolePolicy'], conditions: [known] },
  ];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html */
export const ROLES: Concern = {
  title: 'Roles',
  rules: [...Object.values(RULES), ...Object.values(TRUST.rules)],
  types: [
    terraformType('aws_iam_role', {
      importId: '{name}',
      arn: roleArn,
      permissionSet: 'identity',
      names: ({ roles }) => roles,
      actions: {
        create: ['iam:CreateRole', 'iam:TagRole'],
        read: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        update: ['iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription'],
        // The provider looks for instance profiles first.
        destroy: ['iam:DeleteRole', 'iam:ListInstanceProfilesForRole'],
      },
      permissions: rolePermissions,
      replacedBy: ['name', 'name_prefix', 'path'],
      added: roleAdded,
      removed: RULES.roleRemoved,
      replaced: RULES.roleReplaced,
      changes: {
        name: RULES.roleReplaced,
        path: RULES.roleReplaced,
        'assume_role_policy/**': TRUST.changed(),
        permissions_boundary: entry({ removed: RULES.boundaryWeaker, added: RULES.boundaryAdded }),
        max_session_duration: RULES.session,
        'inline_policy/*': entry({ removed: RULES.attachmentRemoved, added: RULES.attachmentAdded }),
        'inline_policy/*/policy/**': ROLE_POLICY.changed(3),
        managed_policy_arns: eachWay({
          removed: RULES.attachmentRemoved,
          added: RULES.attachmentAdded,
        }),
        description: GENERAL.noEffect,
      },
    }),
    terraformType('aws_iam_role_policy_attachment', {
      importId: '{role}/{policy_arn}',
      arn: roleArn,
      permissionSet: 'identity',
      names: ({ roles }) => roles,
      actions: {
        create: ['iam:AttachRolePolicy'],
        read: ['iam:ListAttachedRolePolicies'],
        update: [],
        destroy: ['iam:DetachRolePolicy'],
      },
      permissions: attachmentPermissions,
      replacedBy: ['*'],
      added: attachmentAdded,
      removed: RULES.attachmentRemoved,
      changes: { policy_arn: attachment, role: attachment },
    }),
  ],
};
