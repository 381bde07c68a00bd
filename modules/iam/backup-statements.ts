import type { PolicyStatement } from '../../domain/iam/statement';

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
