import fc from 'fast-check';

import { decide } from './decide';
import type { Image, Inventory, Snapshot } from './inventory';
import type { PruneRequest } from './prune-request';
import { day, INSTANCE, OTHER_INSTANCE } from '../../testing/generations/images';
import type { Decision } from './verdict';

/** `npm run test:faults` looks longer. */
const isComplete = process.env['FAULTS'] === 'all';
const RUNS = isComplete ? 10_000 : 1500;
const FEWER_RUNS = isComplete ? 2000 : 400;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Mostly the usual value, so that there is something to delete. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const instances = mostly(INSTANCE, OTHER_INSTANCE);
const days = fc.integer({ min: 1, max: 9 }).map(day);

const tags = fc
  .record({
    Name: mostly<string | undefined>('web1', 'web10', 'web', 'web1 ', 'db1', undefined),
    AutoBackup: mostly<string | undefined>('true', 'false', undefined),
    SourceInstance: maybe(instances),
    'aws:backup:source-resource': mostly<string | undefined>(undefined, 'arn'),
  })
  .map((all) => new Map(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))));

const imageIds = ['ami-1', 'ami-2', 'ami-3', 'ami-4', 'ami-5', 'ami-6', 'ami-7', 'ami-8'];
const snapshotIds = ['snap-1', 'snap-2', 'snap-3', 'snap-4', 'snap-5', 'snap-6', 'snap-7', 'snap-8', 'snap-9'];

const imageOf = (id: string): fc.Arbitrary<Image> =>
  fc.record({
    id: fc.constant(id),
    name: mostly(`web1-of-${id}`, 'web1-1', 'web1-2', 'AWSBackup_i-0a_job-1'),
    state: mostly('available', 'pending', 'failed', 'disabled'),
    createdAt: fc.oneof({ weight: 20, arbitrary: days }, { weight: 1, arbitrary: fc.constant(undefined) }),
    tags,
    snapshotIds: fc.oneof(
      { weight: 3, arbitrary: fc.constant([id.replace('ami', 'snap')]) },
      { weight: 1, arbitrary: fc.subarray(snapshotIds, { maxLength: 2 }) },
    ),
    sourceInstanceId: maybe(instances),
    sourceImageId: mostly<string | undefined>(undefined, ...imageIds, 'ami-9'),
    isProtected: mostly(false, true),
  });

const snapshotOf = (id: string): fc.Arbitrary<Snapshot> =>
  fc.record({
    id: fc.constant(id),
    description: fc
      .tuple(
        instances,
        mostly(id.replace('snap', 'ami'), ...imageIds, 'ami-9', 'ami-9'),
        mostly('created', 'copied', 'other'),
      )
      .map(([instance, image, how]) => {
        if (how === 'created') return `Created by CreateImage(${instance}) for ${image}`;
        return how === 'copied' ? `Copied for DestinationAmi ${image} from SourceAmi ami-9 for SourceSnapshot s` : '';
      }),
    startedAt: maybe(days),
    tags,
  });

const inventories: fc.Arbitrary<Inventory> = fc.record({
  images: fc.subarray(imageIds, { minLength: 4 }).chain((ids) => fc.tuple(...ids.map(imageOf))),
  snapshots: fc.subarray(snapshotIds, { minLength: 4 }).chain((ids) => fc.tuple(...ids.map(snapshotOf))),
  uses: fc
    .subarray([...imageIds, ...snapshotIds], { maxLength: 2 })
    .map((ids) => ids.map((id) => ({ id, by: 'instance i-0c' }))),
});

const requests: fc.Arbitrary<PruneRequest> = fc.record({
  serverName: fc.constant('web1'),
  generations: fc.integer({ min: 1, max: 4 }),
  instanceId: maybe(fc.constant(INSTANCE)),
  dryRun: fc.constant(false),
});

/** S5 once more, read naively, without sharing anything with the code. */
function isOwned({ tags: of, name }: Image, { serverName, instanceId }: PruneRequest): boolean {
  if (of.get('AutoBackup') !== 'true') return false;
  if (of.has('aws:backup:source-resource') || name.startsWith('AWSBackup_')) return false;
  if (instanceId !== undefined && of.has('SourceInstance')) return of.get('SourceInstance') === instanceId;
  return of.get('Name') === serverName;
}

function isCopy({ id, snapshotIds: own, sourceImageId, sourceInstanceId }: Image, { snapshots }: Inventory): boolean {
  const descriptions = snapshots.filter((one) => own.includes(one.id)).map(({ description }) => description);
  if (descriptions.some((text) => text.startsWith(`Copied for DestinationAmi ${id} from`))) return true;
  if (sourceInstanceId !== undefined || descriptions.some((text) => text.endsWith(`) for ${id}`))) return false;
  return sourceImageId !== undefined || descriptions.some((text) => text !== '');
}

/** The owned images that stay, hold a content of their own, and are not older than a moment. */
const newerThan = (moment: string | undefined, inventory: Inventory, request: PruneRequest) =>
  inventory.images.filter(
    (one) =>
      isOwned(one, request) &&
      !isCopy(one, inventory) &&
      one.state === 'available' &&
      (one.createdAt ?? '') >= (moment ?? 'unknown'),
  );

const isUsed = (id: string, { uses }: Inventory) => uses.some((use) => use.id === id);

/** What remains when a decision has been carried out. */
function after(inventory: Inventory, { images, snapshots }: Decision): Inventory {
  const gone = new Set([...images, ...snapshots].map(({ id }) => id));
  const stays = ({ id }: { readonly id: string }) => !gone.has(id);
  return { ...inventory, images: inventory.images.filter(stays), snapshots: inventory.snapshots.filter(stays) };
}

test('S5 what is deleted: owned, available, unused images older than as many that stay, and snapshots only of such images', () => {
  let deleted = { images: 0, withImage: 0, leftBehind: 0 };
  fc.assert(
    fc.property(inventories, requests, (inventory, request) => {
      const decision = decide(request, inventory);
      const left = after(inventory, decision);
      // One assertion per run: creating one takes longer than a decision.
      expect({
        images: decision.images.map(({ id }) => imageFacts(id, inventory, left, request)),
        snapshots: decision.snapshots.map((one) => snapshotFacts(one, decision, inventory, left, request)),
      }).toEqual({
        images: decision.images.map(({ id }) => ({ id, ...DELETABLE_IMAGE })),
        snapshots: decision.snapshots.map(({ id }) => ({ id, ...DELETABLE_SNAPSHOT })),
      });
      const withImage = decision.snapshots.filter(({ imageIds: of }) => of.length > 0).length;
      deleted = {
        images: deleted.images + decision.images.length,
        withImage: deleted.withImage + withImage,
        leftBehind: deleted.leftBehind + decision.snapshots.length - withImage,
      };
    }),
    { numRuns: RUNS },
  );
  expect(deleted.images).toBeGreaterThan(RUNS / 2);
  expect(deleted.withImage).toBeGreaterThan(RUNS / 4);
  expect(deleted.leftBehind).toBeGreaterThan(RUNS / 100);
});

const DELETABLE_IMAGE = {
  isOwned: true,
  isCopy: false,
  isUsed: false,
  state: 'available',
  isProtected: false,
  enoughStay: true,
};

function imageFacts(id: string, inventory: Inventory, left: Inventory, request: PruneRequest) {
  const image = inventory.images.find((one) => one.id === id) as Image;
  return {
    id,
    isOwned: isOwned(image, request),
    isCopy: isCopy(image, inventory),
    isUsed: isUsed(id, inventory),
    state: image.state,
    isProtected: image.isProtected,
    enoughStay: newerThan(image.createdAt, left, request).length >= request.generations,
  };
}

const DELETABLE_SNAPSHOT = {
  marked: 'true',
  ofAwsBackup: false,
  isUsed: false,
  users: [],
  remaining: [],
  leftBehind: { imageExists: false, ofOtherInstance: false, newerStays: true },
};

function snapshotFacts(
  { id, imageIds: of }: Decision['snapshots'][number],
  { images }: Decision,
  inventory: Inventory,
  left: Inventory,
  request: PruneRequest,
) {
  const { tags: written, description, startedAt } = inventory.snapshots.find((one) => one.id === id) as Snapshot;
  const [, instance, image] = /CreateImage\((.*)\) for (.*)$/.exec(description) ?? [];
  return {
    id,
    marked: written.get('AutoBackup'),
    ofAwsBackup: written.has('aws:backup:source-resource'),
    isUsed: isUsed(id, inventory),
    users: left.images.filter((one) => one.snapshotIds.includes(id)),
    remaining: of.filter((one) => !images.some((gone) => gone.id === one)),
    leftBehind:
      of.length > 0
        ? DELETABLE_SNAPSHOT.leftBehind
        : {
            imageExists: inventory.images.some((one) => one.id === image),
            ofOtherInstance: request.instanceId !== undefined && request.instanceId !== instance,
            newerStays: newerThan(startedAt, left, request).length > 0,
          },
  };
}

test('S5 of one instance no more than its generations stay, but for what is in the way', () => {
  fc.assert(
    fc.property(inventories, requests, (inventory, request) => {
      const ofOne = { ...request, instanceId: INSTANCE };
      const left = after(inventory, decide(ofOne, inventory));
      const free = left.images.filter(
        (image) =>
          isOwned(image, ofOne) &&
          !isCopy(image, inventory) &&
          image.tags.get('SourceInstance') === INSTANCE &&
          image.state === 'available' &&
          image.createdAt !== undefined &&
          !image.isProtected &&
          !isUsed(image.id, inventory),
      );
      expect(free.length).toBeLessThanOrEqual(request.generations);
    }),
    { numRuns: FEWER_RUNS },
  );
});

test('S5 reports each image of the server once, as kept or deleted, and no other image', () => {
  fc.assert(
    fc.property(inventories, requests, (inventory, request) => {
      const { images, kept } = decide(request, inventory);
      const reported = [...images, ...kept].map(({ id }) => id).filter((id) => id.startsWith('ami-'));
      const related = inventory.images.filter(
        ({ tags: of }) =>
          of.get('Name') === 'web1' || (request.instanceId !== undefined && of.get('SourceInstance') === INSTANCE),
      );
      expect(reported.toSorted()).toEqual(related.map(({ id }) => id).toSorted());
    }),
    { numRuns: FEWER_RUNS },
  );
});

test('S5 a second run deletes no image, and no snapshot but of images that the first one deleted', () => {
  fc.assert(
    fc.property(inventories, requests, (inventory, request) => {
      const first = decide(request, inventory);
      const second = decide(request, after(inventory, first));
      const deleted = first.images.map(({ id }) => `left behind by ${id}`);
      expect(second.images).toEqual([]);
      expect(second.snapshots.map(({ reason }) => reason).filter((reason) => !deleted.includes(reason))).toEqual([]);
    }),
    { numRuns: FEWER_RUNS },
  );
});

test('S5 the order in which EC2 lists does not matter', () => {
  fc.assert(
    fc.property(inventories, requests, (inventory, request) => {
      const turned = {
        images: inventory.images.toReversed(),
        snapshots: inventory.snapshots.toReversed(),
        uses: inventory.uses,
      };
      const goes = ({ images, snapshots }: Decision) => [...images, ...snapshots].map(({ id }) => id).toSorted();
      expect(goes(decide(request, turned))).toEqual(goes(decide(request, inventory)));
    }),
    { numRuns: FEWER_RUNS },
  );
});
