import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { PolicyStatement } from '../../domain/iam/statement';

/**
 * Lets a restore pass an instance its role again, to EC2 only (E5, R4).
 * @param roles ARNs of the instance roles, or `all`
 */
export function passInstanceRoles(roles: readonly string[] | 'all'): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'PassInstanceRoles',
    actions: ['iam:PassRole'],
    // Every role only if the environment states `all`.
    resources: roles === 'all' ? ['*'] : [...roles],
    condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ec2.amazonaws.com'] }],
  };
}

/** The action supports no resources: the service authorization reference lists none. */
export const DESCRIBE_FAST_SNAPSHOT_RESTORES: DataAwsIamPolicyDocumentStatement = {
  sid: 'DescribeFastSnapshotRestores',
  actions: ['ec2:DescribeFastSnapshotRestores'],
  resources: ['*'],
};

/**
 * Prevents a role from destroying backups and the keys that encrypt them. Without an Allow it could not destroy them either,
 * unless the policy of a vault or a key allows it: an apply writes these policies, and a boundary does not limit what they
 * grant to a named session.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function denyDestruction(): PolicyStatement[] {
  return [
    {
      sid: 'DenyDestruction',
      effect: 'Deny',
      actions: [
        'backup:DeleteBackupVault',
        'backup:DeleteRecoveryPoint',
        'backup:DisassociateRecoveryPoint*',
        'backup:UpdateRecoveryPointLifecycle',
        'kms:DeleteImportedKeyMaterial',
        'kms:DisableKey',
        'kms:ScheduleKeyDeletion',
      ],
      // Whatever its name: the role needs no vault or key of others either.
      resources: ['*'],
    },
  ];
}
