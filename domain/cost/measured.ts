import type { CostAccount, DeclaredSize } from './model';
import { plansOf } from './rows';

/** A recovery point as AWS lists it, as far as it shows a size. */
export interface SizedPoint {
  readonly region: string;
  readonly vault: string;
  readonly resource: string;
  readonly type: string;
  readonly createdAt: string;
  /** Undefined if AWS reports none. */
  readonly bytes?: number;
}

/** A declared size, and what AWS reports instead. */
export interface MeasuredSize {
  /** The member that has this much; undefined for a size of an environment. */
  readonly account?: string;
  readonly size: string;
  readonly declaredGb: number;
  /** Null if AWS's figures do not show it: the declared size is used. */
  readonly measuredGb: number | null;
  /** Why not. */
  readonly reason?: string;
}

/** AWS bills in units of 2^30 bytes. */
const GIGABYTE = 1024 ** 3;

/**
 * Measures declared sizes: the newest recovery point of each resource, in the vaults of the plans that back it up. AWS
 * reports the size of a backup, not how much of it has changed: the daily change remains the declared one.
 */
export function measuredSizes(account: CostAccount, points: readonly SizedPoint[]): MeasuredSize[] {
  const vaultsOf = (size: DeclaredSize): Set<string> => vaultsWith(account, size);
  return account.sizes.map((size) => {
    const vaults = vaultsOf(size);
    const alike = account.sizes.filter(({ type, region }) => type === size.type && region === size.region);
    const isShared = alike.some((other) => other !== size && [...vaultsOf(other)].some((vault) => vaults.has(vault)));
    const own = points.filter(
      ({ type, region, vault }) => type === size.type && region === size.region && vaults.has(vault),
    );
    const measured = { size: size.name, declaredGb: size.sizeGb };
    const unknown = (reason: string): MeasuredSize => ({ ...measured, measuredGb: null, reason });
    if (isShared) return unknown('another size of this type has the same vault');
    const newest = newestByResource(own);
    if (newest.length === 0) return unknown('there are no recovery points');
    if (newest.some(({ bytes }) => bytes === undefined)) return unknown('AWS reports no size of some recovery points');
    const bytes = newest.reduce((sum, point) => sum + (point.bytes ?? 0), 0);
    return bytes === 0 ? unknown('AWS reports no size') : { ...measured, measuredGb: bytes / GIGABYTE };
  });
}

function vaultsWith(account: CostAccount, size: DeclaredSize): Set<string> {
  return new Set(plansOf(account, size).flatMap(({ rules }) => rules.flatMap(({ vault }) => vault ?? [])));
}

/** The vaults that show the sizes of an account, each once. */
export function measuringVaults(account: CostAccount): { readonly region: string; readonly vault: string }[] {
  const all = account.sizes.flatMap((size) =>
    [...vaultsWith(account, size)].map((vault) => ({ region: size.region, vault })),
  );
  return [...new Map(all.map((one) => [`${one.region} ${one.vault}`, one])).values()];
}

function newestByResource(points: readonly SizedPoint[]): SizedPoint[] {
  const newest = new Map<string, SizedPoint>();
  for (const point of points) {
    const known = newest.get(point.resource);
    if (known === undefined || known.createdAt < point.createdAt) newest.set(point.resource, point);
  }
  return [...newest.values()];
}

/** The account with measured sizes where there are any. */
export function withMeasured(account: CostAccount, measured: readonly MeasuredSize[]): CostAccount {
  const sizes = account.sizes.map((size) => {
    const found = measured.find((one) => one.size === size.name);
    return { ...size, sizeGb: found?.measuredGb ?? size.sizeGb };
  });
  return { ...account, sizes };
}
