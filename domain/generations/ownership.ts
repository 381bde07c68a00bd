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
  const told = image.tags.get(SOURCE_INSTANCE_TAG) ?? image.sourceInstanceId;
  if (told !== undefined) return told;
  const origins = image.snapshotIds.flatMap((id) => originOfKnown(snapshots.get(id)) ?? []);
  return origins.find(({ imageId }) => imageId === image.id)?.instanceId;
}

/** The description that EC2 gives a snapshot of CopyImage. */
const MADE_BY_COPY_IMAGE = /^Copied for DestinationAmi ami-[\da-f]+ from SourceAmi (?<imageId>ami-[\da-f]+)/;

/**
 * The image that an image is a copy of; undefined for an image of CreateImage. A copy can carry the tags of its source, and
 * its creation date is later than its content. An image with a source instance is no copy: its source image is the one
 * that the instance was launched from.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html
 */
export function copiedFrom(image: Image, snapshots: ReadonlyMap<string, Snapshot>): string | undefined {
  const descriptions = image.snapshotIds.flatMap((id) => snapshots.get(id)?.description ?? []);
  const [described] = descriptions.flatMap((text) => MADE_BY_COPY_IMAGE.exec(text)?.groups?.['imageId'] ?? []);
  return described ?? (image.sourceInstanceId === undefined ? image.sourceImageId : undefined);
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

function originOfKnown(snapshot: Snapshot | undefined): ReturnType<typeof originOf> {
  return snapshot && originOf(snapshot);
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
