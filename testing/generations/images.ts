import type { Image, Inventory, Snapshot } from '../../domain/generations/inventory';
import type { PruneRequest } from '../../domain/generations/prune-request';

const SERVER = 'web1';
export const INSTANCE = 'i-0a';
export const OTHER_INSTANCE = 'i-0b';

export function request(changes: Partial<PruneRequest> = {}): PruneRequest {
  return { serverName: SERVER, generations: 2, instanceId: INSTANCE, dryRun: false, ...changes };
}

/** 03:30 on this day of November. */
export function day(number: number): string {
  return `2026-11-${String(number).padStart(2, '0')}T03:30:00.000Z`;
}

/** The tags that the backup writes. */
export const OWN_TAGS = { Name: SERVER, AutoBackup: 'true', SourceInstance: INSTANCE };

type Tagged<T> = Partial<Omit<T, 'tags'>> & { readonly tags?: Readonly<Record<string, string>> };

/** An image of the server, made on a day; its id is `ami-` and the day. */
export function image(on: number, { tags = OWN_TAGS, ...changes }: Tagged<Image> = {}): Image {
  const id = changes.id ?? `ami-${on}`;
  return {
    id,
    name: `${SERVER}-${on}`,
    state: 'available',
    createdAt: day(on),
    snapshotIds: [`snap-${on}`],
    sourceInstanceId: undefined,
    sourceImageId: undefined,
    isProtected: false,
    ...changes,
    tags: new Map(Object.entries(tags)),
  };
}

/** The snapshot of the image of a day. */
export function snapshot(on: number, { tags = OWN_TAGS, ...changes }: Tagged<Snapshot> = {}): Snapshot {
  return {
    id: `snap-${on}`,
    description: `Created by CreateImage(${INSTANCE}) for ami-${on}`,
    startedAt: day(on),
    ...changes,
    tags: new Map(Object.entries(tags)),
  };
}

/** Images with a snapshot each. CopyImage does not mark the snapshots of a copy. */
export function inventory(images: readonly Image[], changes: Partial<Inventory> = {}): Inventory {
  const originals = images.filter((one) => one.sourceImageId === undefined || one.sourceInstanceId !== undefined);
  const snapshots = originals.flatMap(({ id, tags, snapshotIds, createdAt }) =>
    snapshotIds.map((snapshotId) => ({
      id: snapshotId,
      description: `Created by CreateImage(${tags.get('SourceInstance') ?? INSTANCE}) for ${id}`,
      startedAt: createdAt,
      tags,
    })),
  );
  return { images, snapshots, uses: [], ...changes };
}
