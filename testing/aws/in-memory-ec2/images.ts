import { awsError } from '../fake-aws';
import { existing, stateAt } from './instances';
import { filtered, listed, tagFilters, tagList } from './list';
import { after, type Ec2Behavior, type Ec2Image, type Ec2State, type Operations } from './state';

export function imageOperations(state: Ec2State, behavior: Ec2Behavior): Operations {
  const { now = () => new Date() } = behavior;
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html */
    CreateImage: ({ InstanceId, Name, TagSpecifications }) => {
      const current = stateAt(existing(state, InstanceId), now());
      if (current !== 'running' && current !== 'stopped') {
        throw awsError('IncorrectState', `The instance is in the state ${current}.`, 400);
      }
      if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(Name)) {
        throw awsError('InvalidAMIName.Malformed', 'The AMI name is malformed.', 400);
      }
      if (Object.values(state.images).some(({ name }) => name === Name)) {
        throw awsError('InvalidAMIName.Duplicate', 'The AMI name is in use.', 400);
      }
      return { ImageId: create(state, behavior, { InstanceId, Name, TagSpecifications }) };
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
    DescribeImages: (input) => {
      const ids: readonly string[] = input['ImageIds'] ?? Object.keys(state.images);
      const images = Object.entries(state.images).filter(
        ([id, image]) => ids.includes(id) && (image.state !== 'disabled' || input['IncludeDisabled'] === true),
      );
      const found = filtered(images, input['Filters'], ([id, { tags }]) => ({ 'image-id': [id], ...tagFilters(tags) }));
      return listed(
        'Images',
        found.map(([id, image]) => description(state, id, image, now())),
        input,
      );
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html */
    DeregisterImage: ({ ImageId }) => {
      const image = state.images[ImageId];
      if (!image) throw awsError('InvalidAMIID.Unavailable', `The AMI ID '${ImageId}' is no longer available.`, 400);
      if (image.protection !== undefined) throw awsError('OperationNotPermitted', 'The AMI is protected.', 400);
      delete state.images[ImageId];
      return { Return: true };
    },
  };
}

/** Creates an image with one snapshot, and returns its ID. */
function create({ images, snapshots }: Ec2State, behavior: Ec2Behavior, input: Readonly<Record<string, any>>): string {
  const { now = () => new Date(), imageTakes = 300, imageEnds = 'available', snapshotsListedAfter = 0 } = behavior;
  const number = String(Object.keys(images).length + 1).padStart(17, '0');
  const [imageId, snapshotId] = [`ami-${number}`, `snap-${number}`];
  const tagsOf = (type: string) => {
    const specifications: any[] = input['TagSpecifications'] ?? [];
    const requested = specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags);
    return Object.fromEntries(requested.map(({ Key, Value }) => [Key, Value]));
  };
  images[imageId] = {
    name: input['Name'],
    createdAt: now(),
    snapshotIds: [snapshotId],
    tags: tagsOf('image'),
    state: imageEnds,
    pendingUntil: after(now(), imageTakes),
    SourceInstanceId: input['InstanceId'],
  };
  snapshots[snapshotId] = {
    description: `Created by CreateImage(${input['InstanceId']}) for ${imageId}`,
    startedAt: now(),
    tags: behavior.losesSnapshotTags === true ? {} : tagsOf('snapshot'),
    listedFrom: after(now(), snapshotsListedAfter),
  };
  return imageId;
}

function description({ snapshots }: Ec2State, ImageId: string, image: Ec2Image, now: Date) {
  const { SourceImageId, SourceImageRegion, SourceInstanceId, protection, state = 'available' } = image;
  const isListed = (id: string) => now >= (snapshots[id]?.listedFrom ?? now);
  const volumes = image.snapshotIds.map((id) => ({ Ebs: isListed(id) ? { SnapshotId: id } : {} }));
  return {
    SourceImageId,
    SourceImageRegion,
    SourceInstanceId,
    ImageId,
    Name: image.name,
    State: now >= (image.pendingUntil ?? now) ? state : 'pending',
    CreationDate: image.createdAt.toISOString(),
    DeregistrationProtection: protection,
    BlockDeviceMappings: [{ VirtualName: 'ephemeral0' }, ...volumes],
    Tags: tagList(image.tags),
  };
}
