import type { EC2Client } from '@aws-sdk/client-ec2';

import { decide } from '../domain/generations/decide';
import type { Inventory, Use } from '../domain/generations/inventory';
import type { PruneRequest } from '../domain/generations/prune-request';
import type { Decision, Verdict } from '../domain/generations/verdict';
import { deleteSnapshot, deregisterImage, type Deletion } from './generations/delete';
import { ownImages } from './generations/images';
import { instanceUses } from './generations/instance-uses';
import { launchTemplateUses } from './generations/launch-template-uses';
import { markedSnapshots } from './generations/snapshots';

/** What became of a server's images and snapshots, each with the reason. */
export interface PruneReport {
  readonly request: PruneRequest;
  readonly deleted: readonly Verdict[];
  /** Only of a dry run, which deletes nothing. */
  readonly wouldDelete: readonly Verdict[];
  readonly kept: readonly Verdict[];
  /** What was to be deleted, and what went wrong. Another run tries again. */
  readonly failed: readonly Verdict[];
}

/**
 * Prunes the images of one server and their snapshots (S5). It may be cut off at any point, and run again.
 *
 * @throws {AwsError} when the inventory cannot be read: nothing is deleted then
 */
export async function pruneImages(ec2: EC2Client, request: PruneRequest): Promise<PruneReport> {
  // Snapshots first: none of them can then belong to an image that is made while the images are listed.
  const snapshots = await markedSnapshots(ec2);
  const images = await ownImages(ec2);
  const decision = await decideByUses(ec2, request, { images, snapshots });
  const nothing = { request, deleted: [], wouldDelete: [], kept: decision.kept, failed: [] };
  if (request.dryRun) {
    const wouldDelete = [...decision.images, ...decision.snapshots].map(({ id, reason }) => ({ id, reason }));
    return { ...nothing, wouldDelete };
  }
  const { deleted, kept, failed } = await carryOut(ec2, decision);
  return { ...nothing, deleted, kept: [...decision.kept, ...kept], failed };
}

/** Asks who uses images only when there are images to delete, and of instances, which come and go, last. */
async function decideByUses(ec2: EC2Client, request: PruneRequest, stock: Omit<Inventory, 'uses'>): Promise<Decision> {
  const decideWith = (uses: readonly Use[]): Decision => decide(request, { ...stock, uses });
  const unused = decideWith([]);
  if (unused.images.length + unused.snapshots.length === 0) return unused;
  const templates = await launchTemplateUses(ec2);
  const instances = await instanceUses(
    ec2,
    unused.images.map(({ id }) => id),
  );
  return decideWith([...templates, ...instances]);
}

type Ended = Pick<PruneReport, 'deleted' | 'kept' | 'failed'>;

async function carryOut(ec2: EC2Client, { images, snapshots }: Decision): Promise<Ended> {
  const deleted: Verdict[] = [];
  const kept: Verdict[] = [];
  const failed: Verdict[] = [];
  const note = ({ id, reason }: Verdict, { outcome, told }: Deletion): void => {
    switch (outcome) {
      case 'deleted':
        deleted.push({ id, reason });
        break;
      case 'gone':
        deleted.push({ id, reason: `${reason}; it was gone already` });
        break;
      case 'refused':
        kept.push({ id, reason: `EC2 refuses to delete it: ${told}` });
        break;
      case 'failed':
        failed.push({ id, reason: told });
        break;
    }
  };

  for (const image of images) note(image, await deregisterImage(ec2, image.id));
  const isGone = new Set(deleted.map(({ id }) => id));
  for (const snapshot of snapshots) {
    const remaining = snapshot.imageIds.find((id) => !isGone.has(id));
    if (remaining === undefined) note(snapshot, await deleteSnapshot(ec2, snapshot.id));
    else kept.push({ id: snapshot.id, reason: `image ${remaining} still refers to it` });
  }
  return { deleted, kept, failed };
}
