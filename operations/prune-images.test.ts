import type { PruneRequest } from '../domain/generations/prune-request';
import { pruneImages } from './prune-images';
import { awsError } from '../testing/aws/fake-aws';
import { fakeEc2 } from '../testing/aws/in-memory-ec2/in-memory-ec2';
import { ec2State, type Ec2State } from '../testing/aws/in-memory-ec2/state';
import { request } from '../testing/generations/images';
import { storedImage as image, storedSnapshot as snapshot } from '../testing/generations/stored';

/** Images and snapshots of these days. */
function stock(days: readonly number[], changes: Partial<Ec2State> = {}): Ec2State {
  return ec2State({
    images: Object.fromEntries(days.map((day) => [`ami-${day}`, image(day)])),
    snapshots: Object.fromEntries(days.map((day) => [`snap-${day}`, snapshot(day)])),
    ...changes,
  });
}

const idsOf = ({ images, snapshots }: Ec2State) => [...Object.keys(images), ...Object.keys(snapshots)];
const prune = (state: Ec2State, changes: Partial<PruneRequest> = {}) =>
  pruneImages(fakeEc2(state).client, request(changes));
const ids = (verdicts: readonly { readonly id: string }[]) => verdicts.map(({ id }) => id);

test('S5 deregisters what is older than the generations, deletes the snapshots, and reports both', async () => {
  const state = stock([1, 2, 3, 4, 5]);
  const { deleted, kept, failed } = await prune(state);
  expect(idsOf(state)).toEqual(['ami-4', 'ami-5', 'snap-4', 'snap-5']);
  expect(deleted).toEqual([
    ...[1, 2, 3].map((day) => ({ id: `ami-${day}`, reason: 'older than 2 generations' })),
    ...[1, 2, 3].map((day) => ({ id: `snap-${day}`, reason: `snapshot of ami-${day}` })),
  ]);
  expect(kept).toEqual([
    { id: 'ami-4', reason: 'generation 2 of 2' },
    { id: 'ami-5', reason: 'generation 1 of 2' },
  ]);
  expect(failed).toEqual([]);
});

test('S5 reads no uses when there is no image to delete', async () => {
  const { client, calls } = fakeEc2(stock([1, 2]));
  await pruneImages(client, request());
  expect(calls).toEqual(['DescribeSnapshotsCommand', 'DescribeImagesCommand']);
});

test('S5 a dry run reports what it would delete, and deletes nothing', async () => {
  const state = stock([1, 2, 3]);
  const { wouldDelete, deleted } = await prune(state, { dryRun: true });
  expect(ids(wouldDelete)).toEqual(['ami-1', 'snap-1']);
  expect(deleted).toEqual([]);
  expect(idsOf(state)).toHaveLength(6);
});

test('S5 a second run finds nothing to do', async () => {
  const state = stock([1, 2, 3]);
  await prune(state);
  const { deleted, failed } = await prune(state);
  expect([...deleted, ...failed]).toEqual([]);
});

test.each(['running', 'stopped', 'pending', 'shutting-down'] as const)(
  'S5 keeps an image that a %s instance was launched from',
  async (state) => {
    const ec2 = stock([1, 2, 3], { instances: { 'i-0c': { imageId: 'ami-1', state } } });
    const { kept } = await prune(ec2);
    expect(idsOf(ec2)).toHaveLength(6);
    expect(kept[0]).toEqual({ id: 'ami-1', reason: 'instance i-0c uses it' });
  },
);

test('S5 a terminated instance no longer needs its image', async () => {
  const ec2 = stock([1, 2, 3], { instances: { 'i-0c': { imageId: 'ami-1', state: 'terminated' } } });
  expect(ids((await prune(ec2)).deleted)).toEqual(['ami-1', 'snap-1']);
});

test('S5 reads the uses of more images than one filter accepts', async () => {
  const days = Array.from({ length: 410 }, (_, index) => index + 1);
  const ec2 = stock(days, {
    instances: Object.fromEntries(
      [1, 200, 201, 400].map((day) => [`i-${day}`, { imageId: `ami-${day}`, state: 'running' as const }]),
    ),
  });
  await prune(ec2);
  expect(Object.keys(ec2.images)).toEqual(['ami-1', 'ami-200', 'ami-201', 'ami-400', 'ami-409', 'ami-410']);
});

test.each([
  [
    'the third version, which is neither the latest nor the default,',
    [{}, {}, { ImageId: 'ami-1' }, {}, {}],
    'lt-2, version 3',
  ],
  ['a version, by a parameter,', [{ ImageId: 'resolve:ssm:golden' }], 'lt-2, version 1'],
])('S5 keeps an image that %s of a launch template names', async (_, versions, who) => {
  const ec2 = stock([1, 2, 3], {
    templates: { 'lt-1': [{}], 'lt-2': versions },
    parameters: { 'resolve:ssm:golden': 'ami-1' },
  });
  const { kept } = await prune(ec2);
  expect(idsOf(ec2)).toHaveLength(6);
  expect(kept[0]).toEqual({ id: 'ami-1', reason: `launch template ${who} uses it` });
});

test('S5 deletes nothing while it is unknown which image a launch template names', async () => {
  const ec2 = stock([1, 2, 3], { templates: { 'lt-1': [{}, { ImageId: 'resolve:ssm:gone' }] } });
  await expect(prune(ec2)).rejects.toThrow(
    'Nothing is deleted: launch template lt-1, version 2, refers to its image as resolve:ssm:gone, and EC2 does not report which image that is: it may be one of the images to delete.\n→ fix the parameter, or delete that version; if the parameter is correct, allow ssm:GetParameters on it: add its ARN to ssmBackup.imageParameterArns of the environment, run bootstrap again, and apply the iam stack',
  );
  expect(idsOf(ec2)).toHaveLength(6);
});

test('S5 names the missing permission when it is not allowed to read the parameter of a launch template', async () => {
  const ec2 = stock([1, 2, 3], {
    templates: { 'lt-1': [{ ImageId: 'resolve:ssm:golden' }] },
    parameters: { 'resolve:ssm:golden': 'ami-1' },
  });
  const complete = fakeEc2(ec2);
  await pruneImages(complete.client, request({ dryRun: true }));
  const call = complete.calls.lastIndexOf('DescribeLaunchTemplateVersionsCommand');
  const resolving = { call, ends: 'access denied' } as const;
  await expect(pruneImages(fakeEc2(ec2, resolving).client, request())).rejects.toThrow(
    'Nothing is deleted: launch template lt-1, version 1, refers to its image as resolve:ssm:golden, which the caller is not allowed to read: it may be one of the images to delete.\n→ allow ssm:GetParameters on it: add its ARN to ssmBackup.imageParameterArns of the environment, run bootstrap again, and apply the iam stack',
  );
  expect(idsOf(ec2)).toHaveLength(6);
  const looking = { ...resolving, call: call - 1 };
  await expect(pruneImages(fakeEc2(ec2, looking).client, request())).rejects.toThrow(
    'is not allowed to call ec2:DescribeLaunchTemplateVersions of lt-1',
  );
});

test('S5 a public parameter of AWS names no image of the account, and is not resolved', async () => {
  const ec2 = stock([1, 2, 3], {
    templates: {
      'lt-1': [{ ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64' }],
    },
  });
  expect(ids((await prune(ec2)).deleted)).toEqual(['ami-1', 'snap-1']);
});

test('S5 keeps a snapshot that a launch template names', async () => {
  const ec2 = stock([1, 2, 3], { templates: { 'lt-1': [{ snapshotId: 'snap-1' }] } });
  expect(ids((await prune(ec2)).deleted)).toEqual(['ami-1']);
});

test('S5 keeps an image that EC2 reports as protected, and does not try to delete it', async () => {
  const ec2 = stock([1, 2, 3]);
  ec2.images['ami-1'] = image(1, { protection: 'enabled-with-cooldown' });
  const { kept, failed } = await prune(ec2);
  expect(kept[0]).toEqual({ id: 'ami-1', reason: 'it is protected from deregistration' });
  expect(failed).toEqual([]);
});

test('S5 an image that EC2 refuses to delete is kept with its snapshots, and reported as kept, not as failed', async () => {
  const ec2 = stock([1, 2, 3, 4]);
  ec2.images['ami-1'] = image(1, { protection: 'cooling down' });
  ec2.snapshots['snap-2'] = snapshot(2, { isLocked: true });
  const { deleted, kept, failed } = await prune(ec2);
  expect(ids(deleted)).toEqual(['ami-2']);
  expect(kept.slice(2)).toEqual([
    { id: 'ami-1', reason: 'EC2 refuses to delete it: OperationNotPermitted: The AMI is protected.' },
    { id: 'snap-1', reason: 'image ami-1 still uses it' },
    { id: 'snap-2', reason: 'EC2 refuses to delete it: OperationNotPermitted: The snapshot is locked.' },
  ]);
  expect(failed).toEqual([]);
});

test('S5 reads only images and snapshots of the account', async () => {
  const { client } = fakeEc2(stock([1, 2, 3]));
  const owners: unknown[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { Owners, OwnerIds } = args.input as { readonly Owners?: string[]; readonly OwnerIds?: string[] };
        if (/Images|Snapshots/.test(String(commandName))) owners.push(Owners ?? OwnerIds);
        return next(args);
      },
    { step: 'initialize', priority: 'high' },
  );
  await pruneImages(client, request({ dryRun: true }));
  expect(new Set(owners.map(String))).toEqual(new Set(['self']));
});

test('S5 a copy with the tags of an old image does not count as the newest generation', async () => {
  const ec2 = stock([1, 2, 3]);
  ec2.images['ami-copy'] = image(9, {
    SourceImageId: 'ami-1',
    SourceImageRegion: 'eu-west-1',
    snapshotIds: ['snap-copy'],
  });
  const { deleted, kept } = await prune(ec2);
  expect(ids(deleted)).toEqual(['ami-1', 'snap-1']);
  expect(kept).toContainEqual({ id: 'ami-copy', reason: 'it is a copy of ami-1: copies do not count as generations' });
});

test('S5 an image of an instance that was launched from a backup counts as a generation', async () => {
  const ec2 = stock([1, 2, 3]);
  ec2.images['ami-3'] = image(3, { SourceImageId: 'ami-1', SourceInstanceId: 'i-0a' });
  expect(ids((await prune(ec2)).deleted)).toEqual(['ami-1', 'snap-1']);
});

test('S5 sees a disabled image, which still holds its snapshot', async () => {
  const ec2 = stock([1, 2, 3]);
  ec2.images['ami-1'] = image(1, { state: 'disabled' });
  expect((await prune(ec2)).kept).toEqual([
    { id: 'ami-1', reason: 'it is disabled: only available images count as generations' },
    { id: 'ami-2', reason: 'generation 2 of 2' },
    { id: 'ami-3', reason: 'generation 1 of 2' },
  ]);
});

test('S5 an image that no longer exists counts as deleted, and its snapshot is deleted', async () => {
  const ec2 = stock([1, 2, 3]);
  const { client } = fakeEc2(ec2);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== 'DeregisterImageCommand') return next(args);
        delete ec2.images['ami-1'];
        throw awsError('InvalidAMIID.NotFound', "The image id '[ami-1]' does not exist", 400);
      },
    { step: 'initialize', priority: 'high' },
  );
  expect(ids((await pruneImages(client, request())).deleted)).toEqual(['ami-1', 'snap-1']);
});

test('S5 images and snapshots that no longer exist count as deleted', async () => {
  const ec2 = stock([1, 2, 3]);
  const { client } = fakeEc2(ec2);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        // Another run is faster.
        if (commandName === 'DeregisterImageCommand') delete ec2.images['ami-1'];
        if (commandName === 'DeleteSnapshotCommand') delete ec2.snapshots['snap-1'];
        return next(args);
      },
    { step: 'initialize', priority: 'high' },
  );
  const { deleted, failed } = await pruneImages(client, request());
  expect(deleted).toEqual([
    { id: 'ami-1', reason: 'older than 2 generations; it was already gone' },
    { id: 'snap-1', reason: 'snapshot of ami-1; it was already gone' },
  ]);
  expect(failed).toEqual([]);
});
