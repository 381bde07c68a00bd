import type { Finding } from '../finding';
import type { ResourceType } from './resource-types';

/** A copy into a vault of another account. */
export interface CrossAccountCopy {
  readonly path: string;
  readonly targetAccountId: string;
  readonly vault: string;
  /** Whether the account's `aws/backup` key, which no other account can use, encrypts the source vault. */
  readonly vaultKeyIsAwsManaged: boolean;
  /** The types that the plan's selections can reach. */
  readonly types: readonly ResourceType[];
}

/**
 * Data under an AWS-managed key cannot be copied to another account: an error if the vault's key decides, a warning if
 * the source's own key decides, which the configuration does not contain.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export function copyUnderAwsManagedKey({
  path,
  targetAccountId,
  vault,
  vaultKeyIsAwsManaged,
  types,
}: CrossAccountCopy): Finding[] {
  const byVault = types.filter((type) => type.encryptedBy === 'vault');
  const bySource = types.filter((type) => type.encryptedBy === 'source');
  const findings: Finding[] = [];
  if (vaultKeyIsAwsManaged && byVault.length > 0) {
    findings.push({
      rule: 'copy-under-aws-managed-key',
      severity: 'error',
      source: 'backupctl',
      path,
      message: `copies to account ${targetAccountId} would fail for ${names(byVault)}: vault ${vault} encrypts them with the AWS-managed key, which no other account can use`,
      remedy: `give vault ${vault} a customer-managed key, or select only resources that keep the key of their source, such as EC2, EBS or RDS`,
    });
  }
  if (bySource.length > 0) {
    findings.push({
      rule: 'copy-under-source-key',
      severity: 'warning',
      source: 'backupctl',
      path,
      message: `copies to account ${targetAccountId} fail for each ${names(bySource)} resource that is encrypted with an AWS-managed key`,
      remedy: 'encrypt the resources with a customer-managed key that the other account can use',
    });
  }
  return findings;
}

function names(types: readonly ResourceType[]): string {
  return types.map(({ name }) => name).join(', ');
}
