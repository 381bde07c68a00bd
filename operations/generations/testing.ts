import { EC2Client } from '@aws-sdk/client-ec2';

// It is about versions of the SDK which this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

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
}

export interface FakeSnapshot {
  readonly day: number;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly isLocked?: boolean;
}

/** How a call ends. `crash`: it is done, and the caller is no more. */
export type Fault = 'throttling' | 'access denied' | 'lost answer' | 'crash';

export interface FakeEc2 {
  readonly client: EC2Client;
  /** Every call so far. */
  readonly calls: string[];
  /** Settles when a crash has happened. */
  readonly crashed: Promise<'crashed'>;
}

const PAGE = 2;

/**
 * EC2 in memory, as far as the pruning asks it: pages of two, the errors of the API, and a fault at one call.
 *
 * @param fault which call ends how, the first one being 0
 */
export function fakeEc2(state: FakeState, fault?: { readonly call: number; readonly ends: Fault }): FakeEc2 {
  const client = new EC2Client({ region: 'eu-west-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
  const calls: string[] = [];
  const { promise: crashed, resolve: crash } = settledLater();
  client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      ({ input }) => {
        const ends = fault?.call === calls.length ? fault.ends : undefined;
        calls.push(commandName);
        if (ends === 'throttling') throw awsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
        if (ends === 'access denied') throw awsError('UnauthorizedOperation', 'You are not authorized.', 403);
        const output = { $metadata: {}, ...answers[commandName]?.(state, input) };
        if (ends === 'lost answer') throw awsError('TimeoutError', 'Socket timed out.', undefined);
        if (ends === 'crash') {
          crash('crashed');
          return new Promise(() => {});
        }
        return Promise.resolve({ response: {}, output });
      },
    { step: 'initialize', name: 'fake' },
  );
  return { client, calls, crashed };
}

function settledLater(): { promise: Promise<'crashed'>; resolve: (value: 'crashed') => void } {
  const later: { resolve?: (value: 'crashed') => void } = {};
  const promise = new Promise<'crashed'>((resolve) => {
    later.resolve = resolve;
  });
  return { promise, resolve: (value) => later.resolve?.(value) };
}

type Asked = Readonly<Record<string, any>>;

const answers: Record<string, (state: FakeState, input: Asked) => object> = {
  DescribeSnapshotsCommand: ({ snapshots }, input) =>
    page(
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
  DescribeImagesCommand: ({ images }, input) => page('Images', Object.entries(images).map(describedImage), input),
  DescribeLaunchTemplatesCommand: ({ templates }, input) =>
    page(
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
        ...(snapshotId === undefined ? {} : { BlockDeviceMappings: [{ Ebs: { SnapshotId: snapshotId } }] }),
      },
    }));
    return page('LaunchTemplateVersions', described, input);
  },
  DescribeInstancesCommand: ({ instances }, input) =>
    page(
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
  return {
    ImageId,
    Name: name,
    State: image.state ?? 'available',
    CreationDate: momentOf(day).toISOString(),
    // EC2 may refuse without saying so before.
    ...(image.protection === undefined ? {} : { DeregistrationProtection: image.protection }),
    BlockDeviceMappings: [{ VirtualName: 'ephemeral0' }, ...snapshotIds.map((SnapshotId) => ({ Ebs: { SnapshotId } }))],
    Tags: tagList(tags),
  };
}

function page(name: string, all: readonly object[], { NextToken = '0' }: Asked): object {
  const end = Number(NextToken) + PAGE;
  return { [name]: all.slice(Number(NextToken), end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}

function momentOf(day: number): Date {
  return new Date(Date.UTC(2026, 10, day, 3, 30));
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function awsError(name: string, message: string, httpStatusCode: number | undefined): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: httpStatusCode === undefined ? {} : { httpStatusCode },
  });
}
