import type { Image, Snapshot, Tags } from './inventory';
import type { PruneRequest } from './prune-request';
import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from './tags';

type Server = Pick<PruneRequest, 'serverName' | 'instanceId'>;

const NAME_TAG = 'Name';

/** Services that create and delete their own images, and may copy the instance's tags to them. */
const SERVICES: readonly { readonly name: string; readonly tagPrefix: string; readonly imageName?: RegExp }[] = [
  { name: 'AWS Backup', tagPrefix: 'aws:backup:', imageName: /^AWSBackup_/ },
  { name: 'Amazon Data Lifecycle Manager', tagPrefix: 'aws:dlm:' },
];

/** The description that EC2 gives a snapshot of CreateImage; older descriptions end with the volume. */
const MADE_BY_CREATE_IMAGE =
  /^Created by CreateImage\((?<instanceId>i-[\da-f]+)\) for (?<imageId>ami-[\da-f]+)(?: from vol-[\da-f]+)?$/;

/** The instance and the image for which EC2 created a snapshot. */
export function originOf({ description }: Snapshot): { instanceId: string; imageId: string } | undefined {
  const { instanceId, imageId } = MADE_BY_CREATE_IMAGE.exec(description)?.groups ?? {};
  return instanceId === undefined || imageId === undefined ? undefined : { instanceId, imageId };
}

/** The source instance of an image: from the backup's tag, from EC2, or from a snapshot's description. */
export function sourceOf(image: Image, snapshots: ReadonlyMap<string, Snapshot>): string | undefined {
  const recorded = image.tags.get(SOURCE_INSTANCE_TAG) ?? image.sourceInstanceId;
  return recorded ?? originsOf(image, snapshots).find(({ imageId }) => imageId === image.id)?.instanceId;
}

/** The description that EC2 gives a snapshot of CopyImage. */
const MADE_BY_COPY_IMAGE =
  /^Copied for DestinationAmi (?<imageId>ami-[\da-f]+) from SourceAmi (?<sourceId>ami-[\da-f]+)/;

/**
 * The image whose content an image repeats; undefined for an image of CreateImage. A copy, or an image that was registered
 * from the snapshots of another one, can carry the tags of its source, and its creation date is later than its content.
 *
 * EC2 also reports a source image for CreateImage: the one that the instance was launched from. Such an image is recognized
 * by its source instance, which EC2 does not report for older images, or by a snapshot that CreateImage made for it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-ancestry.html
 */
export function copiedFrom(image: Image, snapshots: ReadonlyMap<string, Snapshot>): string | undefined {
  const copies = knownSnapshots(image, snapshots).flatMap(({ description }) => copyDescribedBy(description) ?? []);
  const copy = copies.find(({ imageId }) => imageId === image.id);
  if (copy !== undefined) return copy.sourceId;
  const origins = originsOf(image, snapshots);
  const isOriginal = image.sourceInstanceId !== undefined || origins.some(({ imageId }) => imageId === image.id);
  return isOriginal ? undefined : (image.sourceImageId ?? [...origins, ...copies][0]?.imageId);
}

/** Whether an image is related to a server. Reports omit unrelated images. */
export function isRelated(image: Image, { serverName, instanceId }: Server): boolean {
  const isOfInstance = instanceId !== undefined && image.tags.get(SOURCE_INSTANCE_TAG) === instanceId;
  return isOfInstance || image.tags.get(NAME_TAG) === serverName;
}

/**
 * Why a related image is not a backup of the server, or undefined when it is. Two instances can have the same name: an
 * image of another instance is not a backup of this one.
 *
 * @param source the source instance, if known
 */
export function notOwned(image: Image, source: string | undefined, { instanceId }: Server): string | undefined {
  const service = serviceOf(image);
  if (service !== undefined) return `${service} created and manages it`;
  if (!isMarked(image.tags)) return NOT_MARKED;
  const isOther = instanceId !== undefined && source !== undefined && source !== instanceId;
  return isOther ? `it is an image of ${source}` : undefined;
}

const NOT_MARKED = `it does not have the tag ${AUTO_BACKUP_TAG.key}=${AUTO_BACKUP_TAG.value}`;

/** Why a snapshot does not belong to the SSM backup, or undefined when it does. */
export function snapshotNotOwned(
  snapshot: Snapshot | undefined,
  { instanceId }: Pick<Server, 'instanceId'>,
): string | undefined {
  if (snapshot === undefined || !isMarked(snapshot.tags)) return NOT_MARKED;
  const service = serviceOf({ tags: snapshot.tags, name: '' });
  if (service !== undefined) return `${service} created and manages it`;
  const source = snapshot.tags.get(SOURCE_INSTANCE_TAG);
  const isOther = instanceId !== undefined && source !== undefined && source !== instanceId;
  return isOther ? `it is an image of ${source}` : undefined;
}

/**
 * The origin of a snapshot of a server, matched by its instance (from the description, not contradicted by a tag) or by
 * its name.
 */
export function originOfServer(snapshot: Snapshot, { serverName, instanceId }: Server): ReturnType<typeof originOf> {
  const origin = originOf(snapshot);
  const source = snapshot.tags.get(SOURCE_INSTANCE_TAG);
  if (origin === undefined || (source !== undefined && source !== origin.instanceId)) return undefined;
  const isOfServer =
    instanceId === undefined ? snapshot.tags.get(NAME_TAG) === serverName : origin.instanceId === instanceId;
  return isOfServer ? origin : undefined;
}

function originsOf(image: Image, snapshots: ReadonlyMap<string, Snapshot>) {
  return knownSnapshots(image, snapshots).flatMap((snapshot) => originOf(snapshot) ?? []);
}

function knownSnapshots({ snapshotIds }: Image, snapshots: ReadonlyMap<string, Snapshot>): Snapshot[] {
  return snapshotIds.flatMap((id) => snapshots.get(id) ?? []);
}

/** The image that CopyImage made a snapshot for, and the source of that image. */
function copyDescribedBy(description: string): { imageId: string; sourceId: string } | undefined {
  const { imageId, sourceId } = MADE_BY_COPY_IMAGE.exec(description)?.groups ?? {};
  return imageId === undefined || sourceId === undefined ? undefined : { imageId, sourceId };
}

function isMarked(tags: Tags): boolean {
  return tags.get(AUTO_BACKUP_TAG.key) === AUTO_BACKUP_TAG.value;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html */
function serviceOf({ tags, name }: Pick<Image, 'tags' | 'name'>): string | undefined {
  const keys = [...tags.keys()];
  return SERVICES.find(
    ({ tagPrefix, imageName }) => imageName?.test(name) === true || keys.some((key) => key.startsWith(tagPrefix)),
  )?.name;
}
