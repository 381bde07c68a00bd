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

/** The result for each image and snapshot of a server, with the reason. */
export interface PruneReport {
  readonly request: PruneRequest;
  readonly deleted: readonly Verdict[];
  /** Only in a dry run, which deletes nothing. */
  readonly wouldDelete: readonly Verdict[];
  readonly kept: readonly Verdict[];
  /** Failed deletions, with the error. The next run retries them. */
  readonly failed: readonly Verdict[];
}

/**
 * Prunes the images of one server and their snapshots (S5). It can be interrupted at any point and run again.
 *
 * @throws {AwsError} when the inventory cannot be read: nothing is deleted then
 */
export async function pruneImages(ec2: EC2Client, request: PruneRequest): Promise<PruneReport> {
  // Snapshots first: then none of them can belong to an image that is created while the images are listed.
  const snapshots = await markedSnapshots(ec2);
  const images = await ownImages(ec2);
  const decision = await decideWithUses(ec2, request, { images, snapshots });
  const nothing = { request, deleted: [], wouldDelete: [], kept: decision.kept, failed: [] };
  if (request.dryRun) {
    const wouldDelete = [...decision.images, ...decision.snapshots].map(({ id, reason }) => ({ id, reason }));
    return { ...nothing, wouldDelete };
  }
  const { deleted, kept, failed } = await execute(ec2, decision);
  return { ...nothing, deleted, kept: [...decision.kept, ...kept], failed };
}

/** Reads uses only when there are images to delete, and instances last, because they change most often. */
async function decideWithUses(
  ec2: EC2Client,
  request: PruneRequest,
  stock: Omit<Inventory, 'uses'>,
): Promise<Decision> {
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

type Executed = Pick<PruneReport, 'deleted' | 'kept' | 'failed'>;

async function execute(ec2: EC2Client, { images, snapshots }: Decision): Promise<Executed> {
  const deleted: Verdict[] = [];
  const kept: Verdict[] = [];
  const failed: Verdict[] = [];
  const record = ({ id, reason }: Verdict, { outcome, message }: Deletion): void => {
    switch (outcome) {
      case 'deleted':
        deleted.push({ id, reason });
        break;
      case 'gone':
        deleted.push({ id, reason: `${reason}; it was already gone` });
        break;
      case 'refused':
        kept.push({ id, reason: `EC2 refuses to delete it: ${message}` });
        break;
      case 'failed':
        failed.push({ id, reason: message });
        break;
    }
  };

  for (const image of images) record(image, await deregisterImage(ec2, image.id));
  const isGone = new Set(deleted.map(({ id }) => id));
  for (const snapshot of snapshots) {
    const remaining = snapshot.imageIds.find((id) => !isGone.has(id));
    if (remaining === undefined) record(snapshot, await deleteSnapshot(ec2, snapshot.id));
    else kept.push({ id: snapshot.id, reason: `image ${remaining} still uses it` });
  }
  return { deleted, kept, failed };
}
