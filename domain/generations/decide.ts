import type { Image, Inventory, Snapshot } from './inventory';
import { leftovers } from './leftovers';
import { copiedFrom, isRelated, notOwned, snapshotNotOwned, sourceOf } from './ownership';
import type { PruneRequest } from './prune-request';
import { linesOf, notAGeneration, type Line, type Sourced } from './ranking';
import type { Decision, SnapshotVerdict, Verdict } from './verdict';

/** Decides which images of a server, and which of their snapshots, are pruned (S5). In doubt, they are kept. */
export function decide(request: PruneRequest, inventory: Inventory): Decision {
  const marked = new Map(inventory.snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const related = inventory.images.filter((image) => isRelated(image, request));
  const sourced = related.map((image) => ({
    image,
    source: sourceOf(image, marked),
    copyOf: copiedFrom(image, marked),
  }));
  const ours = sourced.filter(({ image, source }) => notOwned(image, source, request) === undefined);
  const lines = linesOf(ours, request.instanceId);
  // The newest image is always kept.
  const generations = Math.max(1, request.generations);

  const verdicts = new Map([
    ...sourced.flatMap((one) => verdictOfOutsider(one, request)),
    ...lines.flatMap((line) => verdictsOfLine(line, generations, inventory)),
  ]);
  const pruned = lines.flatMap(({ images }) => images.toReversed()).filter(({ id }) => verdicts.get(id)?.isPruned);
  const decidedSnapshots = snapshotsOf(pruned, { request, inventory, marked });
  const left = leftovers(request, inventory, { lines, generations });
  return {
    images: pruned.map(({ id }) => ({ id, reason: verdicts.get(id)?.reason ?? '' })),
    snapshots: [...decidedSnapshots.pruned, ...left.pruned],
    kept: [...related.flatMap(({ id }) => keptOf(id, verdicts.get(id))), ...decidedSnapshots.kept, ...left.kept],
  };
}

interface ImageVerdict {
  readonly isPruned: boolean;
  readonly reason: string;
}

/** For an image that belongs to no series. */
function verdictOfOutsider(sourced: Sourced, request: PruneRequest): [string, ImageVerdict][] {
  const { image, source } = sourced;
  const reason = notOwned(image, source, request) ?? notAGeneration(sourced);
  return reason === undefined ? [] : [[image.id, { isPruned: false, reason }]];
}

function verdictsOfLine({ images }: Line, generations: number, { uses }: Inventory): [string, ImageVerdict][] {
  return images.map(({ id, isProtected }, index) => {
    if (index < generations) return [id, { isPruned: false, reason: `generation ${index + 1} of ${generations}` }];
    const use = uses.find((one) => one.id === id);
    if (use) return [id, { isPruned: false, reason: `${use.by} uses it` }];
    if (isProtected) return [id, { isPruned: false, reason: 'it is protected from deregistration' }];
    const kept = generations === 1 ? 'the last generation' : `${generations} generations`;
    return [id, { isPruned: true, reason: `older than ${kept}` }];
  });
}

function keptOf(id: string, verdict: ImageVerdict | undefined): Verdict[] {
  return verdict === undefined || verdict.isPruned ? [] : [{ id, reason: verdict.reason }];
}

interface Known {
  readonly request: PruneRequest;
  readonly inventory: Inventory;
  readonly marked: ReadonlyMap<string, Snapshot>;
}

/** Decides on the snapshots of pruned images. */
function snapshotsOf(
  pruned: readonly Image[],
  { request, inventory, marked }: Known,
): { pruned: SnapshotVerdict[]; kept: Verdict[] } {
  const goes = new Set(pruned.map(({ id }) => id));
  const decided: { pruned: SnapshotVerdict[]; kept: Verdict[] } = { pruned: [], kept: [] };
  for (const id of new Set(pruned.flatMap(({ snapshotIds }) => snapshotIds))) {
    const imageIds = inventory.images.filter(({ snapshotIds }) => snapshotIds.includes(id)).map((image) => image.id);
    const sharing = imageIds.find((imageId) => !goes.has(imageId));
    const use = sharing === undefined ? inventory.uses.find((one) => one.id === id)?.by : `image ${sharing}`;
    const obstacle = snapshotNotOwned(marked.get(id), request) ?? (use === undefined ? undefined : `${use} uses it`);
    if (obstacle === undefined) decided.pruned.push({ id, imageIds, reason: `snapshot of ${imageIds.join(', ')}` });
    else decided.kept.push({ id, reason: obstacle });
  }
  return decided;
}
