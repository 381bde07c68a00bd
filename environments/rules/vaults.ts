import { lockNotPossible, retentionOutsideLock } from '../../domain/backup/lock';
import { eventNotSent } from '../../domain/backup/vault-events';
import type { Finding } from '../../domain/finding';
import type { Environment, Vault } from '../schema';
import { below, type EnvironmentRule, type PlacedRule, rulesOf } from './environment-rule';
import { findVault } from './lookups';

const KEY_ARN = /^arn:aws:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/;

/** Vaults by themselves: key, lock and what they notify. */
export const vaults: EnvironmentRule = ({ backup }) =>
  backup.vaults.flatMap((vault) => {
    const path = `backup.vaults.${vault.name}`;
    return [
      ...keyNotUsable(vault, `${path}.key`),
      ...(vault.lock ? lockNotPossible(vault.lock, below(`${path}.lock`)) : []),
      ...vault.notify.flatMap((event) => eventNotSent(event, `${path}.notify`)),
    ];
  });

/** Rules against the vaults that they write to: each is there, and its lock takes what they keep. */
export const vaultReferences: EnvironmentRule = (environment, { all }) =>
  rulesOf(environment).flatMap((placed) => [
    ...ownVault(environment, placed),
    ...copyTargets(environment, all, placed),
  ]);

function ownVault(environment: Environment, { plan, rule, path }: PlacedRule): Finding[] {
  const vault = findVault(environment, rule.vault, plan.region);
  if (!vault) return [notDefined(environment, rule.vault, plan.region, `${path}.vault`)];
  return vault.lock ? retentionOutsideLock({ at: below(path), ...rule, vault: vault.name, lock: vault.lock }) : [];
}

function copyTargets(
  environment: Environment,
  all: readonly Environment[],
  { plan, rule, path }: PlacedRule,
): Finding[] {
  return rule.copies.flatMap((copy): Finding[] => {
    const place = `${path}.copies.${copy.vault}`;
    if (copy.accountId === environment.accountId && copy.region === plan.region && copy.vault === rule.vault) {
      return [copiesIntoItself(copy.vault, copy.region, place)];
    }
    const owner = all.find(({ accountId }) => accountId === copy.accountId);
    // Vaults of an account that is not ours to configure cannot be known.
    if (!owner) return [];
    const vault = findVault(owner, copy.vault, copy.region);
    if (!vault) return [notDefined(owner, copy.vault, copy.region, `${place}.vault`)];
    return [
      ...(vault.lock ? retentionOutsideLock({ at: below(place), ...copy, vault: vault.name, lock: vault.lock }) : []),
      ...(owner === environment ? [] : copyNotAdmitted(environment, owner, vault, place)),
    ];
  });
}

function notDefined(owner: Environment, name: string, region: string, path: string): Finding {
  const there = owner.backup.vaults.filter((vault) => vault.region === region).map((vault) => vault.name);
  const known = there.length > 0 ? `${owner.name} has ${there.join(', ')} there` : `${owner.name} has no vault there`;
  return {
    rule: 'vault-not-defined',
    severity: 'error',
    source: 'ours',
    path,
    found: name,
    message: `vault ${name} is not defined in ${region}: ${known}`,
    remedy: `add { name: '${name}', region: '${region}' } to backup.vaults of environment ${owner.name}, or name a vault that is there`,
  };
}

function copiesIntoItself(vault: string, region: string, path: string): Finding {
  return {
    rule: 'copy-into-itself',
    severity: 'error',
    source: 'ours',
    path,
    message: `copies into vault ${vault} in ${region}, which is where the rule itself writes`,
    remedy: 'copy into another region or account, or leave the copy out',
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
      source: 'ours',
      path,
      message: `vault ${vault.name} of environment ${owner.name} takes no copies from account ${environment.accountId}`,
      remedy: `add '${environment.accountId}' to accessPolicy.copiesFromAccounts of that vault`,
    },
  ];
}

function keyNotUsable(vault: Vault, path: string): Finding[] {
  if (vault.key === 'aws-managed' || vault.key === 'customer-managed') return [];
  const keyRegion = KEY_ARN.exec(vault.key)?.[1];
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
          ? `${vault.key} is no key of a vault`
          : `the key lies in ${keyRegion}, but the vault in ${vault.region}`,
      remedy: `use 'aws-managed', 'customer-managed' or the ARN of a key in ${vault.region}`,
    },
  ];
}
