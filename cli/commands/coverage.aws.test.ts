import { CloudFormationClient, CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateVolumeCommand, EC2Client, RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateFileSystemCommand, EFSClient } from '@aws-sdk/client-efs';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateClusterCommand as CreateRedshiftCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  CreateDatabaseCommand,
  CreateTableCommand as CreateTimestreamTableCommand,
  TimestreamWriteClient,
} from '@aws-sdk/client-timestream-write';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { RESOURCE_TYPES } from '../../domain/backup/resource-types';
import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { resetMoto } from '../../testing/aws/reset-moto';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';
import type { ResourceCoverage } from '../../domain/coverage/status';

let aws: LocalAws;

const HERE = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const DAY = 86_400;

const coverage = (args: readonly string[] = [], folder = emptyFolder(), variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['coverage', '--environment', 'dev', ...args], folder, {
    ...aws.variables,
    COLUMNS: '1000',
    ...variables,
  });

const options = () => ({
  region: HERE,
  endpoint: aws.standIn.url,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

async function instance(tags: Readonly<Record<string, string>>): Promise<string> {
  const { Instances } = await new EC2Client(options()).send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tagList(tags) }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

const arnOf = (service: string, resource: string) => `arn:aws:${service}:${HERE}:${ACCOUNT}:${resource}`;

/** A recovery point of a resource, so many days old. */
const backedUp = (ResourceArn: string, ResourceType: string, days: number) =>
  void aws.standIn.state.recoveryPoints.push({
    region: HERE,
    vault: 'EC2',
    point: {
      RecoveryPointArn: `${ResourceArn}-${days}`,
      BackupVaultName: 'EC2',
      ResourceArn,
      ResourceType,
      Status: 'COMPLETED',
      CreationDate: Math.floor(Date.now() / 1000) - days * DAY,
    },
    metadata: {},
    tags: {},
  });

interface Printed {
  readonly resources: readonly ResourceCoverage[];
  readonly counts: Readonly<Record<string, number>>;
  readonly byType: readonly { readonly type: string }[];
  readonly sources: readonly { readonly source: string; readonly type: string; readonly count: number }[];
  readonly unread: readonly object[];
}

const read = (stdout: string): Printed => JSON.parse(stdout) as Printed;

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
});

beforeEach(async () => {
  await resetMoto(aws.standIn.url);
  aws.standIn.reset();
});

afterAll(() => aws.stop());

/** One resource of each type that a service lists. */
async function makeResources() {
  const covered = await instance({ AWSBackup: 'EC2', Name: 'web-1' });
  const stopped = await instance({ Name: 'old' });
  const ec2 = new EC2Client(options());
  await ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  const { VolumeId = '' } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${HERE}a`, Size: 1 }));
  const dynamodb = new DynamoDBClient(options());
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: tagList({ AWSBackup: 'EC2' }),
    }),
  );
  const rds = new RDSClient(options());
  const cluster = { Engine: 'aurora-mysql', MasterUsername: 'root', MasterUserPassword: 'password-1' };
  await rds.send(new CreateDBClusterCommand({ DBClusterIdentifier: 'shop', ...cluster }));
  const database = { DBInstanceClass: 'db.t3.micro', Tags: tagList({ Team: 'shop' }) };
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'shop-1',
      DBClusterIdentifier: 'shop',
      Engine: 'aurora-mysql',
      ...database,
    }),
  );
  await rds.send(new CreateDBInstanceCommand({ DBInstanceIdentifier: 'single', Engine: 'mysql', ...database }));
  await new EFSClient(options()).send(new CreateFileSystemCommand({ Tags: tagList({ Name: 'home' }) }));
  for (const [Bucket, region] of [
    ['far', 'eu-west-1'],
    ['logs', HERE],
  ] as const) {
    const CreateBucketConfiguration = { LocationConstraint: region };
    const s3 = new S3Client({ ...options(), region, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  }
  const s3 = new S3Client({ ...options(), forcePathStyle: true });
  await s3.send(new PutBucketTaggingCommand({ Bucket: 'logs', Tagging: { TagSet: tagList({ AWSBackup: 'EC2' }) } }));
  return { covered, stopped, volume: VolumeId };
}

test('H1 lists every resource, tagged or not, running or not, with its status', async () => {
  const { covered, stopped, volume } = await makeResources();
  const arn = arnOf('ec2', `instance/${covered}`);
  backedUp(arn, 'EC2', 0.1);
  backedUp(arnOf('dynamodb', 'table/orders'), 'DynamoDB', 60);
  // A resource that exists no longer.
  backedUp(arnOf('dynamodb', 'table/gone'), 'DynamoDB', 1);
  const { code, stdout, stderr } = await coverage(['--format', 'json']);
  expect({ code, stderr: stderr.split('\n').at(-2) }).toEqual({ code: 1, stderr: expect.stringMatching(/^\d gaps$/) });
  const { resources, counts, sources, unread } = read(stdout);
  expect(unread).toEqual([]);
  const status = Object.fromEntries(resources.map((one) => [one.arn.replace(/^.*[:/]/, ''), one]));
  expect(status[covered]).toMatchObject({
    type: 'EC2',
    name: 'web-1',
    status: 'covered',
    coveredBy: [{ kind: 'plan', name: 'EC2/Tag-AWSBackup-EC2' }],
    nextRun: expect.stringMatching(/Z$/),
    sources: ['protected', 'tagged', 'described'],
  });
  expect(status[stopped]).toMatchObject({ state: 'stopped', status: 'missing-tag', sources: ['tagged', 'described'] });
  expect(status[volume]).toMatchObject({ type: 'EBS', status: 'missing-tag', sources: ['described'] });
  expect(status['orders']).toMatchObject({ type: 'DynamoDB', tags: { AWSBackup: 'EC2' }, status: 'stale' });
  expect(status['logs']).toMatchObject({ type: 'S3', tags: { AWSBackup: 'EC2' } });
  expect(status['shop']).toMatchObject({ type: 'Aurora', status: 'missing-tag' });
  expect(status['single']).toMatchObject({ type: 'RDS', tags: { Team: 'shop' } });
  expect(Object.keys(status)).not.toEqual(expect.arrayContaining(['shop-1']));
  expect(Object.keys(status)).not.toEqual(expect.arrayContaining(['gone']));
  expect(Object.keys(status)).not.toEqual(expect.arrayContaining(['far']));
  expect(resources.map(({ type }) => type)).toContain('EFS');
  expect(counts['stale']).toBe(resources.filter((one) => one.status === 'stale').length);
  expect(sources).toContainEqual({ source: 'described', type: 'S3', count: 1 });
});

/** What AWS Backup answers in a region that has every type. */
const EVERY_TYPE = Object.fromEntries(RESOURCE_TYPES.map(({ name }) => [name, true]));

/** One resource of each type that not every region has. */
async function makeRegionalResources() {
  const { state } = aws.standIn;
  const cloudFormation = new CloudFormationClient(options());
  const TemplateBody = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
  await cloudFormation.send(
    new CreateStackCommand({ StackName: 'shop', TemplateBody, Tags: tagList({ Team: 'shop' }) }),
  );
  await cloudFormation.send(new CreateStackCommand({ StackName: 'gone', TemplateBody }));
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'gone' }));
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/eks`;
  await new EKSClient(options()).send(
    new CreateClusterCommand({ name: 'pods', roleArn, resourcesVpcConfig: { subnetIds: [], securityGroupIds: [] } }),
  );
  await new RedshiftClient(options()).send(
    new CreateRedshiftCommand({
      ClusterIdentifier: 'facts',
      NodeType: 'ra3.large',
      MasterUsername: 'root',
      MasterUserPassword: 'Password1',
    }),
  );
  const timestream = new TimestreamWriteClient(options());
  await timestream.send(new CreateDatabaseCommand({ DatabaseName: 'metrics' }));
  await timestream.send(new CreateTimestreamTableCommand({ DatabaseName: 'metrics', TableName: 'cpu' }));
  const here = { region: HERE };
  state.dsqlClusters.push({ ...here, listed: { identifier: 'ledger', arn: arnOf('dsql', 'cluster/ledger') } });
  const namespaceArn = arnOf('redshift-serverless', 'namespace/1');
  state.namespaces.push({ ...here, listed: { namespaceArn, namespaceName: 'ad-hoc', status: 'AVAILABLE' } });
  for (const id of ['vol-1', 'vol-2', 'vol-3']) {
    const VolumeARN = arnOf('storagegateway', `gateway/sgw-1/volume/${id}`);
    state.gatewayVolumes.push({ ...here, listed: { VolumeARN, VolumeId: id } });
  }
}

test('H1 lists resources of types that not every region has, where AWS Backup supports them', async () => {
  await makeRegionalResources();
  aws.standIn.state.optIn[HERE] = EVERY_TYPE;
  const { stdout } = await coverage(['--json']);
  const { resources, unread } = read(stdout);
  expect(unread).toEqual([]);
  const found = resources.map(({ type, name, arn, sources }) => [type, name ?? arn.replace(/^.*\//, ''), sources]);
  expect(found).toEqual(
    expect.arrayContaining([
      ['CloudFormation', 'shop', expect.arrayContaining(['described'])],
      ['DSQL', 'ledger', ['described']],
      ['EKS', 'pods', ['described']],
      ['Redshift', 'facts', expect.arrayContaining(['described'])],
      ['Redshift Serverless', 'ad-hoc', ['described']],
      ['Storage Gateway', 'vol-1', ['described']],
      ['Storage Gateway', 'vol-3', ['described']],
      ['Timestream', 'cpu', expect.arrayContaining(['described'])],
    ]),
  );
  expect(found.map(([, name]) => name)).not.toContain('gone');
});

test('H1 does not call services of types that AWS Backup does not support in the region', async () => {
  const { EKS: _, 'Storage Gateway': __, ...supported } = EVERY_TYPE;
  aws.standIn.state.optIn[HERE] = supported;
  await coverage();
  expect(aws.standIn.actions).toContain('dsql:ListClusters');
  expect(aws.standIn.actions).not.toContain('eks:ListClusters');
  expect(aws.standIn.actions).not.toContain('storagegateway:ListVolumes');
});

test('H1 without the settings of the region, lists only what every region has, and says so', async () => {
  const id = await instance({ AWSBackup: 'EC2' });
  aws.standIn.state.optIn[HERE] = EVERY_TYPE;
  aws.standIn.fail('backup:DescribeRegionSettings', denied('AccessDeniedException'));
  const { resources, unread } = read((await coverage(['--json'])).stdout);
  expect(resources.map(({ arn }) => arn)).toContainEqual(expect.stringContaining(id));
  expect(unread).toEqual([expect.objectContaining({ what: 'opt-in', permission: 'backup:DescribeRegionSettings' })]);
  expect(aws.standIn.actions).not.toContain('eks:ListClusters');
});

test('H1 a denied list of such a type is unread; an account that never used Timestream has no tables', async () => {
  aws.standIn.state.optIn[HERE] = EVERY_TYPE;
  aws.standIn.fail('storagegateway:ListVolumes', denied('AccessDeniedException'));
  const closed =
    'Only existing Timestream for LiveAnalytics customers can access the service. Reach out to AWS support.';
  aws.standIn.fail('timestream:DescribeEndpoints', [new Fault('AccessDeniedException', closed, 400)]);
  expect(read((await coverage(['--json'])).stdout).unread).toEqual([
    expect.objectContaining({ what: 'described Storage Gateway', permission: 'storagegateway:ListVolumes' }),
  ]);
  aws.standIn.fail('storagegateway:ListVolumes', []);
  for (const action of ['timestream:DescribeEndpoints', 'timestream:ListTables']) {
    aws.standIn.fail(action, denied('AccessDeniedException'));
    expect(read((await coverage(['--json'])).stdout).unread).toEqual([
      expect.objectContaining({ what: 'described Timestream', permission: action }),
    ]);
    aws.standIn.fail(action, []);
  }
});

test('H1 prints a table for people, gaps first, with what to do', async () => {
  const { covered, stopped } = await makeResources();
  backedUp(arnOf('ec2', `instance/${covered}`), 'EC2', 0.1);
  const { stdout } = await coverage();
  const lines = stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
  expect(lines[0]).toBe('STATUS RESOURCE TYPE REGION LAST BACKUP DAYS BACK WHY');
  expect(lines.find((line) => line.includes(stopped))).toContain(
    'it has no AWSBackup → AWSBackup=EC2 lets plan EC2/Tag-AWSBackup-EC2 back it up',
  );
  expect(lines.findIndex((line) => line.startsWith('covered'))).toBeGreaterThan(
    lines.findLastIndex((line) => line.startsWith('missing-tag')),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^service of the type .*1 S3/));
  expect(lines.at(-2)).toMatch(/^\d+ resources: .*\d+ missing-tag.*, \d+ covered$/);
});

test('H1 writes CSV and Markdown, to a file if asked', async () => {
  const id = await instance({ Name: '=1+1' });
  const folder = emptyFolder();
  const { stdout } = await coverage(['--format', 'csv', '-o', 'coverage.csv'], folder);
  expect(stdout).toBe('');
  const [header, ...rows] = readFileSync(path.join(folder, 'coverage.csv'), 'utf8').trimEnd().split('\n');
  expect(header).toBe(
    'account,region,type,arn,name,state,status,reason,remedy,covered by,last backup,next run,days back,sources',
  );
  expect(rows.find((row) => row.includes(id))).toContain(
    `${HERE},EC2,${arnOf('ec2', `instance/${id}`)},"'=1+1",running,`,
  );
  const markdown = await coverage(['--format', 'markdown']);
  expect(markdown.stdout).toMatch(/^\| STATUS +\| RESOURCE/);
});

test('H1 --fail-on chooses what ends with 1', async () => {
  await instance({ Name: 'old' });
  expect((await coverage(['--fail-on', 'stale'])).code).toBe(0);
  expect((await coverage(['--fail-on', 'missing-tag,stale'])).code).toBe(1);
  expect((await coverage(['--fail-on', 'none'])).code).toBe(0);
  const { code, stderr } = await coverage(['--fail-on', 'lost']);
  expect(code).toBe(2);
  expect(stderr).toContain('Specify none, or some of stale, missing-tag, opted-out, no-plan, unknown, excluded, ');
});

const denied = (code: string) => Array.from({ length: 10 }, () => new Fault(code, 'You are not authorized.', 403));

test('H1 a missing permission leaves what it hides unknown, and reads everything else', async () => {
  const id = await instance({ AWSBackup: 'EC2' });
  aws.standIn.fail('backup:ListProtectedResources', denied('AccessDeniedException'));
  aws.standIn.fail('rds:DescribeDBInstances', denied('AccessDenied'));
  const { code, stdout, stderr } = await coverage(['--json']);
  expect(code).toBe(1);
  const { resources, unread } = read(stdout);
  expect(resources.find(({ arn }) => arn.endsWith(id))).toMatchObject({
    status: 'unknown',
    reason: 'its last backup is not known: backup:ListProtectedResources is denied',
  });
  expect(unread).toEqual([
    expect.objectContaining({ what: 'protected', permission: 'backup:ListProtectedResources', region: HERE }),
    expect.objectContaining({
      what: 'described RDS, Aurora, DocumentDB, Neptune',
      permission: 'rds:DescribeDBInstances',
    }),
  ]);
  expect(stderr).toContain('The caller is not allowed to call rds:DescribeDBInstances on *.');
});

test('H1 without tags, what they decide is unknown', async () => {
  const dynamodb = new DynamoDBClient(options());
  const key = { AttributeName: 'id', KeyType: 'HASH' } as const;
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [key],
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  aws.standIn.fail('tag:GetResources', denied('AccessDeniedException'));
  const { stdout } = await coverage(['--json']);
  expect(read(stdout).resources.find(({ type }) => type === 'DynamoDB')).toMatchObject({
    status: 'unknown',
    reason: 'its tags are not known: tag:GetResources is denied',
  });
});

test('H1 another failure ends with 3, and prints what is known', async () => {
  const id = await instance({ AWSBackup: 'EC2' });
  aws.standIn.fail('dynamodb:ListTables', [new Fault('InternalServerError', 'Oops', 500)]);
  const { code, stdout, stderr } = await coverage(['--json'], emptyFolder(), { AWS_MAX_ATTEMPTS: '1' });
  expect(code).toBe(3);
  expect(read(stdout).resources.map(({ arn }) => arn)).toContainEqual(expect.stringContaining(id));
  expect(stderr).toContain(
    `? described DynamoDB in ${ACCOUNT} ${HERE}: dynamodb:ListTables failed: InternalServerError: Oops`,
  );
  expect(stderr).toMatch(/\n1 source could not be read\n$/);
});

test('H1 reports a type that AWS has not opted in, where the configuration leaves that to others', async () => {
  await instance({ AWSBackup: 'EC2' });
  aws.standIn.state.optIn[HERE] = { EC2: false };
  const { stdout } = await coverage(['--json']);
  expect(read(stdout).resources.find(({ type }) => type === 'EC2')).toMatchObject({
    status: 'opted-out',
    reason: `${HERE} has not opted in to EC2, so plan EC2/Tag-AWSBackup-EC2 cannot back it up`,
  });
  const configured = changedEnvironments({
    'dev.ts': (text) =>
      text.replace(
        "vaults: [{ name: 'EC2' }]",
        "vaults: [{ name: 'EC2' }], regionSettings: [{ region: 'ap-northeast-1', optIn: { EC2: true } }]",
      ),
  });
  const other = await coverage(['--json'], emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: configured });
  expect(read(other.stdout).resources.find(({ type }) => type === 'EC2')).toMatchObject({ status: 'covered' });
});

test('H1 --notify publishes the gaps to the topic of failed backups', async () => {
  await instance({ Name: 'old' });
  const sns = new SNSClient(options());
  const sqs = new SQSClient(options());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'sns-backup-alertnotification' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'recipient' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arnOf('sqs', 'recipient') }));
  expect((await coverage(['--notify'])).code).toBe(1);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages.map(({ Body = '' }) => JSON.parse(Body) as object)).toEqual([
    expect.objectContaining({
      Subject: expect.stringMatching(/^Backup coverage of dev: \d gaps$/),
      Message: expect.stringContaining(`${ACCOUNT} EC2: 1 missing-tag\n`),
    }),
  ]);
  expect((await coverage(['--notify', '--fail-on', 'none'])).code).toBe(0);
  expect(aws.standIn.actions.filter((action) => action === 'sns:Publish')).toHaveLength(1);
});

test.each([
  [['coverage'], 'There is nothing to look at.\n→ add --environment NAME, or --organization\n'],
  [
    ['coverage', '--environment', 'dev', '--role', 'x'],
    '--role is for members of the organization.\n→ use it with --organization\n',
  ],
])('H1 refuses %j', async (args, message) => {
  expect(await backupctlMeanwhile(args, emptyFolder(), aws.variables)).toEqual({
    code: 2,
    stdout: '',
    stderr: message,
  });
});
