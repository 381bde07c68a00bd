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

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

const FOR_SERVICES = { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] };

function copyBy(accounts: readonly string[]): Statement[] {
  const identifiers = accounts.map((account) => `arn:aws:iam::${account}:root`).toSorted();
  const shared = { resources: ['*'], principals: [{ type: 'AWS' as const, identifiers }] };
  return [
    { ...shared, sid: 'CopyToAccounts', actions: USE },
    { ...shared, sid: 'GrantToServicesOfAccounts', actions: ['kms:CreateGrant'], condition: [FOR_SERVICES] },
  ];
}

/**
 * What the key of a vault also needs if accounts of the organization copy into it: a copy is encrypted with the key of its
 * destination.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export function copiesFromOrganization(organizationId: string): Statement[] {
  const member = { test: 'StringEquals', variable: 'aws:PrincipalOrgID', values: [organizationId] };
  const shared = { resources: ['*'], principals: [{ type: 'AWS' as const, identifiers: ['*'] }] };
  return [
    { ...shared, sid: 'CopyFromOrganization', actions: USE, condition: [member] },
    {
      ...shared,
      sid: 'GrantToServicesOfOrganization',
      actions: ['kms:CreateGrant'],
      condition: [member, FOR_SERVICES],
    },
  ];
}
