import { decide } from './decide';
import type { Inventory } from './inventory';
import type { PruneRequest } from './prune-request';
import {
  day,
  image,
  INSTANCE,
  inventory,
  OTHER_INSTANCE,
  OWN_TAGS,
  request,
  snapshot,
} from '../../testing/generations/images';

const pruned = (stock: Inventory, changes: Partial<PruneRequest> = {}) => {
  const { images, snapshots } = decide(request(changes), stock);
  return [...images, ...snapshots].map(({ id }) => id);
};
const reasonFor = (id: string, stock: Inventory, changes: Partial<PruneRequest> = {}) =>
  decide(request(changes), stock).kept.find((one) => one.id === id)?.reason;

const LEGACY = { Name: 'web1', AutoBackup: 'true' };
const four = [image(1), image(2), image(3), image(4)];

test('S5 keeps the newest generations, and says what becomes of each image', () => {
  expect(decide(request(), inventory(four))).toEqual({
    images: [
      { id: 'ami-1', reason: 'older than 2 generations' },
      { id: 'ami-2', reason: 'older than 2 generations' },
    ],
    snapshots: [
      { id: 'snap-1', imageIds: ['ami-1'], reason: 'snapshot of ami-1' },
      { id: 'snap-2', imageIds: ['ami-2'], reason: 'snapshot of ami-2' },
    ],
    kept: [
      { id: 'ami-3', reason: 'generation 2 of 2' },
      { id: 'ami-4', reason: 'generation 1 of 2' },
    ],
  });
});

test('S5 says of one generation that it is the last', () => {
  const [older] = decide(request({ generations: 1 }), inventory([image(1), image(2)])).images;
  expect(older).toEqual({ id: 'ami-1', reason: 'older than the last generation' });
});

test('S5 deletes nothing while there are no more images than generations', () => {
  expect(pruned(inventory(four), { generations: 4 })).toEqual([]);
});

test.each([0, -1])('S5 keeps the newest image for any number of generations: %j', (generations) => {
  expect(pruned(inventory([image(1), image(2)]), { generations })).toEqual(['ami-1', 'snap-1']);
});

test.each(['web10', 'web', 'Web1', 'web1 ', 'web1*'])('S5 leaves %j alone while it prunes web1', (Name) => {
  const others = four.map((one) => ({ ...one, tags: new Map(Object.entries({ ...LEGACY, Name })) }));
  expect(decide(request({ generations: 1 }), inventory(others))).toEqual({ images: [], snapshots: [], kept: [] });
});

test('S5 knows its images by their instance, also after the server has been renamed', () => {
  const renamed = image(1, { tags: { ...OWN_TAGS, Name: 'old-name' } });
  expect(pruned(inventory([renamed, image(2)]), { generations: 1 })).toEqual(['ami-1', 'snap-1']);
});

test('S5 counts older images without a source by their exact name', () => {
  const stock = inventory([image(1, { tags: LEGACY }), image(2, { tags: LEGACY }), image(3)]);
  expect(pruned(stock)).toEqual(['ami-1', 'snap-1']);
});

test.each([
  ['its tag', image(1, { tags: { ...OWN_TAGS, SourceInstance: OTHER_INSTANCE } })],
  ['EC2', image(1, { tags: LEGACY, sourceInstanceId: OTHER_INSTANCE })],
])('S5 leaves an image alone that is of another instance of the same name, as %s says', (_, other) => {
  const stock = inventory([other, image(2), image(3)]);
  expect(pruned(stock, { generations: 1 })).toEqual(['ami-2', 'snap-2']);
  expect(reasonFor('ami-1', stock)).toBe(`it is an image of ${OTHER_INSTANCE}`);
});

test('S5 knows the instance of an older image by the description of its snapshot', () => {
  const older = image(1, { tags: LEGACY });
  const description = `Created by CreateImage(${OTHER_INSTANCE}) for ami-1 from vol-0f`;
  const stock = inventory([older, image(2)], { snapshots: [snapshot(1, { tags: LEGACY, description })] });
  expect(pruned(stock, { generations: 1 })).toEqual([]);
  expect(reasonFor('ami-1', stock)).toBe(`it is an image of ${OTHER_INSTANCE}`);
});

test('S5 counts two instances of one name apart when the event names none', () => {
  const other = { tags: { ...OWN_TAGS, SourceInstance: OTHER_INSTANCE } };
  const stock = inventory([image(1, other), image(2, other), image(3), image(4), image(5)]);
  expect(pruned(stock, { generations: 1, instanceId: undefined })).toEqual([
    'ami-1',
    'ami-3',
    'ami-4',
    'snap-1',
    'snap-3',
    'snap-4',
  ]);
  expect(pruned(stock, { generations: 2, instanceId: undefined })).toEqual(['ami-3', 'snap-3']);
});

test('S5 counts images without a source with the only instance of the name', () => {
  const stock = inventory([image(1, { tags: LEGACY }), image(2), image(3)], { snapshots: [] });
  expect(pruned(stock, { instanceId: undefined })).toEqual(['ami-1']);
});

test.each([
  [
    'a tag of AWS Backup',
    { tags: { ...OWN_TAGS, 'aws:backup:source-resource': 'arn:x' } },
    'AWS Backup created and manages it',
  ],
  ['a name of AWS Backup', { name: 'AWSBackup_i-0a_job-1' }, 'AWS Backup created and manages it'],
  [
    'a tag of DLM',
    { tags: { ...OWN_TAGS, 'aws:dlm:lifecycle-policy-id': 'policy-1' } },
    'Amazon Data Lifecycle Manager created and manages it',
  ],
  ['no mark', { tags: { Name: 'web1', SourceInstance: INSTANCE } }, 'it does not have the tag AutoBackup=true'],
  ['another mark', { tags: { ...OWN_TAGS, AutoBackup: 'True' } }, 'it does not have the tag AutoBackup=true'],
  ['the state pending', { state: 'pending' }, 'it is pending: only available images count as generations'],
  ['the state failed', { state: 'failed' }, 'it is failed: only available images count as generations'],
  ['the state disabled', { state: 'disabled' }, 'it is disabled: only available images count as generations'],
  ['no age', { createdAt: undefined }, 'EC2 does not report when it was created'],
  ['a protection', { isProtected: true }, 'it is protected from deregistration'],
])('S5 keeps an old image with %s, and reports why', (_, changes, reason) => {
  const stock = inventory([image(1, changes), image(2)]);
  expect(pruned(stock, { generations: 1 })).toEqual([]);
  expect(reasonFor('ami-1', stock, { generations: 1 })).toBe(reason);
});

test.each([
  ['pending', { state: 'pending' }],
  ['failed', { state: 'failed' }],
  ["AWS Backup's own", { name: 'AWSBackup_i-0a_job-1' }],
])('S5 a newer %s image pushes no good one out', (_, changes) => {
  expect(pruned(inventory([image(1), image(2), image(3, changes)]))).toEqual([]);
});

test.each(['instance i-0c', 'launch template lt-1, version 3'])('S5 keeps an image that %s uses', (by) => {
  const stock = inventory(four, { uses: [{ id: 'ami-1', by }] });
  expect(pruned(stock)).toEqual(['ami-2', 'snap-2']);
  expect(reasonFor('ami-1', stock)).toBe(`${by} uses it`);
});

test('S5 does not take a later copy of an old image for the newest generation', () => {
  const copy = image(9, { sourceImageId: 'ami-1' });
  const stock = inventory([image(1), image(2), image(3), copy]);
  expect(pruned(stock)).toEqual(['ami-1', 'snap-1']);
  expect(reasonFor('ami-9', stock)).toBe('it is a copy of ami-1: copies do not count as generations');
  expect(reasonFor('ami-2', stock)).toBe('generation 2 of 2');
});

test.each([
  ['of the newest image', { sourceImageId: 'ami-2' }],
  ['of an image of another region', { sourceImageId: 'ami-0f' }],
  ['of a copy', { sourceImageId: 'ami-8' }],
])('S5 a copy %s pushes no image out, and stays', (_, changes) => {
  const copies = [image(8, { sourceImageId: 'ami-2' }), image(9, changes)];
  expect(pruned(inventory([image(1), image(2), ...copies]))).toEqual([]);
  expect(pruned(inventory([image(1), image(2), ...copies]), { generations: 1 })).toEqual(['ami-1', 'snap-1']);
});

test('S5 knows a copy by the description of its snapshot where EC2 reports no source image', () => {
  const description = 'Copied for DestinationAmi ami-9 from SourceAmi ami-1 for SourceSnapshot snap-1.';
  const stock = inventory([image(1), image(2), image(3), image(9)]);
  const snapshots = [...stock.snapshots.slice(0, 3), snapshot(9, { description })];
  expect(pruned({ ...stock, snapshots })).toEqual(['ami-1', 'snap-1']);
});

test('S5 counts an image of an instance that was launched from another one of its images: that is no copy', () => {
  const restored = { sourceImageId: 'ami-1', sourceInstanceId: INSTANCE };
  const stock = inventory([image(1), image(2), image(3), image(4, restored)]);
  expect(pruned(stock)).toEqual(['ami-1', 'ami-2', 'snap-1', 'snap-2']);
});

test.each([
  ['a source instance', { sourceInstanceId: INSTANCE }, {}],
  ['a snapshot that CreateImage made for it', {}, { snapshots: [1, 2, 3, 4].map((on) => snapshot(on)) }],
])('S5 counts an image that EC2 reports a source image for, known by %s', (_, changes, known) => {
  const launchedFrom = image(4, { sourceImageId: 'ami-ba5e', ...changes });
  const stock = inventory([image(1), image(2), image(3), launchedFrom], known);
  expect(reasonFor('ami-4', stock)).toBe('generation 1 of 2');
  expect(pruned(stock)).toEqual(['ami-1', 'ami-2', 'snap-1', 'snap-2']);
});

test('S5 counts and deletes old images that EC2 reports a source image but no source instance for', () => {
  const images = [1, 2, 3].map((on) => image(on, { sourceImageId: 'ami-ba5e' }));
  const snapshots = [1, 2, 3].map((on) => snapshot(on));
  expect(pruned(inventory(images, { snapshots }))).toEqual(['ami-1', 'snap-1']);
});

test('S5 does not count an image that was registered later from the snapshot of an old image', () => {
  const registered = image(9, { snapshotIds: ['snap-1'] });
  const snapshots = [1, 2, 3].map((on) => snapshot(on));
  const stock = inventory([image(1), image(2), image(3), registered], { snapshots });
  expect(pruned(stock)).toEqual(['ami-1']);
  expect(reasonFor('ami-9', stock)).toBe('it is a copy of ami-1: copies do not count as generations');
  expect(reasonFor('snap-1', stock)).toBe('image ami-9 uses it');
});

test('S5 counts an image with a volume from the snapshot of another image or of a copy', () => {
  const description = 'Copied for DestinationAmi ami-8 from SourceAmi ami-1 for SourceSnapshot snap-1.';
  const more = image(4, { snapshotIds: ['snap-4', 'snap-1', 'snap-8'] });
  const snapshots = [...[1, 2, 3, 4].map((on) => snapshot(on)), snapshot(8, { description })];
  const stock = inventory([image(1), image(2), image(3), more], { snapshots });
  expect(reasonFor('ami-4', stock)).toBe('generation 1 of 2');
  expect(pruned(stock)).toEqual(['ami-1', 'ami-2', 'snap-2']);
});

test('S5 orders images of one moment by their names, which end with the time', () => {
  const at = { createdAt: day(1) };
  expect(pruned(inventory([image(9, at), image(7, at), image(8, at)]))).toEqual(['ami-7', 'snap-7']);
});

test('S5 keeps a snapshot that another image refers to, and deletes one that only pruned images share', () => {
  const shared = { snapshotIds: ['snap-1'], sourceInstanceId: INSTANCE };
  const kept = inventory([image(1), image(2), image(3, shared)], { snapshots: [snapshot(1), snapshot(2)] });
  expect(pruned(kept, { generations: 1 })).toEqual(['ami-1', 'ami-2', 'snap-2']);
  expect(reasonFor('snap-1', kept, { generations: 1 })).toBe('image ami-3 uses it');

  const both = inventory([image(1), image(2, shared), image(3)], { snapshots: [snapshot(1)] });
  expect(decide(request({ generations: 1 }), both).snapshots).toEqual([
    { id: 'snap-1', imageIds: ['ami-1', 'ami-2'], reason: 'snapshot of ami-1, ami-2' },
  ]);
});

test.each([
  ['no mark', { tags: { Name: 'web1' } }, 'it does not have the tag AutoBackup=true'],
  [
    'a tag of AWS Backup',
    { tags: { ...OWN_TAGS, 'aws:backup:source-resource': 'arn:x' } },
    'AWS Backup created and manages it',
  ],
  ['another source', { tags: { ...OWN_TAGS, SourceInstance: OTHER_INSTANCE } }, `it is an image of ${OTHER_INSTANCE}`],
])('S3 keeps a snapshot with %s when its image is deleted, and reports why', (_, changes, reason) => {
  const stock = inventory([image(1), image(2)], { snapshots: [snapshot(1, changes)] });
  expect(pruned(stock, { generations: 1 })).toEqual(['ami-1']);
  expect(reasonFor('snap-1', stock, { generations: 1 })).toBe(reason);
});

test('S5 keeps a snapshot that a launch template names', () => {
  const stock = inventory(four, { uses: [{ id: 'snap-1', by: 'launch template lt-1, version 1' }] });
  expect(pruned(stock)).toEqual(['ami-1', 'ami-2', 'snap-2']);
  expect(reasonFor('snap-1', stock)).toBe('launch template lt-1, version 1 uses it');
});
