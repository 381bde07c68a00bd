import type { Grant } from '../../access/grants';
import type { Change } from '../../diff/change';
import { textOf } from '../../model/value';
import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { entry } from '../judges';
import { hitWhole, type Rule, type TypeRules, type WholeJudge } from '../rule';

export const IDENTITY_RULES = {
  roleRemoved: {
    name: 'role-removed',
    severity: 'high',
    finds: 'a role that is gone',
    why: 'jobs that run as it fail',
    remedy: 'keep the role as long as a selection, a policy or a person names it',
  },
  roleReplaced: {
    name: 'role-replaced',
    severity: 'high',
    finds: 'a role of another name or path, which is another role',
    why: 'whatever names the old one, outside of Terraform too, fails',
    remedy: 'keep name and path',
  },
  trustWider: {
    name: 'role-trust-wider',
    severity: 'high',
    finds: 'a role that others may assume, or under fewer conditions',
    why: 'whoever assumes it can do everything that the role can',
    remedy: 'name the one service, and the account that it must act for',
  },
  trustLost: {
    name: 'role-trust-removed',
    severity: 'high',
    finds: 'a role that somebody may no longer assume',
    why: 'jobs for which that service assumes the role fail',
    remedy: 'keep the trust of every service that runs as the role',
  },
  trustNarrower: {
    name: 'role-trust-narrower',
    severity: 'medium',
    finds: 'a role with more conditions on who may assume it',
    why: 'that is safer, but jobs that do not meet the conditions fail',
    remedy: 'try one job in dev before',
  },
  policyRewritten: {
    name: 'policy-rewritten',
    severity: 'low',
    finds: 'a policy in other words that allow the same',
    why: 'nobody gains or loses access',
    remedy: 'nothing',
  },
  passRole: {
    name: 'pass-role-wider',
    severity: 'high',
    finds: 'more roles that may be passed on, or to more services',
    why: 'whoever restores an instance with a role gets what that role may do',
    remedy: 'list the roles of the instances that are restored, and keep the condition on the service',
  },
  pruner: {
    name: 'pruner-rights-wider',
    severity: 'high',
    finds: 'more that the pruner of old generations may do',
    why: 'it deletes images and snapshots: one condition fewer, and it may delete those of others',
    remedy: 'keep the condition on the tag AutoBackup for every action that deletes',
  },
  wider: {
    name: 'policy-wider',
    severity: 'high',
    finds: 'a policy that allows more, or denies less',
    why: 'every role that has it can do more',
    remedy: 'name the resources, and leave out what no job needs',
  },
  lost: {
    name: 'policy-narrower',
    severity: 'medium',
    finds: 'a policy that allows less',
    why: 'that is safer, but jobs that need what is gone fail',
    remedy: 'try one job, and one restore, in dev before',
  },
  policyRemoved: {
    name: 'policy-removed',
    severity: 'high',
    finds: 'a policy that is gone',
    why: 'every role that had it can do less, and jobs fail',
    remedy: 'see that no role needs it',
  },
  attachmentRemoved: {
    name: 'role-attachment-removed',
    severity: 'high',
    finds: 'a policy that a role no longer has',
    why: 'jobs that run as the role fail where they need it',
    remedy: 'keep the attachment',
  },
  attachmentAdded: {
    name: 'role-attachment-added',
    severity: 'high',
    finds: 'a further policy for a role that exists',
    why: 'whatever runs as the role can do more',
    remedy: 'read the policy, and see that the role needs it',
  },
  boundaryWeaker: {
    name: 'role-boundary-changed',
    severity: 'high',
    finds: 'another permissions boundary, or none',
    why: 'the boundary is what keeps the role from doing more than its policies were meant to allow',
    remedy: 'keep the boundary',
  },
  session: {
    name: 'role-session-changed',
    severity: 'medium',
    finds: 'another longest session of a role',
    why: 'whoever assumes the role can act for that long',
    remedy: 'see that the longest job fits, and no more',
  },
} as const satisfies Readonly<Record<string, Rule>>;

const TRUST = accessJudge({
  wider: () => IDENTITY_RULES.trustWider,
  lost: IDENTITY_RULES.trustLost,
  narrowed: IDENTITY_RULES.trustNarrower,
  same: IDENTITY_RULES.policyRewritten,
});

const POLICY = accessJudge({
  wider: (grant, change) => {
    if (grant.passesRoles) return IDENTITY_RULES.passRole;
    return isPruner(grant, change) ? IDENTITY_RULES.pruner : IDENTITY_RULES.wider;
  },
  lost: IDENTITY_RULES.lost,
  narrowed: IDENTITY_RULES.lost,
  same: IDENTITY_RULES.policyRewritten,
});

/** The pruner is known by what it may delete. */
function isPruner({ action }: Grant, { before, after }: Change): boolean {
  const deletes = /ec2:(DeregisterImage|DeleteSnapshot)/i;
  return [textOf(before), textOf(after), action].some((text) => deletes.test(text));
}

/** A policy for a role that comes with it is how the role is made. */
const attachmentAdded: WholeJudge = (change, { changes }) => {
  const role = String(change.after?.['role']);
  const address = /^\$\{(aws_iam_role\.[\w-]+)\./.exec(role)?.[1];
  // A saved plan has the role's name, or does not know it yet.
  const isNew = changes
    .filter(
      ({ type, action, stackName }) => type === 'aws_iam_role' && action === 'added' && stackName === change.stackName,
    )
    .some((added) => added.address === address || added.after?.['name'] === role);
  return [hitWhole(isNew ? GENERAL.added : IDENTITY_RULES.attachmentAdded, change)];
};

export const IDENTITY_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_iam_role: {
    added: (change, context) => TRUST.added('assume_role_policy', change, context),
    removed: IDENTITY_RULES.roleRemoved,
    replaced: IDENTITY_RULES.roleReplaced,
    attributes: {
      name: IDENTITY_RULES.roleReplaced,
      path: IDENTITY_RULES.roleReplaced,
      'assume_role_policy/**': TRUST.changed(),
      permissions_boundary: IDENTITY_RULES.boundaryWeaker,
      max_session_duration: IDENTITY_RULES.session,
      'inline_policy/*': entry({ removed: IDENTITY_RULES.attachmentRemoved, added: IDENTITY_RULES.attachmentAdded }),
      'inline_policy/*/policy/**': POLICY.changed(3),
      managed_policy_arns: entry({ removed: IDENTITY_RULES.attachmentRemoved, added: IDENTITY_RULES.attachmentAdded }),
      description: GENERAL.description,
    },
  },
  aws_iam_policy: {
    added: (change, context) => POLICY.added('policy', change, context),
    removed: IDENTITY_RULES.policyRemoved,
    attributes: {
      'policy/**': POLICY.changed(),
      name: GENERAL.replaced,
      path: GENERAL.replaced,
      description: GENERAL.replaced,
    },
  },
  aws_iam_role_policy_attachment: {
    added: attachmentAdded,
    removed: IDENTITY_RULES.attachmentRemoved,
    attributes: {
      policy_arn: entry({
        removed: IDENTITY_RULES.attachmentRemoved,
        added: IDENTITY_RULES.attachmentAdded,
        changed: IDENTITY_RULES.attachmentAdded,
      }),
      role: entry({
        removed: IDENTITY_RULES.attachmentRemoved,
        added: IDENTITY_RULES.attachmentAdded,
        changed: IDENTITY_RULES.attachmentAdded,
      }),
    },
  },
  'data.aws_iam_policy_document': {
    added: GENERAL.added,
    removed: IDENTITY_RULES.policyRemoved,
    attributes: { 'statement/**': POLICY.changed() },
  },
};
