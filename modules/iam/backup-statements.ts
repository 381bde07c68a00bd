import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/** A managed policy that AWS keeps for AWS Backup's roles. */
export function awsBackupPolicy(purpose: 'ForBackup' | 'ForRestores'): string {
  return `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${purpose}`;
}

/**
 * Lets a restore give an instance its role back, to EC2 only (E5, R4).
 * @param roles ARNs of the instance roles, or `all`
 */
export function passInstanceRoles(roles: readonly string[] | 'all'): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'PassInstanceRoles',
    actions: ['iam:PassRole'],
    // Every role only where the environment says so in as many words.
    resources: roles === 'all' ? ['*'] : [...roles],
    condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ec2.amazonaws.com'] }],
  };
}

/** The action knows no resource: the service authorization reference lists none for it. */
export const DESCRIBE_FAST_SNAPSHOT_RESTORES: DataAwsIamPolicyDocumentStatement = {
  sid: 'DescribeFastSnapshotRestores',
  actions: ['ec2:DescribeFastSnapshotRestores'],
  resources: ['*'],
};

/**
 * Keeps a role from destroying backups, the keys that they are encrypted by among them. Without an Allow it could not
 * either, unless the policy of a vault or a key gives it one: an apply writes these, and a boundary does not hold against
 * what they give to a session by its name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function denyDestruction(): DataAwsIamPolicyDocumentStatement[] {
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
      // Whatever its name: a vault or a key of others is none of its business either.
      resources: ['*'],
    },
  ];
}
