import type { Statement } from '../iam/statement';

/** Access to a vault, in addition to the account's own IAM policies. */
export interface VaultAccess {
  /** Accounts that can copy recovery points into the vault. */
  readonly copiesFromAccounts: readonly string[];
  /** The organization whose accounts can copy recovery points into the vault. */
  readonly copiesFromOrganization?: string;
  /** Whether manual deletion of recovery points is denied. Their lifecycle still expires them. */
  readonly denyManualDeletion: boolean;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html */
export function vaultAccessStatements(access: VaultAccess, vaultArn: string): Statement[] {
  return [
    ...copiesFromAccounts(access, vaultArn),
    ...copiesFromOrganization(access, vaultArn),
    ...denyManualDeletion(access),
  ];
}

function copiesFromAccounts({ copiesFromAccounts: accounts }: VaultAccess, vaultArn: string): Statement[] {
  if (accounts.length === 0) return [];
  return [
    {
      sid: 'CopyFromAccounts',
      actions: ['backup:CopyIntoBackupVault'],
      resources: [vaultArn],
      principals: [{ type: 'AWS', identifiers: accounts.map((account) => `arn:aws:iam::${account}:root`).toSorted() }],
    },
  ];
}

function copiesFromOrganization({ copiesFromOrganization: id }: VaultAccess, vaultArn: string): Statement[] {
  if (id === undefined) return [];
  return [
    {
      sid: 'CopyFromOrganization',
      actions: ['backup:CopyIntoBackupVault'],
      resources: [vaultArn],
      principals: [{ type: 'AWS', identifiers: ['*'] }],
      condition: [{ test: 'StringEquals', variable: 'aws:PrincipalOrgID', values: [id] }],
    },
  ];
}

function denyManualDeletion({ denyManualDeletion: deny }: VaultAccess): Statement[] {
  if (!deny) return [];
  return [
    {
      sid: 'DenyManualDeletion',
      effect: 'Deny',
      // Disassociating a continuous recovery point ends it; from its parent, a nested one can then be deleted.
      actions: [
        'backup:DeleteRecoveryPoint',
        'backup:DisassociateRecoveryPoint',
        'backup:DisassociateRecoveryPointFromParent',
        'backup:UpdateRecoveryPointLifecycle',
      ],
      // In a vault's policy, * is every recovery point of the vault, whose ARNs belong to many services.
      resources: ['*'],
      principals: [{ type: 'AWS', identifiers: ['*'] }],
    },
  ];
}
