import type { Inventory, Snapshot } from './inventory';
import { originOfServer, snapshotNotOwned } from './ownership';
import type { PruneRequest } from './prune-request';
import { secondOf, type Line } from './ranking';
import type { SnapshotVerdict, Verdict } from './verdict';

interface Kept {
  readonly lines: readonly Line[];
  /** The number of images to keep of each series. */
  readonly generations: number;
}

/**
 * Snapshots of a server whose image no longer exists. A run leaves them behind when it ends between the deregistration of
 * an image and the deletion of its snapshots. The next run deletes them.
 */
export function leftovers(
  request: PruneRequest,
  { images, snapshots, uses }: Inventory,
  kept: Kept,
): { pruned: SnapshotVerdict[]; kept: Verdict[] } {
  const existing = new Set(images.map(({ id }) => id));
  const referredTo = new Set(images.flatMap(({ snapshotIds }) => snapshotIds));
  const left: { pruned: SnapshotVerdict[]; kept: Verdict[] } = { pruned: [], kept: [] };
  for (const snapshot of snapshots) {
    const origin = originOfServer(snapshot, request);
    if (origin === undefined || referredTo.has(snapshot.id) || existing.has(origin.imageId)) continue;
    const use = uses.find(({ id }) => id === snapshot.id);
    const obstacle =
      snapshotNotOwned(snapshot, request) ??
      (use ? `${use.by} uses it` : undefined) ??
      notOlder(snapshot, origin.instanceId, kept);
    const { id } = snapshot;
    if (obstacle === undefined) left.pruned.push({ id, imageIds: [], reason: `left behind by ${origin.imageId}` });
    else left.kept.push({ id, reason: `${origin.imageId} is gone, but ${obstacle}` });
  }
  return left;
}

/**
 * Why a snapshot is possibly not older than all images that are kept, or undefined when it is older. A run leaves only
 * older ones behind; a newer one can belong to an image in progress, or be the last backup of the server.
 */
function notOlder({ startedAt }: Snapshot, instanceId: string, { lines, generations }: Kept): string | undefined {
  const line = lines.find(({ source }) => source === instanceId);
  const oldest = secondOf(line?.images.slice(0, generations).at(-1)?.createdAt);
  if (oldest === undefined) return `no available image of ${instanceId} is kept`;
  const started = secondOf(startedAt);
  return started !== undefined && started <= oldest ? undefined : 'it is not older than the generations that are kept';
}
