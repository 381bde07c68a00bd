import type { KnownVault } from '../backup/known-vaults';
import { MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP } from '../backup/lifecycle';
import { type Lifecycle, type PlacedPlan, type PlacedRule, type VaultLocation, vaultOfArn } from '../backup/model';
import type { Finding } from '../finding';
import type { SourceIndex, Store } from './data';

export interface StoreContext {
  readonly accountId: string;
  readonly vaultAt: (location: VaultLocation) => KnownVault | undefined;
  /** Where the author wrote what has a path of the model. */
  readonly source: (path: string) => SourceIndex;
  /** Warnings about a path of the model. */
  readonly warnings: (path: string) => readonly Finding[];
}

/** A store, without what the schedule of its rule determines. */
type PlacedStore = Omit<Store, 'recoveryPoints'>;

/** Every place that keeps recovery points of a rule, in each region of its plan. */
export function storesOf({ value: { regions } }: PlacedPlan, rule: PlacedRule, context: StoreContext): PlacedStore[] {
  return regions.flatMap((home) => [...primary(rule, home, context), ...copies(rule, home, context)]);
}

function primary({ value, at }: PlacedRule, home: string, context: StoreContext): PlacedStore[] {
  const { vault, deleteAfterDays, airGappedVaultArn } = value;
  const source = context.source(deleteAfterDays === undefined ? at('name') : at('deleteAfterDays'));
  const stores: PlacedStore[] = [];
  if (vault !== undefined) {
    const location = { vault, region: home, accountId: '' };
    if (value.continuous) {
      const keepDays = Math.min(deleteAfterDays ?? Infinity, MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP);
      const continuous = store('continuous', location, home, { archive: false, deleteAfterDays: keepDays }, context);
      stores.push({ ...continuous, source: context.source(at('continuous')) });
    }
    stores.push({ ...store('vault', location, home, value, context), source });
  }
  if (airGappedVaultArn !== undefined) {
    const { region, ...location } = vaultOfArn(airGappedVaultArn);
    const placed = { ...location, region: region.startsWith('$') ? home : region };
    const lifecycle = { ...value, coldStorageAfterDays: undefined };
    stores.push({
      ...store('air-gapped', placed, home, lifecycle, context),
      lock: { mode: 'compliance', minDays: null, maxDays: null },
      source: context.source(at('airGappedVaultArn')),
    });
  }
  return stores;
}

function copies(rule: PlacedRule, home: string, context: StoreContext): PlacedStore[] {
  return rule.copies.map(({ value, at }) => {
    const path = at('target');
    return {
      ...store('copy', value, home, value, context),
      problems: context.warnings(path).map(({ message, remedy }) => `${message} → ${remedy}`),
      source: context.source(path),
    };
  });
}

function store(
  kind: Store['kind'],
  location: VaultLocation,
  home: string,
  { deleteAfterDays, coldStorageAfterDays }: Lifecycle,
  { accountId, vaultAt }: StoreContext,
): Omit<Store, 'source' | 'recoveryPoints'> {
  const isOwn = location.accountId === '' || location.accountId.startsWith('$') || location.accountId === accountId;
  const known = vaultAt({ ...location, accountId: isOwn ? accountId : location.accountId });
  const { key = null, lock } = known ?? {};
  return {
    kind,
    vault: location.vault,
    region: location.region,
    home,
    account: isOwn ? '' : location.accountId,
    keepDays: deleteAfterDays ?? null,
    coldAfterDays: coldStorageAfterDays ?? null,
    key,
    lock: lock
      ? { mode: lock.mode, minDays: lock.minRetentionDays ?? null, maxDays: lock.maxRetentionDays ?? null }
      : null,
    problems: [],
  };
}
