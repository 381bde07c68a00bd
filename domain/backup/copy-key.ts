import { type Finding, refusal } from '../finding';
import { typesOf } from './cold-storage';
import { isCrossAccount, targetOf } from './copies';
import { defaultVault, isDefault, type KnownVault } from './known-vaults';
import type { VaultLocation } from './model';
import type { ResourceType } from './resource-types';
import type { WrittenRule } from './written-rule';

/** The keys of the vaults on both sides of a copy. */
export function copyKeyFindings({ value, copies, plan, own, vaults, optedIn }: WrittenRule): Finding[] {
  return copies.flatMap((copy) => {
    const target = targetOf(copy.value, vaults);
    // What no account can copy needs no key.
    if (target.region === '' || vaults.organization?.accounts.has(target.accountId) === false) return [];
    const path = copy.at('target');
    const crossAccount = isCrossAccount(target, vaults);
    const destination = (crossAccount ? defaultVault(target) : undefined) ?? vaults.vaultAt(target);
    const atSource = own.flatMap((location) => {
      if (!crossAccount && location.region === target.region) return [];
      const types = typesOf(plan.selections, optedIn?.(location.region));
      return [
        ...(crossAccount
          ? copyUnderAwsManagedKey({
              path,
              targetAccountId: target.accountId,
              vault: value.vault ?? '',
              vaultKeyIsAwsManaged: vaults.vaultAt(location)?.key === 'aws-managed',
              types,
            })
          : []),
        ...(destination?.key === 'aws-managed' ? destinationKeyAwsManaged(target.vault, types, path) : []),
      ];
    });
    if (!crossAccount || destination?.key !== 'aws-managed') return atSource;
    const into = copyIntoAwsManagedKey(target, destination, path);
    // In the baseline, one setting is the key of the vaults of both accounts.
    const isOneSetting = own.some((location) => isSameDefinition(vaults.vaultAt(location), destination));
    if (!isOneSetting || atSource.every(({ severity }) => severity !== 'error')) return [into, ...atSource];
    return atSource.map((finding) => (finding.severity === 'error' ? { ...finding, remedy: into.remedy } : finding));
  });
}

function isSameDefinition(source: KnownVault | undefined, destination: KnownVault): boolean {
  return source?.owner === destination.owner && source.name === destination.name && !isDefault(destination);
}

/**
 * A vault of another account encrypts copies with its own key, which must be open to the account that copies.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
function copyIntoAwsManagedKey({ vault, accountId }: VaultLocation, known: KnownVault, path: string): Finding {
  const other = `copy into a vault with a customer-managed key in account ${accountId}`;
  return refusal({
    rule: 'copy-into-aws-managed-key',
    path,
    message: `copies into vault ${vault} of account ${accountId} would fail: its AWS-managed key cannot be shared with other accounts`,
    remedy: isDefault(known) ? other : `give vault ${vault} of ${known.owner} a customer-managed key, or ${other}`,
  });
}

/**
 * Copies to another region or account of types that AWS Backup does not fully manage. In practice some of them work: a
 * warning.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html#copy-encryption
 */
function destinationKeyAwsManaged(vault: string, types: readonly ResourceType[], path: string): Finding[] {
  const bySource = types.filter((type) => type.encryptedBy === 'source');
  if (bySource.length === 0) return [];
  return [
    {
      rule: 'copy-destination-key',
      severity: 'warning',
      source: 'backupctl',
      path,
      message: `copies of ${names(bySource)} need a customer-managed key on the destination vault, but vault ${vault} has an AWS-managed key`,
      remedy: `give vault ${vault} a customer-managed key, or copy into a vault that has one`,
    },
  ];
}

/** A copy into a vault of another account. */
interface CrossAccountCopy {
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
