import {
  CreateImageCommand,
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';

import { buildLambdas } from '../bin/build-lambdas';
import { until } from '../testing/commands';
import { invokeLambda, REQUEST_ID, startLambda } from '../local-aws/lambda';
import { Fault, FOREIGN_BODIES, LOST_RESPONSE } from '../local-aws/operation';
import { testAws, type LocalAws } from '../testing/aws/local-aws';

let aws: LocalAws;
let ec2: EC2Client;

beforeAll(async () => {
  buildLambdas();
  aws = await testAws('111111111111');
  ec2 = new EC2Client({
    region: 'ap-northeast-1',
    endpoint: aws.variables['AWS_ENDPOINT_URL'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterEach(() => aws.standIn.reset());

afterAll(async () => {
  ec2.destroy();
  await aws.stop();
});

async function launch(ImageId: string): Promise<string> {
  const { Instances } = await ec2.send(new RunInstancesCommand({ ImageId, MinCount: 1, MaxCount: 1 }));
  return Instances?.[0]?.InstanceId ?? '';
}

/** A server's instance and its images, the oldest first. */
interface BackedUp {
  readonly instanceId: string;
  readonly images: readonly [string, string, ...string[]];
}

/** Makes an instance and images of it as the SSM document does: names end with the time, moto dates all of them now. */
async function backUp(server: string, count: number): Promise<BackedUp> {
  const instanceId = await launch('ami-12345678');
  const images: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    images.push(await createImage(instanceId, server, `${server}-2026-11-0${number}_03.30.00`));
  }
  return { instanceId, images: images as [string, string] };
}

async function createImage(InstanceId: string, server: string, name: string): Promise<string> {
  const { ImageId = '' } = await ec2.send(new CreateImageCommand({ InstanceId, Name: name, NoReboot: true }));
  const tags = { Name: server, AutoBackup: 'true', SourceInstance: InstanceId };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await ec2.send(new CreateTagsCommand({ Resources: [ImageId, ...(await snapshotsFor([ImageId]))], Tags }));
  return ImageId;
}

async function imagesOf(server: string): Promise<string[]> {
  const Filters = [{ Name: 'tag:Name', Values: [server] }];
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'], Filters }));
  return Images.map(({ ImageId = '' }) => ImageId);
}

/** The snapshots that EC2 made for images, which may be gone. */
async function snapshotsFor(imageIds: readonly string[]): Promise<string[]> {
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  return Snapshots.filter(({ Description = '' }) => imageIds.some((id) => Description.endsWith(id))).map(
    ({ SnapshotId = '' }) => SnapshotId,
  );
}

const prune = (event: unknown) => invokeLambda('prune-images', event, aws.variables);
const ids = (verdicts: readonly { readonly id: string }[]) => verdicts.map(({ id }) => id);

test('S5 the built Lambda prunes one server, reports what and why, and leaves its namesake alone', async () => {
  const { instanceId, images } = await backUp('web1', 4);
  const [first, second, ...newest] = images;
  const namesake = await backUp('web10', 3);
  const snapshots = await snapshotsFor([first, second]);

  const { result, error } = await prune({ ServerName: 'web1', gen: '2', instanceId });
  expect(error).toBeUndefined();
  expect(ids(result.deleted)).toEqual([first, second, ...snapshots]);
  expect(result.kept).toEqual([
    { id: newest[0], reason: 'generation 2 of 2' },
    { id: newest[1], reason: 'generation 1 of 2' },
  ]);
  expect(result.failed).toEqual([]);
  expect(await imagesOf('web1')).toEqual(newest);
  expect(await snapshotsFor(images)).toEqual(await snapshotsFor(newest));
  expect(await imagesOf('web10')).toEqual(namesake.images);
});

test('S5 the built Lambda keeps what an instance or a launch template uses, and what AWS Backup made', async () => {
  const { instanceId, images } = await backUp('db1', 4);
  const [launched, templated, unused = '', newest = ''] = images;
  const theirs = await createImage(instanceId, 'db1', `AWSBackup_${instanceId}_job-1`);
  const user = await launch(launched);
  const LaunchTemplateData = { ImageId: templated };
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'db1', LaunchTemplateData }));

  const { result } = await prune({ ServerName: 'db1', gen: '1' });
  expect(ids(result.deleted)).toEqual([unused, expect.stringMatching(/^snap-/)]);
  expect(result.kept).toEqual([
    { id: launched, reason: `instance ${user} uses it` },
    { id: templated, reason: expect.stringMatching(/^launch template lt-\w+, version 1 uses it$/) },
    { id: newest, reason: 'generation 1 of 1' },
    { id: theirs, reason: 'AWS Backup created and manages it' },
  ]);
  expect(await imagesOf('db1')).toEqual([launched, templated, newest, theirs]);
});

test('S5 a dry run of the built Lambda deletes nothing', async () => {
  const { images } = await backUp('dry1', 2);
  const { result } = await prune({ ServerName: 'dry1', gen: '1', dryRun: true });
  expect(ids(result.wouldDelete)).toEqual([images[0], ...(await snapshotsFor([images[0]]))]);
  expect(await imagesOf('dry1')).toEqual(images);
});

test('S5 logs lines of JSON that name the request', async () => {
  const { log } = await prune({ ServerName: 'nobody', gen: '2', dryRun: true });
  expect(log).toEqual([
    expect.objectContaining({
      level: 'info',
      requestId: REQUEST_ID,
      message: 'started',
      event: { ServerName: 'nobody', gen: '2', dryRun: true },
    }),
    expect.objectContaining({
      level: 'info',
      requestId: REQUEST_ID,
      message: 'ended',
      result: expect.objectContaining({ deleted: [], wouldDelete: [] }),
    }),
  ]);
});

test('S5 an invalid event calls nothing of AWS, and throws', async () => {
  const { error, log } = await prune({ ServerName: 'web1', gen: 'two' });
  expect(error).toEqual({
    errorType: 'PruneRequestError',
    errorMessage:
      'Nothing is deleted, because the event is invalid:\n- gen is "two": how many generations to keep: 1 or more, in decimal digits',
  });
  expect(aws.standIn.actions).toEqual([]);
  expect(log.at(-1)).toMatchObject({ level: 'error', requestId: REQUEST_ID, error: 'PruneRequestError' });
});

const throttled = new Fault('RequestLimitExceeded', 'Request limit exceeded.', 503);
const denied = new Fault('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403);

const READS = [
  'ec2:DescribeSnapshots',
  'ec2:DescribeImages',
  'ec2:DescribeLaunchTemplates',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:DescribeInstances',
];

test('S5 gets over throttling and a lost answer at every call', async () => {
  const { instanceId, images } = await backUp('busy1', 2);
  const [old, kept] = images;
  const actions = [...READS, 'ec2:DeregisterImage', 'ec2:DeleteSnapshot'];
  aws.standIn.reset();
  for (const action of actions) aws.standIn.fail(action, [throttled, LOST_RESPONSE]);
  const { error, result } = await prune({ ServerName: 'busy1', gen: 1, instanceId });
  expect(error).toBeUndefined();
  expect(ids(result.deleted)).toEqual([old, expect.stringMatching(/^snap-/)]);
  expect(result.deleted[0].reason).toMatch(/it was already gone$/);
  for (const action of actions) expect(aws.standIn.requests(action).length).toBeGreaterThanOrEqual(3);
  expect(await imagesOf('busy1')).toEqual([kept]);
  expect(await snapshotsFor([old])).toEqual([]);
});

test.each(READS)('S5 deletes nothing while a proxy answers %s instead of AWS, and names the call', async (action) => {
  const name = `proxy-${action.replace(/^ec2:/, '')}`;
  const { images } = await backUp(name, 2);
  await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData: { ImageId: 'ami-12345678' } }),
  );
  for (const body of FOREIGN_BODIES) {
    aws.standIn.reset();
    aws.standIn.fail(action, [body]);
    const { error } = await prune({ ServerName: name, gen: '1' });
    expect(error?.errorType).toBe('AwsError');
    expect(error?.errorMessage).toMatch(
      /^ec2:\w+[^:]* failed: the response is not from AWS: it has no \w+\.\n→ run it again/,
    );
    expect(error?.errorMessage).toContain(action);
    expect(aws.standIn.actions.filter((one) => /Deregister|Delete/.test(one))).toEqual([]);
  }
  expect(await imagesOf(name)).toEqual(images);
});

test('S5 throws when a deletion fails, so that the document tries again, and the next run finishes', async () => {
  const { images } = await backUp('app1', 3);
  const [first, second, third] = images;
  aws.standIn.fail('ec2:DeleteSnapshot', [denied]);
  const { error, log } = await prune({ ServerName: 'app1', gen: '1' });
  expect(error?.errorType).toBe('PruneError');
  expect(error?.errorMessage).toMatch(
    /^1 of 4 deletions failed; another run tries again\.\n- snap-\w+: The caller is not allowed to call ec2:DeleteSnapshot/,
  );
  expect(log.at(-2)).toMatchObject({ level: 'warn', report: { failed: [expect.anything()] } });
  expect(await imagesOf('app1')).toEqual([third]);
  expect(await snapshotsFor([first, second])).toHaveLength(1);

  const again = await prune({ ServerName: 'app1', gen: '1' });
  expect(again.result.deleted).toEqual([{ id: expect.any(String), reason: `left behind by ${first}` }]);
  expect(await snapshotsFor([first, second])).toEqual([]);
});

test('S5 a run that is killed between an image and its snapshots is finished by the next one', async () => {
  const { instanceId, images } = await backUp('kill1', 2);
  const [first, second] = images;
  // It waits and asks again, for long enough to be killed.
  aws.standIn.fail(
    'ec2:DeleteSnapshot',
    Array.from({ length: 8 }, () => throttled),
  );
  const child = startLambda('prune-images', { ServerName: 'kill1', gen: '1', instanceId }, aws.variables);
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
  });
  await until(() => aws.standIn.actions.includes('ec2:DeleteSnapshot'), ended);
  child.kill('SIGKILL');
  await ended;
  aws.standIn.reset();
  expect(await imagesOf('kill1')).toEqual([second]);
  expect(await snapshotsFor([first])).toHaveLength(1);

  const { result } = await prune({ ServerName: 'kill1', gen: '1', instanceId });
  expect(result.deleted).toEqual([{ id: expect.any(String), reason: `left behind by ${first}` }]);
  expect(await snapshotsFor([first])).toEqual([]);
});
