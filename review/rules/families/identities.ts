import type { Grant } from '../../access/grants';
import type { Change } from '../../diff/change';
import { textAt, textOf } from '../../model/value';
import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { entry } from '../judges';
import { hitWhole, type TypeRules, type WholeJudge } from '../rule';
import { IDENTITY_RULES } from './identity-rules';

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
  const role = textAt(change.after, ['role']) ?? '';
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
      permissions_boundary: entry({
        removed: IDENTITY_RULES.boundaryWeaker,
        added: IDENTITY_RULES.boundaryAdded,
      }),
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
