import type { PolicyStatement } from '../iam/statement';

/** What `backupctl cost --from-aws` reads in an account. Policies can name any vault. */
export function costReads(account: string): PolicyStatement {
  return {
    sid: 'ListRecoveryPoints',
    actions: ['backup:ListRecoveryPointsByBackupVault'],
    resources: [`arn:aws:backup:*:${account}:backup-vault:*`],
  };
}
