import type { Grant } from '../../iam/access/grants';
import { accessRules } from '../changes/access-rules';
import type { Change } from '../changes/change';
import { high, medium } from '../changes/rule';
import { textOf } from '../changes/value';
import { type Concern, terraformType } from '../terraform-type';
import { GENERAL } from './general';

export const POLICY_RULES = {
  passRole: high('pass-role-wider', {
    finds: 'more roles that can be passed, or more services to pass them to',
    why: 'anyone who restores an instance with a role gets the permissions of that role',
    remedy: 'list the roles of the instances to restore, and keep the condition on the service',
  }),
  pruner: high('pruner-rights-wider', {
    finds: 'more permissions for the pruner of old generations',
    why: 'it deletes images and snapshots: without a condition it can delete those of others',
    remedy: 'keep the condition on the tag AutoBackup for every action that deletes',
  }),
  policyRemoved: high('policy-removed', {
    finds: 'a removed policy',
    why: 'every role that had it has fewer permissions, and jobs fail',
    remedy: 'check that no role needs it',
  }),
  policyReplaced: medium('policy-replaced', {
    finds: 'a policy with another name, which is another policy',
    why: 'roles lack it for a moment; IAM refuses to delete the old one while anything outside of its stack has it, or has it as its boundary',
    remedy: 'keep the name; give roles another boundary before you rename theirs',
  }),
};

/** Policies of roles; a policy document that only an output uses is judged the same way. */
export const ROLE_POLICY = accessRules({
  policy: 'a policy',
  opened: {
    rule: 'policy-wider',
    why: 'every role with this policy can do more',
    remedy: 'name the resources, and leave out what no job needs',
  },
  narrower: {
    rule: 'policy-narrower',
    severity: 'medium',
    why: 'that is safer, but jobs that need the lost permissions fail',
    remedy: 'run a backup job and a restore in dev first',
  },
  special: (grant, change) => {
    if (grant.passesRoles) return POLICY_RULES.passRole;
    return isPruner(grant, change) ? POLICY_RULES.pruner : undefined;
  },
});

/** The policy of the pruner is the one that allows deletions. */
function isPruner({ action }: Grant, { before, after }: Change): boolean {
  const deletes = /ec2:(DeregisterImage|DeleteSnapshot)/i;
  return [textOf(before), textOf(after), action].some((text) => deletes.test(text));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html */
export const POLICIES: Concern = {
  title: 'Policies',
  rules: [...Object.values(POLICY_RULES), ...Object.values(ROLE_POLICY.rules)],
  types: [
    terraformType('aws_iam_policy', {
      importId: '{arn}',
      arn: ({ account, name }) => `arn:aws:iam::${account}:policy/${name}`,
      permissionSet: 'identity',
      names: ({ policies }) => policies,
      actions: {
        create: ['iam:CreatePolicy', 'iam:TagPolicy'],
        read: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'],
        update: ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:UntagPolicy'],
        destroy: ['iam:DeletePolicy'],
      },
      replacedBy: ['name', 'name_prefix', 'path', 'description'],
      added: ROLE_POLICY.added('policy'),
      removed: POLICY_RULES.policyRemoved,
      changes: {
        'policy/**': ROLE_POLICY.changed(),
        name: POLICY_RULES.policyReplaced,
        path: GENERAL.replaced,
        description: GENERAL.replaced,
      },
    }),
  ],
};
