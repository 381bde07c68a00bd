import { type Finding, type Locate, refusal } from '../finding';
import type { VaultContext } from './known-vaults';
import { retentionOutsideLock } from './lock';
import type { Lock, VaultLocation } from './model';
import type { WrittenRule } from './written-rule';

/** Every logically air-gapped vault is locked, for at least a week. */
const AIR_GAPPED_LOCK: Lock = { mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 36_500 };

const AIR_GAPPED_VAULT_ARN =
  /^arn:[^:]+:backup:([a-z0-9-]+|\$region):(\d{12}|\$account):backup-vault:([A-Za-z0-9_-]{2,50})$/;

/** The vault of a rule exists in each region of its plan, and its lock allows the retention. */
export function ownVault({ value, at, own, vaults }: WrittenRule): Finding[] {
  return own.flatMap((location) => {
    const vault = vaults.vaultAt(location);
    return vault ? retentionOutsideLock(value, at, vault) : vaultMissing(location, vaults, at);
  });
}

/** A vault that certainly does not exist. */
export function vaultMissing(location: VaultLocation, { whyMissing }: VaultContext, at: Locate<'vault'>): Finding[] {
  const why = whyMissing?.(location);
  if (!why) return [];
  return [refusal({ rule: 'vault-not-defined', path: at('vault'), found: location.vault, ...why })];
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html */
export function airGappedVault({ value, at, plan, isComplete, vaults: { accountId } }: WrittenRule): Finding[] {
  const { airGappedVaultArn: arn, deleteAfterDays } = value;
  if (arn === undefined) return [];
  const [, region = '', account = '', vault] = AIR_GAPPED_VAULT_ARN.exec(arn) ?? [];
  const isUsable =
    (region === '$region' || plan.regions.every((own) => own === region)) &&
    (account === '$account' || account === accountId);
  if (vault !== undefined && isUsable) {
    // A policy by itself can inherit the retention.
    if (deleteAfterDays === undefined && !isComplete) return [];
    return retentionOutsideLock(value, at, { name: vault, lock: AIR_GAPPED_LOCK });
  }
  // Other rules check the form that a policy requires.
  if (accountId === undefined) return [];
  const [own = ''] = plan.regions;
  return [
    {
      rule: 'air-gapped-vault-not-usable',
      severity: 'error',
      source: 'aws',
      path: at('airGappedVaultArn'),
      found: arn,
      message:
        vault === undefined
          ? 'it is not the ARN of a vault'
          : `the vault is in ${region} of account ${account}, but the plan is in ${own} of account ${accountId}`,
      remedy: `use arn:aws:backup:${own}:${accountId}:backup-vault:<name>`,
    },
  ];
}
