import { decide } from './decide';
import type { Snapshot } from './inventory';
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

/** Two images stay; the image of the first day is gone. */
const stays = inventory([image(3), image(4)]);
const decision = (left: Snapshot, changes: Partial<PruneRequest> = {}, stock = stays) =>
  decide(request(changes), { ...stock, snapshots: [...stock.snapshots, left] });

const FINISHED = [{ id: 'snap-1', imageIds: [], reason: 'left behind by ami-1' }];
const LEGACY = { Name: 'web1', AutoBackup: 'true' };

test('S5 finishes what a crash left behind: a snapshot whose image is gone', () => {
  expect(decision(snapshot(1)).snapshots).toEqual(FINISHED);
});

test.each([
  ['an older snapshot, by its description', snapshot(1, { tags: LEGACY }), {}],
  ['by its name, when the event names no instance', snapshot(1), { instanceId: undefined }],
  [
    'one with the older description',
    snapshot(1, { description: `Created by CreateImage(${INSTANCE}) for ami-1 from vol-0f` }),
    {},
  ],
])('S5 finishes %s', (_, left, changes) => {
  expect(decision(left, changes).snapshots).toEqual(FINISHED);
});

test.each([
  ['a copy', snapshot(1, { description: 'Copied for DestinationAmi ami-1 from SourceAmi ami-0' }), {}],
  ["a person's", snapshot(1, { description: `see: Created by CreateImage(${INSTANCE}) for ami-1` }), {}],
  [
    'of another instance',
    snapshot(1, { description: `Created by CreateImage(${OTHER_INSTANCE}) for ami-1`, tags: LEGACY }),
    {},
  ],
  ['of another instance, as its tag says', snapshot(1, { tags: { ...OWN_TAGS, SourceInstance: OTHER_INSTANCE } }), {}],
  ['of another name', snapshot(1, { tags: { ...OWN_TAGS, Name: 'web10' } }), { instanceId: undefined }],
  ['of an image that exists', snapshot(3, { id: 'snap-extra' }), {}],
])('S5 leaves a snapshot alone that is %s', (_, left, changes) => {
  const { snapshots, kept } = decision(left, changes);
  expect(snapshots).toEqual([]);
  expect(kept.map(({ id }) => id)).toEqual(['ami-3', 'ami-4']);
});

test.each([
  ['an image is newer than', snapshot(1, { startedAt: day(4) }), 'it is not older than the generations that are kept'],
  [
    'EC2 does not say the age of',
    snapshot(1, { startedAt: undefined }),
    'it is not older than the generations that are kept',
  ],
  [
    'AWS Backup made',
    snapshot(1, { tags: { ...OWN_TAGS, 'aws:backup:source-resource': 'x' } }),
    'AWS Backup created and manages it',
  ],
  ['carries no mark', snapshot(1, { tags: { Name: 'web1' } }), 'it does not have the tag AutoBackup=true'],
])('S5 keeps a snapshot that %s, and reports why', (_, left, reason) => {
  const { snapshots, kept } = decision(left);
  expect(snapshots).toEqual([]);
  expect(kept.at(-1)).toEqual({ id: 'snap-1', reason: `ami-1 is gone, but ${reason}` });
});

test.each([
  ['2026-11-03T03:30:00.999Z', ['snap-1']],
  ['2026-11-03T03:30:01.000Z', []],
])('S5 a snapshot begun at %s is as old as the oldest image that stays, to the second, or newer', (startedAt, gone) => {
  expect(decision(snapshot(1, { startedAt })).snapshots.map(({ id }) => id)).toEqual(gone);
});

test('S5 keeps a snapshot without image that a launch template names', () => {
  const uses = [{ id: 'snap-1', by: 'launch template lt-1, version 1' }];
  const { snapshots, kept } = decision(snapshot(1), {}, { ...stays, uses });
  expect(snapshots).toEqual([]);
  expect(kept.at(-1)?.reason).toBe('ami-1 is gone, but launch template lt-1, version 1 uses it');
});

test.each([
  ['none remains', inventory([])],
  ['all are pending', inventory([image(3, { state: 'pending' })])],
  ['all are of another instance', inventory([image(3, { tags: { ...OWN_TAGS, SourceInstance: OTHER_INSTANCE } })])],
])('S5 keeps what may be the last of a server: of its images %s', (_, stock) => {
  for (const instanceId of [INSTANCE, undefined]) {
    const { snapshots, kept } = decision(snapshot(1), { instanceId }, stock);
    expect(snapshots).toEqual([]);
    expect(kept.at(-1)?.reason).toBe(`ami-1 is gone, but no available image of ${INSTANCE} is kept`);
  }
});

test('S5 keeps a snapshot that other images share although its own is gone', () => {
  const stock = inventory([image(3, { snapshotIds: ['snap-1', 'snap-3'] }), image(4)]);
  expect(decision(snapshot(1), {}, stock).snapshots).toEqual([]);
});
