import { lockNotPossible } from '../../domain/backup/lock';
import { eventNotSent, notifiedEvents } from '../../domain/backup/vault-events';
import { type Finding, refusal } from '../../domain/finding';
import type { Environment, Vault } from '../schema';
import { vaultPath } from './config-paths';
import { below, type EnvironmentRule, rulesOf, type Surroundings } from './environment-rule';
import { keyNotUsable } from './vault-key';

const TELLS_FAILED_BACKUPS = 'BACKUP_JOB_COMPLETED';

/** Vaults by themselves: key, lock and what they notify. */
export const vaults: EnvironmentRule = (environment, surroundings) =>
  environment.backup.vaults.flatMap((vault) => {
    const path = vaultPath(vault, environment);
    return [
      ...keyNotUsable(vault.key, vault.region, `${path}.key`),
      ...(vault.lock ? lockNotPossible(vault.lock, below(`${path}.lock`)) : []),
      ...admitsOtherOrganization(vault, surroundings, `${path}.accessPolicy.copiesFromOrganization`),
      ...notifiedEvents(vault).flatMap((event) => eventNotSent(event, `${path}.notify`)),
      ...failuresNotNotified(vault, environment, `${path}.notify`),
    ];
  });

function failuresNotNotified(vault: Vault, environment: Environment, path: string): Finding[] {
  const isWritten = rulesOf(environment).some(
    ({ plan, rule }) => plan.region === vault.region && rule.vault === vault.name,
  );
  if (!isWritten || vault.notify === 'unmanaged' || vault.notify.includes(TELLS_FAILED_BACKUPS)) return [];
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

/** A vault that another organization can copy into: AWS Backup copies only between accounts of one organization. */
function admitsOtherOrganization({ accessPolicy }: Vault, { organization }: Surroundings, path: string): Finding[] {
  const admitted = accessPolicy === 'unmanaged' ? undefined : accessPolicy?.copiesFromOrganization;
  if (admitted === undefined || organization === undefined || admitted === organization.id) return [];
  return [
    refusal({
      rule: 'vault-admits-other-organization',
      path,
      found: admitted,
      message: `the vault accepts copies from organization ${admitted}, but organization.ts describes ${organization.id}`,
      remedy: `write ${organization.id}, or leave it out`,
    }),
  ];
}
