import { lockNotPossible, retentionOutsideLock } from '../../domain/backup/lock';
import type { Lock } from '../../domain/backup/model';
import { REGIONS } from '../../domain/backup/partitions';
import { eventNotSent } from '../../domain/backup/vault-events';
import type { Finding } from '../../domain/finding';
import type { Copy, Environment, Vault } from '../schema';
import { below, type EnvironmentRule, type PlacedRule, rulesOf } from './environment-rule';
import { findVault } from './lookups';
import { regionOfKey } from './formats';
import { copyPath, vaultPath } from './config-paths';

const AIR_GAPPED_VAULT_ARN = /^arn:aws:backup:([a-z0-9-]+):(\d{12}):backup-vault:([A-Za-z0-9_-]{2,50})$/;
/** Every logically air-gapped vault is locked, for at least a week. */
const AIR_GAPPED_LOCK: Lock = { mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 36_500 };

const TELLS_FAILED_BACKUPS = 'BACKUP_JOB_COMPLETED';

/** Vaults by themselves: key, lock and what they notify. */
export const vaults: EnvironmentRule = (environment) =>
  environment.backup.vaults.flatMap((vault) => {
    const path = vaultPath(vault, environment);
    return [
      ...keyNotUsable(vault, `${path}.key`),
      ...(vault.lock ? lockNotPossible(vault.lock, below(`${path}.lock`)) : []),
      ...vault.notify.flatMap((event) => eventNotSent(event, `${path}.notify`)),
      ...failuresNotNotified(vault, environment, `${path}.notify`),
    ];
  });

/** Rules and the vaults they write to: each vault exists, and its lock accepts the retention. */
export const vaultReferences: EnvironmentRule = (environment, { all }) =>
  rulesOf(environment).flatMap((placed) => [
    ...ownVault(environment, placed),
    ...airGappedVault(environment, placed),
    ...copyTargets(environment, all, placed),
  ]);

function ownVault(environment: Environment, { plan, rule, path }: PlacedRule): Finding[] {
  const vault = findVault(environment, rule.vault, plan.region);
  if (!vault) return notDefined(environment, rule.vault, plan.region, `${path}.vault`);
  return retentionOutsideLock(rule, below(path), vault);
}

function copyTargets(
  environment: Environment,
  all: readonly Environment[],
  { plan, rule, path }: PlacedRule,
): Finding[] {
  return rule.copies.flatMap((copy, index): Finding[] => {
    const place = copyPath(copy, rule, path, environment);
    if (rule.copies.findIndex((other) => sameTarget(copy, other)) < index) return [copiedTwice(copy, place)];
    if (copy.accountId === environment.accountId && copy.region === plan.region && copy.vault === rule.vault) {
      return [copiesIntoItself(copy.vault, copy.region, place)];
    }
    const owner = all.find(({ accountId }) => accountId === copy.accountId);
    // Vaults of an account outside this configuration are unknown.
    if (!owner) return [];
    const vault = findVault(owner, copy.vault, copy.region);
    if (!vault) return notDefined(owner, copy.vault, copy.region, `${place}.vault`);
    return [
      ...retentionOutsideLock(copy, below(place), vault),
      ...(owner === environment ? [] : copyNotAdmitted(environment, owner, vault, place)),
    ];
  });
}

function sameTarget(copy: Copy, other: Copy): boolean {
  return copy.vault === other.vault && copy.region === other.region && copy.accountId === other.accountId;
}

function copiedTwice({ vault, region, accountId }: Copy, path: string): Finding {
  return {
    rule: 'copy-twice',
    severity: 'error',
    source: 'backupctl',
    path,
    message: `copies twice into vault ${vault} in ${region} of account ${accountId}`,
    remedy: 'remove one of the copies',
  };
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html */
function airGappedVault({ accountId }: Environment, { plan, rule, path }: PlacedRule): Finding[] {
  const arn = rule.airGappedVaultArn;
  if (arn === undefined) return [];
  const [, region, account, vault] = AIR_GAPPED_VAULT_ARN.exec(arn) ?? [];
  if (vault !== undefined && region === plan.region && account === accountId) {
    return retentionOutsideLock(rule, below(path), { name: vault, lock: AIR_GAPPED_LOCK });
  }
  return [
    {
      rule: 'air-gapped-vault-not-usable',
      severity: 'error',
      source: 'aws',
      path: `${path}.airGappedVaultArn`,
      found: arn,
      message:
        vault === undefined
          ? 'it is not the ARN of a vault'
          : `the vault is in ${region} of account ${account}, but the plan is in ${plan.region} of account ${accountId}`,
      remedy: `use arn:aws:backup:${plan.region}:${accountId}:backup-vault:<name>`,
    },
  ];
}

function failuresNotNotified(vault: Vault, environment: Environment, path: string): Finding[] {
  const isWritten = rulesOf(environment).some(
    ({ plan, rule }) => plan.region === vault.region && rule.vault === vault.name,
  );
  if (!isWritten || vault.notify.includes(TELLS_FAILED_BACKUPS)) return [];
  return [
    {
      rule: 'failures-not-notified',
      severity: 'warning',
      source: 'backupctl',
      path,
      message: `no one is notified of failed backup jobs of vault ${vault.name}`,
      remedy: `add ${TELLS_FAILED_BACKUPS}`,
    },
  ];
}

function notDefined(owner: Environment, name: string, region: string, path: string): Finding[] {
  // An unknown region has no vault. It is reported where it is written.
  if (!REGIONS.includes(region)) return [];
  const there = owner.backup.vaults.filter((vault) => vault.region === region).map((vault) => vault.name);
  const known = there.length > 0 ? `${owner.name} has ${there.join(', ')} there` : `${owner.name} has no vault there`;
  return [
    {
      rule: 'vault-not-defined',
      severity: 'error',
      source: 'backupctl',
      path,
      found: name,
      message: `vault ${name} is not defined in ${region}: ${known}`,
      remedy: `add { name: '${name}', region: '${region}' } to backup.vaults of environment ${owner.name}, or use a vault that exists there`,
    },
  ];
}

function copiesIntoItself(vault: string, region: string, path: string): Finding {
  return {
    rule: 'copy-into-itself',
    severity: 'error',
    source: 'backupctl',
    path,
    message: `copies into vault ${vault} in ${region}, which the rule itself writes to`,
    remedy: 'copy to another region or account, or remove the copy',
  };
}

function copyNotAdmitted(environment: Environment, owner: Environment, vault: Vault, path: string): Finding[] {
  const policy = vault.accessPolicy;
  if (policy?.copiesFromOrganization !== undefined || policy?.copiesFromAccounts.includes(environment.accountId))
    return [];
  return [
    {
      rule: 'copy-not-admitted',
      severity: 'error',
      source: 'backupctl',
      path,
      message: `vault ${vault.name} of environment ${owner.name} accepts no copies from account ${environment.accountId}`,
      remedy: `add '${environment.accountId}' to accessPolicy.copiesFromAccounts of that vault`,
    },
  ];
}

function keyNotUsable(vault: Vault, path: string): Finding[] {
  if (vault.key === 'aws-managed' || vault.key === 'customer-managed') return [];
  const keyRegion = regionOfKey(vault.key);
  if (keyRegion === vault.region) return [];
  return [
    {
      rule: 'vault-key-not-usable',
      severity: 'error',
      source: 'aws',
      path,
      found: vault.key,
      message:
        keyRegion === undefined
          ? `"${vault.key}" is not a key for a vault`
          : `the key is in ${keyRegion}, but the vault is in ${vault.region}`,
      remedy: `use 'aws-managed', 'customer-managed' or the ARN of a key in ${vault.region}`,
    },
  ];
}
