import type { PruneRequest } from '../domain/generations/prune-request';
import { pruneImages } from './prune-images';
import { FAULTS, type FaultyCall } from '../testing/aws/fake-aws';
import { fakeEc2 } from '../testing/aws/in-memory-ec2/in-memory-ec2';
import { ec2State, type Ec2State, type Tags } from '../testing/aws/in-memory-ec2/state';
import { OWN_TAGS as OWN } from '../testing/generations/images';
import { storedImage as image, storedSnapshot } from '../testing/generations/stored';

const LEGACY = { Name: 'web1', AutoBackup: 'true' };

/** Every kind of image: three to prune, one of them with two snapshots, two of them sharing one; the others are kept. */
function stock(): Ec2State {
  const snapshot = (day: number, of: string, tags: Tags = OWN, instance = 'i-0a') =>
    storedSnapshot(day, { description: `Created by CreateImage(${instance}) for ${of}`, tags });
  return ec2State({
    images: {
      'ami-1': image(1, { snapshotIds: ['snap-1', 'snap-1-disk'], tags: LEGACY }),
      'ami-2': image(2, { snapshotIds: ['snap-2', 'snap-shared'] }),
      'ami-3': image(3, { snapshotIds: ['snap-3'] }),
      'ami-used': image(3, { snapshotIds: ['snap-used'] }),
      'ami-template': image(3, { snapshotIds: ['snap-template'] }),
      'ami-4': image(4, { snapshotIds: ['snap-4', 'snap-shared'] }),
      'ami-5': image(5, { snapshotIds: ['snap-5'] }),
      'ami-pending': image(6, { snapshotIds: [], state: 'pending' }),
      'ami-web10': image(1, { snapshotIds: ['snap-web10'], tags: { ...LEGACY, Name: 'web10' } }),
      'ami-aws': image(1, { snapshotIds: ['snap-aws'], name: 'AWSBackup_i-0a_job-1' }),
      'ami-twin': image(1, { snapshotIds: ['snap-twin'], tags: { ...OWN, SourceInstance: 'i-0b' } }),
    },
    snapshots: {
      'snap-1': snapshot(1, 'ami-1', LEGACY),
      'snap-1-disk': snapshot(1, 'ami-1', LEGACY),
      'snap-2': snapshot(2, 'ami-2'),
      'snap-shared': snapshot(2, 'ami-2'),
      'snap-3': snapshot(3, 'ami-3'),
      'snap-used': snapshot(3, 'ami-used'),
      'snap-template': snapshot(3, 'ami-template'),
      'snap-4': snapshot(4, 'ami-4'),
      'snap-5': snapshot(5, 'ami-5'),
      'snap-unseen': snapshot(7, 'ami-9'),
      'snap-web10': snapshot(1, 'ami-web10', { ...LEGACY, Name: 'web10' }, 'i-0d'),
      'snap-aws': snapshot(1, 'ami-aws'),
      'snap-twin': snapshot(1, 'ami-twin', { ...OWN, SourceInstance: 'i-0b' }, 'i-0b'),
    },
    instances: { 'i-0c': { imageId: 'ami-used', state: 'stopped' } },
    templates: { 'lt-1': [{ ImageId: 'ami-template' }, {}, {}], 'lt-2': [{ ImageId: 'resolve:ssm:x' }], 'lt-3': [{}] },
    parameters: { 'resolve:ssm:x': 'ami-other' },
  });
}

const requests: readonly (readonly [string, PruneRequest])[] = [
  ['an instance', { serverName: 'web1', generations: 2, instanceId: 'i-0a', dryRun: false }],
  ['a name only', { serverName: 'web1', generations: 2, instanceId: undefined, dryRun: false }],
];

const idsOf = ({ images, snapshots }: Ec2State) => [...Object.keys(images), ...Object.keys(snapshots)].toSorted();

/** The resources that remain after a run without a fault, and its calls. */
async function runWithoutFault(request: PruneRequest) {
  const state = stock();
  const { client, calls } = fakeEc2(state);
  await pruneImages(client, request);
  return { left: idsOf(state), calls, firstDeletion: calls.indexOf('DeregisterImageCommand') };
}

const STOCK = idsOf(stock());

/** The result of a run with one fault, as the caller sees it. */
function runWithFault(state: Ec2State, request: PruneRequest, fault: FaultyCall): Promise<string> {
  const { client, crashed } = fakeEc2(state, fault);
  const run = pruneImages(client, request).then(
    ({ failed }) => (failed.length > 0 ? 'failed' : 'fine'),
    () => 'failed',
  );
  return Promise.race([run, crashed]);
}

test.each(requests)('S5 the matrix makes every call, and deletes the right images: %s', async (_, request) => {
  const { left, calls } = await runWithoutFault(request);
  expect([...new Set(calls)]).toEqual([
    'DescribeSnapshotsCommand',
    'DescribeImagesCommand',
    'DescribeLaunchTemplatesCommand',
    'DescribeLaunchTemplateVersionsCommand',
    'DescribeInstancesCommand',
    'DeregisterImageCommand',
    'DeleteSnapshotCommand',
  ]);
  const gone = idsOf(stock()).filter((id) => !left.includes(id));
  expect(gone).toEqual(['ami-1', 'ami-2', 'ami-3', 'snap-1', 'snap-1-disk', 'snap-2', 'snap-3']);
});

describe.each(requests)('S5 by %s', (_, request) => {
  test.each(FAULTS)(
    'after %s at any call nothing is lost, nothing deleted before everything is read, and one more run completes the work',
    async (ends) => {
      const { left, calls, firstDeletion } = await runWithoutFault(request);
      for (const [call, name] of calls.entries()) {
        const state = stock();
        const result = await runWithFault(state, request, { call, ends });
        const context = `${ends} at call ${call}, ${name}`;
        const expected = ends === 'crash' ? 'crashed' : 'failed';
        expect({ context, result }).toEqual({ context, result: expected });
        const now = idsOf(state);
        // While the inventory is read, nothing is deleted.
        const kept = call < firstDeletion ? STOCK : left;
        expect({ context, lost: kept.filter((id) => !now.includes(id)) }).toEqual({ context, lost: [] });

        const { failed } = await pruneImages(fakeEc2(state).client, request);
        expect({ context, failed, left: idsOf(state) }).toEqual({ context, failed: [], left });
      }
    },
  );

  test('a second run with a fault does not change this', async () => {
    const { left, calls } = await runWithoutFault(request);
    for (const call of calls.keys()) {
      const state = stock();
      await runWithFault(state, request, { call, ends: 'crash' });
      await runWithFault(state, request, { call: calls.length - 4, ends: 'lost response' });
      await pruneImages(fakeEc2(state).client, request);
      expect(idsOf(state)).toEqual(left);
    }
  });
});
