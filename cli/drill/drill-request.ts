import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { backupRoleArn } from '../../domain/backup/service-roles';
import { vaultTopicArn } from '../../domain/notifications/topic-arns';
import { vaultNotDrillable } from '../../domain/drill/vault-not-drillable';
import type { Finding } from '../../domain/finding';
import { labelOf } from '../../environments/rules/notifications';
import type { Environment, Vault } from '../../environments/schema';
import type { DrillRequest } from '../../operations/drill/request';
import { RefusedInputError } from '../exit-code';
import { configuredVaults } from '../configured-vaults';

/** Where a drill takes place, and whom it asks. */
export interface PreparedDrill extends Pick<
  DrillRequest,
  'accountId' | 'region' | 'vault' | 'publisher' | 'topicArn' | 'roleArn' | 'filters'
> {
  /** Part of the names of what the drill creates. */
  readonly name: string;
  /** What creates the vault, for messages. */
  readonly creator: string;
  /** Why the vault cannot be used, as it is configured. */
  readonly refusals: readonly Finding[];
}

/** @throws {RefusedInputError} when the environment has no such vault, or several */
export function environmentDrill(environment: Environment, name: string, wanted: string | undefined): PreparedDrill {
  const vault = configuredVault(environment, name, wanted);
  const topicArn = vaultTopicArn(environment, vault);
  return {
    name: environment.name,
    accountId: environment.accountId,
    region: vault.region,
    vault: vault.name,
    topicArn,
    creator: "the environment's backup stack",
    roleArn: backupRoleArn(environment),
    filters: distinctFilters(environment),
    refusals: configuredRefusals(vault, topicArn),
  };
}

/**
 * The vault of an environment with this name: in the specified region, or else in the environment's own, or the only one.
 * @throws {RefusedInputError} when there is none, or more than one
 */
function configuredVault(environment: Environment, name: string, region: string | undefined): Vault {
  const named = configuredVaults(environment, { vault: name, region });
  const found = named.length === 1 ? named[0] : named.find((vault) => vault.region === environment.region);
  if (found) return found;
  const regions = named.map((vault) => vault.region).join(', ');
  throw new RefusedInputError(
    `${environment.name} has several vaults "${name}".\n→ specify the region with --region: ${regions}`,
  );
}

/** Why a configured vault cannot be used for a drill. */
function configuredRefusals({ name, region, lock, accessPolicy, notify }: Vault, topicArn: string): Finding[] {
  const denial = { Statement: [{ Effect: 'Deny', Action: 'backup:DeleteRecoveryPoint' }] };
  return vaultNotDrillable({
    path: `vault ${name} in ${region}`,
    lock: lock?.mode ?? 'none',
    // AWS is asked for what is unmanaged, too, before the drill.
    notifications: notify === 'unmanaged' || notify.length === 0 ? undefined : { topicArn, events: notify },
    accessPolicy:
      accessPolicy !== 'unmanaged' && accessPolicy?.denyManualDeletion === true ? JSON.stringify(denial) : undefined,
    topicArn: notify === 'unmanaged' ? undefined : topicArn,
  });
}

/** Each distinct filter of the subscriptions, with its subscribers; the default filter without subscribers. */
export function distinctFilters({
  notifications: { subscriptions },
}: Pick<Environment, 'notifications'>): DrillRequest['filters'] {
  const labels = new Map<string, string[]>();
  for (const subscription of subscriptions) {
    const filter = JSON.stringify(subscription.filter ?? DEFAULT_FILTER);
    labels.set(filter, [...(labels.get(filter) ?? []), labelOf(subscription)]);
  }
  if (labels.size === 0) return [{ label: 'no subscriber yet', filter: DEFAULT_FILTER }];
  return [...labels].map(([filter, who]) => ({
    label: who.join(', '),
    filter: JSON.parse(filter) as DrillRequest['filters'][number]['filter'],
  }));
}
