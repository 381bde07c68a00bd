import {
  CreateImageCommand,
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateOpenIDConnectProviderCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';

import { audiencesOf } from '../../delivery/operations/bootstrap/identity-provider';
import { movedResources, stateBucket } from '../../delivery/operations/bootstrap/state-bucket';
import { downloadBundle, uploadBundle } from '../../delivery/operations/bundle-store';
import { readRecord, writeRecord } from '../../delivery/operations/release-records';
import { NO_RESPONSE } from '../../local-aws/operation';
import { tagList } from '../../local-aws/tags';
import { checkSsmAgents } from '../../operations/check-ssm-agents';
import { pruneImages } from '../../operations/prune-images';
import { testAws, type LocalAws } from '../aws/local-aws';
import { resetMoto } from '../aws/reset-moto';
import { actionsFailing, type FailingCall, failFromNow } from './failing-call';
import { TRIED_KINDS } from './kinds';

// What the Lambdas and the delivery call.

const REGION = 'ap-northeast-1';
const BUCKET = 'states';
const STATE = { bucket: BUCKET, key: 'bootstrap.tfstate', accountId: '111111111111' };
const PLACE = { bucket: BUCKET, service: 'test', environment: 'dev', kmsKeyArn: undefined };
const PROVIDER = 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com';
const DELETION = /:(?:Delete|Deregister)/;

let aws: LocalAws;
let clients: ReturnType<typeof clientsWith>;

function clientsWith(options: object = {}) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const all = { region: REGION, endpoint: aws.standIn.url, credentials, ...options };
  return {
    ec2: new EC2Client(all),
    iam: new IAMClient(all),
    s3: new S3Client({ ...all, forcePathStyle: true, responseChecksumValidation: 'WHEN_REQUIRED' }),
    sns: new SNSClient(all),
    ssm: new SSMClient(all),
  };
}

type Clients = typeof clients;

const record = (release: string) => ({
  schema: 1 as const,
  release: release.repeat(64),
  environment: 'dev',
  accountId: '111111111111',
  appliedAt: '2026-11-21T08:00:00.000Z',
  stacks: [{ stack: 'dev-iam', result: 'applied' as const }],
  verification: { ok: true, at: '2026-11-21T08:01:00.000Z', differences: 0 },
  by: 'arn:aws:sts::111111111111:assumed-role/apply/run-1',
});

interface Operation {
  /** What it reads, created before each run. */
  readonly make: (clients: Clients) => Promise<unknown>;
  readonly run: (clients: Clients) => Promise<unknown>;
  /** Whether its result shows no problem. */
  readonly isFine?: (result: any) => boolean;
}

const bucket = ({ s3 }: Clients) =>
  s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }));

const put = async (of: Clients, Key: string, Body: string) => {
  await bucket(of);
  await of.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
};

async function launch({ ec2 }: Clients): Promise<string> {
  const tags = [{ Key: 'BackupGroup', Value: 'ssm-backup-group' }];
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
    }),
  );
  return Instances[0]?.InstanceId ?? '';
}

/** Three images of one instance, and a launch template that uses none of them. */
async function images(of: Clients): Promise<void> {
  const InstanceId = await launch(of);
  const Tags = tagList({ Name: 'web1', AutoBackup: 'true', SourceInstance: InstanceId });
  const made: string[] = [];
  for (const name of ['1', '2', '3']) {
    const { ImageId = '' } = await of.ec2.send(new CreateImageCommand({ InstanceId, Name: `${InstanceId}-${name}` }));
    made.push(ImageId);
  }
  const { Snapshots = [] } = await of.ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const snapshots = Snapshots.filter(({ Description = '' }) => made.some((id) => Description.endsWith(id)));
  const Resources = [...made, ...snapshots.flatMap(({ SnapshotId }) => SnapshotId ?? [])];
  await of.ec2.send(new CreateTagsCommand({ Resources, Tags }));
  await of.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: { ImageId: 'ami-12345678' } }),
  );
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'prune-images': {
    make: images,
    run: ({ ec2 }) => pruneImages(ec2, { serverName: 'web1', generations: 1, instanceId: undefined, dryRun: false }),
    isFine: ({ failed }) => failed.length === 0,
  },
  'check-ssm-agents': {
    make: async (of) => {
      await launch(of);
      await of.sns.send(new CreateTopicCommand({ Name: 'topic' }));
    },
    run: (of) =>
      checkSsmAgents(of, {
        topicArn: `arn:aws:sns:${REGION}:111111111111:topic`,
        group: 'ssm-backup-group',
        region: REGION,
      }),
  },
  'read a record': {
    make: (of) => put(of, 'test/dev/releases/latest.json', JSON.stringify(record('a'))),
    run: ({ s3 }) => readRecord(s3, PLACE, 'a'.repeat(64)),
    isFine: (found) => found !== undefined,
  },
  'write a record': {
    make: bucket,
    run: ({ s3 }) => writeRecord(s3, PLACE, record('a'), undefined),
    isFine: (written) => 'etag' in written,
  },
  'upload a bundle': {
    make: bucket,
    run: ({ s3 }) => uploadBundle(s3, { bucket: BUCKET, key: 'bundle.zip' }, Buffer.from('zip'), undefined),
  },
  'look for the state': {
    make: (of) => put(of, STATE.key, '{}'),
    run: ({ s3 }) => stateBucket(s3, STATE),
  },
  'read the state': {
    make: (of) => put(of, STATE.key, '{"resources":[]}'),
    run: ({ s3 }) => movedResources(s3, STATE),
  },
  'read an identity provider': {
    make: ({ iam }) =>
      iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: 'https://token.actions.githubusercontent.com',
          ThumbprintList: ['a'.repeat(40)],
          ClientIDList: ['sts.amazonaws.com'],
        }),
      ),
    run: ({ iam }) => audiencesOf(iam, PROVIDER),
    isFine: (audiences) => audiences !== undefined,
  },
};

beforeAll(async () => {
  aws = await testAws('111111111111');
  clients = clientsWith();
});

afterAll(() => aws.stop());

describe.each(Object.entries(OPERATIONS))('%s', (_, { make, run, isFine = () => true }) => {
  const outcome = async (fault?: FailingCall) => {
    await resetMoto(aws.standIn.url);
    aws.standIn.reset();
    await make(clients);
    failFromNow(aws.standIn, fault);
    const requestTimeout = fault?.ending === NO_RESPONSE ? 1500 : 30_000;
    const limited = clientsWith({ maxAttempts: 1, requestHandler: { requestTimeout, throwOnRequestTimeout: true } });
    const ended = await run(limited).then(
      (result) => (isFine(result) ? 'fine' : 'reported'),
      (error: unknown) => (error instanceof Error && error.name === 'AwsError' ? 'reported' : String(error)),
    );
    return { ended, actions: [...aws.standIn.actions] };
  };

  test.each(TRIED_KINDS)('reports %s of each call', async (_kind, ending) => {
    const { ended: without, actions } = await outcome();
    expect(without).toBe('fine');
    const problems = [];
    for (const action of actionsFailing(actions, ending)) {
      const { ended, actions: then } = await outcome({ action, ending });
      const deleted = DELETION.test(action) ? [] : then.filter((one) => DELETION.test(one));
      if (ended !== 'reported' || deleted.length > 0) problems.push({ action, ended, deleted });
    }
    expect(problems).toEqual([]);
  });
});

test('a bundle that does not arrive is not a bundle', async () => {
  await resetMoto(aws.standIn.url);
  await put(clients, 'bundle.zip', 'zip');
  const place = { bucket: BUCKET, key: 'bundle.zip' };
  await expect(downloadBundle(clients.s3, place)).resolves.toEqual(new Uint8Array(Buffer.from('zip')));
});
