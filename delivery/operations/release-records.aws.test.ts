import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import type { ReleaseRecord } from '../domain/record';
import type { Running } from '../../local-aws/moto';
import { latestKey, readLatest, readRecord, recordKey, writeRecord, type RecordPlace } from './release-records';

const RELEASE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

let moto: Running;
let s3: S3Client;
let place: RecordPlace;
let buckets = 0;

const clientAt = (options: object = {}) =>
  new S3Client({
    region: 'ap-northeast-1',
    endpoint: moto.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...options,
  });

const record = (changed: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  schema: 1,
  release: RELEASE,
  environment: 'dev',
  accountId: '111111111111',
  appliedAt: '2026-11-21T08:00:00.000Z',
  stacks: [{ stack: 'dev-iam', result: 'applied' }],
  verification: { ok: true, at: '2026-11-21T08:01:00.000Z', differences: 0 },
  by: 'arn:aws:sts::111111111111:assumed-role/apply/run-1',
  ...changed,
});

/** Lets the next writes, or reads, end otherwise. `lost`: S3 does it, and its answer never arrives; `gone`: we are. */
const failing = (command: string, faults: readonly (Error | 'lost' | 'gone' | 'done')[]) => {
  const client = clientAt({ maxAttempts: 3 });
  const next = [...faults];
  client.middlewareStack.add(
    (go: any, { commandName }: any) =>
      async (args: any) => {
        const fault = commandName === command ? next.shift() : undefined;
        if (fault instanceof Error) throw fault;
        if (fault === 'gone') throw sdkError('Gone', 400);
        const answer = await go(args);
        if (fault === 'lost') throw sdkError('TimeoutError', undefined, 'Socket timed out.');
        return answer;
      },
    // Inside the SDK's own attempts.
    { step: 'finalizeRequest', name: 'failing', priority: 'low' },
  );
  return client;
};

/** The SDK tries again what is throttled and what it heard nothing of. */
const sdkError = (name: string, httpStatusCode: number | undefined, message = name) =>
  Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode },
    ...(httpStatusCode === undefined || httpStatusCode >= 500 ? { $retryable: { throttling: true } } : {}),
  });

beforeAll(async () => {
  moto = await globalThis.takeMoto('111111111111');
  s3 = clientAt();
});

beforeEach(async () => {
  place = { bucket: `states-${(buckets += 1)}`, service: 'anyservice', environment: 'dev', kmsKeyArn: undefined };
  await s3.send(
    new CreateBucketCommand({
      Bucket: place.bucket,
      CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-1' },
    }),
  );
});

afterAll(() => moto.stop());

const keys = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: place.bucket }));
  return Contents.map(({ Key }) => Key);
};

test('E a record is kept as the latest, and under its release once another one follows', async () => {
  expect(await readRecord(s3, place, RELEASE)).toBeUndefined();
  expect(await writeRecord(s3, place, record(), undefined)).toEqual({ etag: expect.any(String) });
  expect(await readRecord(s3, place, RELEASE)).toEqual(record());
  expect(await readRecord(s3, place, OTHER)).toBeUndefined();
  expect(await keys()).toEqual(['anyservice/dev/releases/latest.json']);
  await writeRecord(s3, place, record({ release: OTHER }), await readLatest(s3, place));
  expect(await keys()).toEqual([`anyservice/dev/releases/${RELEASE}.json`, 'anyservice/dev/releases/latest.json']);
  expect([recordKey(place, RELEASE), latestKey(place)]).toEqual(await keys());
});

test('E a crash between the two writes loses neither record, and a later apply of the first replaces its own', async () => {
  await writeRecord(s3, place, record(), undefined);
  const next = record({ release: OTHER, appliedAt: '2026-11-21T09:00:00.000Z' });
  const crashed = failing('PutObjectCommand', ['gone']);
  await expect(writeRecord(crashed, place, next, await readLatest(s3, place))).rejects.toThrow('Gone');
  expect((await readLatest(s3, place))?.record).toEqual(record());
  // It comes as far as the copy.
  const between = failing('PutObjectCommand', ['done', 'gone']);
  await expect(writeRecord(between, place, next, await readLatest(s3, place))).rejects.toThrow('Gone');
  expect(await keys()).toHaveLength(2);
  expect(await readRecord(s3, place, RELEASE)).toEqual(record());
  await writeRecord(s3, place, next, await readLatest(s3, place));
  const back = record({ appliedAt: '2026-11-21T10:00:00.000Z', verification: undefined });
  await writeRecord(s3, place, back, await readLatest(s3, place));
  await writeRecord(s3, place, record({ release: 'c'.repeat(64) }), await readLatest(s3, place));
  expect([await readRecord(s3, place, RELEASE), await readRecord(s3, place, OTHER)]).toEqual([back, next]);
});

test('E the record of a release stays when the next one is applied', async () => {
  await writeRecord(s3, place, record(), undefined);
  const seen = await readLatest(s3, place);
  const next = record({ release: OTHER, appliedAt: '2026-11-21T09:00:00.000Z' });
  expect(await writeRecord(s3, place, next, seen)).toEqual({ etag: expect.any(String) });
  expect((await readLatest(s3, place))?.record).toEqual(next);
  expect(await readRecord(s3, place, RELEASE)).toEqual(record());
});

test('E an apply that continues a release replaces its record', async () => {
  const half = record({ verification: undefined });
  await writeRecord(s3, place, half, undefined);
  const whole = record({ appliedAt: '2026-11-21T09:00:00.000Z' });
  await writeRecord(s3, place, whole, await readLatest(s3, place));
  await writeRecord(s3, place, record({ release: OTHER }), await readLatest(s3, place));
  expect(await readRecord(s3, place, RELEASE)).toEqual(whole);
});

test.each([
  ['the first record', false],
  ['after another one', true],
])('E of two pipelines that write at once exactly one wins: %s', async (_when, before) => {
  if (before) await writeRecord(s3, place, record({ appliedAt: '2026-11-20T08:00:00.000Z' }), undefined);
  const seen = await readLatest(s3, place);
  const of = (run: number) => record({ release: `${run}`.repeat(64), by: `run-${run}` });
  const written = await Promise.all([1, 2, 3, 4].map((run) => writeRecord(s3, place, of(run), seen)));
  const winners = written.flatMap((one, index) => ('etag' in one ? [of(index + 1)] : []));
  expect(winners).toHaveLength(1);
  expect((await readLatest(s3, place))?.record).toEqual(winners[0]);
  for (const one of written) if ('lost' in one) expect(one.lost?.record).toEqual(winners[0]);
  const kept = await Promise.all([1, 2, 3, 4].map((run) => readRecord(s3, place, of(run).release)));
  expect(kept.filter((one) => one !== undefined)).toEqual(winners);
});

test('E two pipelines with the same release: the second one does not win either', async () => {
  await writeRecord(s3, place, record({ by: 'run-1' }), undefined);
  const second = await writeRecord(s3, place, record({ by: 'run-2' }), undefined);
  expect(second).toMatchObject({ lost: { record: { by: 'run-1' } } });
});

test('E a record that was removed since is reported as lost, not written again', async () => {
  expect(await writeRecord(s3, place, record(), { etag: '"gone"', record: record() })).toEqual({ lost: undefined });
});

test('E waits and writes again when S3 throttles', async () => {
  const slow = failing('PutObjectCommand', [sdkError('SlowDown', 503)]);
  expect(await writeRecord(slow, place, record(), undefined)).toEqual({ etag: expect.any(String) });
  const busy = failing(
    'GetObjectCommand',
    [1, 2, 3].map(() => sdkError('SlowDown', 503)),
  );
  await expect(readRecord(busy, place, RELEASE)).rejects.toThrow('because there are too many requests');
});

test('E is content when S3 took the write and its answer was lost', async () => {
  const lossy = failing('PutObjectCommand', ['lost', 'lost']);
  expect(await writeRecord(lossy, place, record(), undefined)).toEqual({ etag: expect.any(String) });
  expect(await readRecord(s3, place, RELEASE)).toEqual(record());
  expect((await readLatest(s3, place))?.record).toEqual(record());
});

test('E tries again when S3 reports a concurrent write', async () => {
  const busy = failing('PutObjectCommand', [sdkError('ConditionalRequestConflict', 409)]);
  expect(await writeRecord(busy, place, record(), undefined)).toEqual({ etag: expect.any(String) });
});

const denied = () => sdkError('AccessDenied', 403, 'Access Denied');

test('E a record that is not there is none, even to whom S3 denies it and who may list it only', async () => {
  expect(await readRecord(failing('GetObjectCommand', [denied(), denied()]), place, RELEASE)).toBeUndefined();
  const blind = failing('GetObjectCommand', [denied()]);
  blind.middlewareStack.add(
    (go: any, { commandName }: any) =>
      (args: any) =>
        commandName === 'ListObjectsV2Command' ? Promise.reject(denied()) : go(args),
    { step: 'initialize', name: 'blind' },
  );
  await expect(readRecord(blind, place, RELEASE)).rejects.toThrow('and s3:ListBucket on');
});

test('E names the permission and the object when S3 denies', async () => {
  await writeRecord(s3, place, record(), undefined);
  await expect(readRecord(failing('GetObjectCommand', [denied()]), place, RELEASE)).rejects.toThrow(
    `The caller is not authorized to perform s3:GetObject on arn:aws:s3:::${place.bucket}/anyservice/dev/releases/latest.json (Access Denied).\n→ allow it, and s3:ListBucket on arn:aws:s3:::${place.bucket}, without which S3 denies access to missing objects`,
  );
  await expect(writeRecord(failing('PutObjectCommand', [denied()]), place, record(), undefined)).rejects.toThrow(
    `The caller is not authorized to perform s3:PutObject on arn:aws:s3:::${place.bucket}/anyservice/dev/releases/latest.json (Access Denied).\n→ allow it`,
  );
});

test('E explains how to create the missing bucket', async () => {
  await expect(readLatest(s3, { ...place, bucket: 'nowhere' })).rejects.toThrow(
    'There is no bucket nowhere.\n→ create the bucket of an environment with npx backupctl bootstrap --environment NAME',
  );
});

test('E refuses what is no record, rather than taking it for none', async () => {
  await s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: recordKey(place, RELEASE), Body: '{}' }));
  await expect(readRecord(s3, place, RELEASE)).rejects.toThrow(
    `s3://${place.bucket}/anyservice/dev/releases/${RELEASE}.json has schema undefined, but this version supports 1: it is not a record of a release.`,
  );
});

test('E encrypts with the key of the states, where there is one', async () => {
  const kmsKeyArn = 'arn:aws:kms:ap-northeast-1:111111111111:key/1';
  const asked: any[] = [];
  const client = clientAt();
  client.middlewareStack.add(
    (go: any) => (args: any) => {
      asked.push(args.input);
      return go(args);
    },
    { step: 'initialize', name: 'seen' },
  );
  await writeRecord(client, { ...place, kmsKeyArn }, record(), undefined);
  await writeRecord(client, { ...place, kmsKeyArn }, record({ release: OTHER }), await readLatest(s3, place));
  const writes = asked.filter(({ Body }) => Body !== undefined);
  expect(writes.map(({ ServerSideEncryption, SSEKMSKeyId }) => [ServerSideEncryption, SSEKMSKeyId])).toEqual([
    ['aws:kms', kmsKeyArn],
    ['aws:kms', kmsKeyArn],
    ['aws:kms', kmsKeyArn],
  ]);
});
