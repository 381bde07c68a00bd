import { administerKeyBy } from '../iam/administer-key';
import type { Statement } from '../iam/statement';

/** The names of a vault's own key. */
export function vaultKeyNames(vault: string) {
  return {
    alias: `alias/backup-vault-${vault}`,
    description: `Encrypts the recovery points of vault ${vault}`,
    tag: `backup-vault-${vault}`,
  };
}

/**
 * The policy of a vault's own key.
 * @param copyTargets other accounts that recovery points are copied to: a copy reads its source with this key
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export function vaultKeyStatements(accountId: string, copyTargets: readonly string[]): Statement[] {
  return [administerKeyBy(accountId), ...(copyTargets.length === 0 ? [] : copyBy(copyTargets))];
}

function copyBy(accounts: readonly string[]): Statement[] {
  const identifiers = accounts.map((account) => `arn:aws:iam::${account}:root`).toSorted();
  const principals: Statement['principals'] = [{ type: 'AWS', identifiers }];
  return [
    {
      sid: 'CopyToAccounts',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      principals,
    },
    {
      sid: 'GrantToServicesOfAccounts',
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      principals,
      condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
    },
  ];
}
