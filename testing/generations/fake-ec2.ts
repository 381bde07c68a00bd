import { EC2Client } from '@aws-sdk/client-ec2';

import {
  awsError,
  FAKE_CONFIGURATION,
  fakeAws,
  pageOf,
  type Asked,
  type FakeAws,
  type FaultyCall,
} from '../aws/fake-aws';

/** What the fake EC2 knows, by id, in the order in which it was made. */
export interface FakeState {
  readonly images: Record<string, FakeImage>;
  readonly snapshots: Record<string, FakeSnapshot>;
  /** Image ids of instances, by instance and state. */
  readonly instances: readonly { readonly InstanceId: string; readonly ImageId: string; readonly state: string }[];
  /** Versions by template. */
  readonly templates: Record<string, readonly { readonly ImageId?: string; readonly snapshotId?: string }[]>;
  /** What `resolve:ssm:` names, by parameter. */
  readonly parameters: Record<string, string>;
}

export interface FakeImage {
  readonly day: number;
  readonly snapshotIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly state?: string;
  readonly protection?: string;
  /** As EC2 reports it: of a copy, or of the instance that an image was created from. */
  readonly SourceImageId?: string;
  readonly SourceImageRegion?: string;
  readonly SourceInstanceId?: string;
}

export interface FakeSnapshot {
  readonly day: number;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly isLocked?: boolean;
}

export interface FakeEc2 extends Pick<FakeAws, 'calls' | 'crashed'> {
  readonly client: EC2Client;
}

/** EC2 in memory, as far as the pruning asks it: pages of two, and the errors of the API. */
export function fakeEc2(state: FakeState, fault?: FaultyCall): FakeEc2 {
  const bound = Object.entries(answers).map(
    ([name, answer]) => [name, (input: Asked) => answer(state, input)] as const,
  );
  const { serve, calls, crashed } = fakeAws(Object.fromEntries(bound), fault);
  return { client: serve(new EC2Client(FAKE_CONFIGURATION)), calls, crashed };
}

const answers: Record<string, (state: FakeState, input: Asked) => object> = {
  DescribeSnapshotsCommand: ({ snapshots }, input) =>
    pageOf(
      'Snapshots',
      Object.entries(snapshots)
        .filter(([, { tags }]) => tags['AutoBackup'] === 'true')
        .map(([SnapshotId, { day, description, tags }]) => ({
          SnapshotId,
          Description: description,
          StartTime: momentOf(day),
          Tags: tagList(tags),
        })),
      input,
    ),
  DescribeImagesCommand: ({ images }, input) => {
    const listed = Object.entries(images).filter(
      ([, { state }]) => state !== 'disabled' || input['IncludeDisabled'] === true,
    );
    return pageOf('Images', listed.map(describedImage), input);
  },
  DescribeLaunchTemplatesCommand: ({ templates }, input) =>
    pageOf(
      'LaunchTemplates',
      Object.keys(templates).map((LaunchTemplateId) => ({ LaunchTemplateId })),
      input,
    ),
  DescribeLaunchTemplateVersionsCommand: ({ templates, parameters }, input) => {
    const versions = templates[input['LaunchTemplateId']];
    if (!versions) throw awsError('InvalidLaunchTemplateId.NotFound', 'The template does not exist.', 400);
    const described = versions.map(({ ImageId, snapshotId }, index) => ({
      VersionNumber: index + 1,
      LaunchTemplateData: {
        ImageId: input['ResolveAlias'] === true ? (parameters[ImageId ?? ''] ?? ImageId) : ImageId,
        BlockDeviceMappings: snapshotId === undefined ? undefined : [{ Ebs: { SnapshotId: snapshotId } }],
      },
    }));
    return pageOf('LaunchTemplateVersions', described, input);
  },
  DescribeInstancesCommand: ({ instances }, input) =>
    pageOf(
      'Reservations',
      instances
        .filter(({ ImageId }) => (input['Filters'][0].Values as readonly string[]).includes(ImageId))
        .map(({ state, ...instance }) => ({ Instances: [{ ...instance, State: { Name: state } }] })),
      input,
    ),
  DeregisterImageCommand: ({ images }, { ImageId }) => {
    const image = images[ImageId];
    if (!image) throw awsError('InvalidAMIID.Unavailable', `The AMI ID '${ImageId}' is no longer available.`, 400);
    if (image.protection !== undefined) throw awsError('OperationNotPermitted', 'The AMI is protected.', 400);
    delete images[ImageId];
    return { Return: true };
  },
  DeleteSnapshotCommand: ({ images, snapshots }, { SnapshotId }) => {
    const snapshot = snapshots[SnapshotId];
    if (!snapshot) throw awsError('InvalidSnapshot.NotFound', `The snapshot '${SnapshotId}' does not exist.`, 400);
    const user = Object.keys(images).find((id) => images[id]?.snapshotIds.includes(SnapshotId));
    if (user !== undefined) {
      throw awsError('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by ${user}`, 400);
    }
    if (snapshot.isLocked === true) throw awsError('OperationNotPermitted', 'The snapshot is locked.', 400);
    delete snapshots[SnapshotId];
    return {};
  },
};

function describedImage([ImageId, { day, snapshotIds, tags, name = `web1-${day}`, ...image }]: [string, FakeImage]) {
  const { SourceImageId, SourceImageRegion, SourceInstanceId } = image;
  return {
    SourceImageId,
    SourceImageRegion,
    SourceInstanceId,
    ImageId,
    Name: name,
    State: image.state ?? 'available',
    CreationDate: momentOf(day).toISOString(),
    // EC2 may refuse without saying so before.
    DeregistrationProtection: image.protection,
    BlockDeviceMappings: [{ VirtualName: 'ephemeral0' }, ...snapshotIds.map((SnapshotId) => ({ Ebs: { SnapshotId } }))],
    Tags: tagList(tags),
  };
}

function momentOf(day: number): Date {
  return new Date(Date.UTC(2026, 10, day, 3, 30));
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
