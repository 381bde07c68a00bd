import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';

import type { ResourceCoverage } from '../../domain/coverage/status';
import { Fault, FOREIGN_BODIES } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { resetMoto } from '../../testing/aws/reset-moto';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

let aws: LocalAws;

const HERE = 'ap-northeast-1';
const GROUP = { BackupGroup: 'ssm-backup-group', EC2BackupGen: '3', BackupEC2StopStart: 'false' };

const inventory = (args: readonly string[] = [], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['inventory', '--environment', 'dev', ...args], emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    ...variables,
  });

const options = (region = HERE) => ({
  region,
  endpoint: aws.variables['AWS_ENDPOINT_URL'] ?? '',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Starts an instance, and returns its ID. */
async function running(
  tags: Readonly<Record<string, string>>,
  { region = HERE, profile, subnet }: { region?: string; profile?: string; subnet?: string } = {},
): Promise<string> {
  const { Instances } = await new EC2Client(options(region)).send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: profile === undefined ? undefined : { Name: profile },
      SubnetId: subnet,
      TagSpecifications: [
        { ResourceType: 'instance', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      ],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

const LAST_PING_AT = '2026-11-20T18:00:00.000Z';

const agent = (InstanceId: string, PingStatus: 'Online' | 'ConnectionLost') =>
  void aws.standIn.state.agents.push({
    region: HERE,
    InstanceId,
    PingStatus,
    LastPingDateTime: Date.parse(LAST_PING_AT) / 1000,
  });

const backedUpDaysAgo = (id: string, days: number) =>
  void aws.standIn.state.recoveryPoints.push({
    region: HERE,
    vault: 'EC2',
    point: {
      RecoveryPointArn: `arn:aws:ec2:${HERE}::image/ami-${id.slice(2)}`,
      BackupVaultName: 'EC2',
      ResourceArn: `arn:aws:ec2:${HERE}:111111111111:instance/${id}`,
      ResourceType: 'EC2',
      Status: 'COMPLETED',
      CreationDate: Math.floor(Date.now() / 1000) - days * 86_400,
    },
    metadata: {},
    tags: {},
  });

const online = (...ids: string[]) => ids.forEach((id) => agent(id, 'Online'));

async function instanceProfile(name: string): Promise<string> {
  const iam = new IAMClient(options('us-east-1'));
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: '{}' }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  return name;
}

/** A subnet without a route to the internet, in a separate VPC with these endpoints. */
async function isolatedSubnet(...services: readonly string[]): Promise<string> {
  const ec2 = new EC2Client(options());
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.9.1.0/24' }));
  for (const service of services) {
    await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${HERE}.${service}`,
        SubnetIds: [Subnet?.SubnetId ?? ''],
      }),
    );
  }
  return Subnet?.SubnetId ?? '';
}

beforeAll(async () => {
  aws = await testAws('111111111111');
});

beforeEach(async () => {
  await resetMoto(aws.standIn.url);
  aws.standIn.reset();
});

afterAll(() => aws.stop());

test('S11 reports no problem if every instance is backed up once', async () => {
  const group = await running({ ...GROUP, Name: 'web-1' });
  const tagged = await running({ AWSBackup: 'EC2', Name: 'db-1' });
  const policy = await running({ Backup: 'On' });
  online(group);
  const { code, stdout, stderr } = await inventory();
  expect({ code, stderr }).toEqual({ code: 0, stderr: `${HERE}: 3 instances\n${HERE}: 1 agents\n` });
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^INSTANCE +NAME +REGION +STATE +GROUP +AGENT +BACKED UP BY$/);
  const line = (id: string) => lines.find((one) => one.startsWith(id))?.replaceAll(/ +/g, ' ');
  expect(line(group)).toBe(`${group} web-1 ${HERE} running yes Online window mw-ssm-backup`);
  expect(line(tagged)).toBe(`${tagged} db-1 ${HERE} running - - plan EC2/Tag-AWSBackup-EC2`);
  expect(line(policy)).toBe(`${policy} - ${HERE} running - - policy plan test-bk-plan/test-bk-resource`);
  expect(lines.at(-1)).toBe(`3 instances in ${HERE}: 0 errors, 0 warnings`);
});

test('S11 reports bad tags, lost agents and instances without backups, each with a remedy, and ends with 1', async () => {
  const badTags = await running({ ...GROUP, Name: 'web{1', EC2BackupGen: '0' });
  online(badTags);
  const profile = await instanceProfile('ec2_role');
  const unknown = await running({ ...GROUP, Name: 'web-2' });
  const lost = await running({ ...GROUP, Name: 'web-3', AWSBackup: 'EC2' }, { profile });
  agent(lost, 'ConnectionLost');
  const uncovered = await running({ AWSBackup: 'EFS' });
  const { code, stdout, stderr } = await inventory();
  expect(code).toBe(1);
  expect(stderr).toMatch(/\n5 errors in 4 instances\n$/);
  expect(stdout).toContain(
    `✗ ${badTags}.Name = "web{1": the SSM backup cannot use this value\n    → set a name without `,
  );
  expect(stdout).toContain(
    `✗ ${badTags}.EC2BackupGen = "0": the SSM backup cannot use this value\n    → set how many `,
  );
  expect(stdout).toContain(
    `✗ ${unknown}: it is not registered with Systems Manager; likely cause: no instance profile is attached, so the agent has no credentials\n    → attach an instance profile whose role has AmazonSSMManagedInstanceCore\n`,
  );
  expect(stdout).toContain(
    `✗ ${lost}: Systems Manager lost contact with its agent (ConnectionLost, last ping at ${LAST_PING_AT}); likely cause: `,
  );
  expect(stdout).toContain(
    `✗ ${uncovered}: nothing backs it up: it has AWSBackup=EFS\n    → AWSBackup=EC2 lets plan EC2/Tag-AWSBackup-EC2 back it up, or terminate it\n`,
  );
  expect(stdout).toContain(
    `! ${lost}: 2 backups cover it: plan EC2/Tag-AWSBackup-EC2, window mw-ssm-backup\n    → keep only one of them, unless both are intended\n`,
  );
  expect(stdout.indexOf('\n!')).toBeGreaterThan(stdout.lastIndexOf('\n✗'));
});

test('S11 checks whether an agent has a route to Systems Manager', async () => {
  const profile = await instanceProfile('ec2_role');
  const cutOff = await running({ ...GROUP, Name: 'web-1' }, { profile, subnet: await isolatedSubnet('ssm') });
  const reached = await running(
    { ...GROUP, Name: 'web-2' },
    { profile, subnet: await isolatedSubnet('ssm', 'ssmmessages') },
  );
  const { stdout } = await inventory();
  expect(stdout).toContain(
    `✗ ${cutOff}: it is not registered with Systems Manager; likely cause: its subnet has no route to the internet, and the VPC has no endpoints for Systems Manager\n    → create the interface endpoints ssm and ssmmessages in the VPC, or a NAT gateway\n`,
  );
  expect(stdout).toContain(
    `✗ ${reached}: it is not registered with Systems Manager; likely cause: the agent is not installed or not running, or its role lacks AmazonSSMManagedInstanceCore\n`,
  );
});

test('S11 only warns about stopped instances', async () => {
  const stopped = await running({ Name: 'old' });
  await new EC2Client(options()).send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  const { code, stdout } = await inventory();
  expect(code).toBe(0);
  expect(stdout).toContain(`! ${stopped}: nothing backs it up, and it is stopped: it has no AWSBackup\n`);
});

test('S11 prints JSON with --json', async () => {
  const group = await running({ ...GROUP, Name: 'web-1', BackupEC2StopStart: 'yes' });
  online(group);
  const { code, stdout, stderr } = await inventory(['--json']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/\n1 error in 1 instance\n$/);
  expect(JSON.parse(stdout)).toEqual({
    environment: 'dev',
    regions: [HERE],
    counts: { instances: 1, errors: 1, warnings: 0 },
    findings: [],
    instances: [
      {
        instanceId: group,
        region: HERE,
        state: 'running',
        tags: { ...GROUP, Name: 'web-1', BackupEC2StopStart: 'yes' },
        instanceProfileArn: null,
        inGroup: true,
        agent: { pingStatus: 'Online', lastPingAt: LAST_PING_AT },
        status: 'missing-tag',
        reason: 'it has BackupEC2StopStart=yes',
        lastBackup: null,
        nextRun: null,
        coverage: [],
        findings: [expect.objectContaining({ rule: 'group-tag', path: `${group}.BackupEC2StopStart`, found: 'yes' })],
      },
    ],
    unread: [],
  });
});

test('S11 says the same as coverage about every instance, also about stopped ones and those without a recent backup', async () => {
  const ids = [
    await running({ ...GROUP, Name: 'web-1' }),
    await running({ ...GROUP, Name: 'web-2', AWSBackup: 'EC2' }),
    await running({ ...GROUP, EC2BackupGen: '0' }),
  ];
  const late = await running({ AWSBackup: 'EC2', Name: 'db-1' });
  const stopped = await running({ Backup: 'Off' });
  await new EC2Client(options()).send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  backedUpDaysAgo(late, 5);
  const { stdout } = await inventory(['--json']);
  const { instances } = JSON.parse(stdout) as { instances: Record<string, unknown>[] };
  const coverage = await backupctlMeanwhile(
    ['coverage', '--environment', 'dev', '--json'],
    emptyFolder(),
    aws.variables,
  );
  const { resources } = JSON.parse(coverage.stdout) as { resources: ResourceCoverage[] };
  const ofEc2 = resources.filter(({ type }) => type === 'EC2');
  expect(instances.map(({ instanceId }) => instanceId)).toEqual([...ids, late, stopped].toSorted());
  expect(
    instances.map(({ instanceId, status, reason, lastBackup, nextRun, coverage: by }) => ({
      instanceId,
      status,
      reason,
      lastBackup,
      nextRun,
      by,
    })),
  ).toEqual(
    ofEc2.map(({ arn, status, reason, lastBackup = null, nextRun = null, coveredBy }) => ({
      instanceId: arn.replace(/^.*\//, ''),
      status,
      reason,
      lastBackup,
      nextRun,
      by: coveredBy.map(({ kind, name }) => ({ kind, name })),
    })),
  );
  expect(new Set(ofEc2.map(({ status }) => status))).toEqual(new Set(['covered', 'stale', 'missing-tag']));
  expect((await inventory()).stdout).toContain(
    `! ${late}: the last backup is 5 days old, but rules run every 25 hours\n    → look for failed backup jobs\n`,
  );
});

test.each(['backup:ListProtectedResources', 'ec2:DescribeImages'])(
  'S11 without %s the last backups are not known, and nothing else changes',
  async (action) => {
    const id = await running({ AWSBackup: 'EC2', Name: 'db-1' });
    const code = action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException';
    const denied = new Fault(code, 'You are not authorized to perform this operation.', 403);
    aws.standIn.fail(action, [denied, denied]);
    const text = await inventory();
    expect(text.code).toBe(0);
    expect(text.stderr).toContain(`${action} is denied in ${HERE}, so the last backups are not known.\n`);
    expect(text.stdout).toMatch(/1 instance in .*: 0 errors, 0 warnings\n$/);
    const json = JSON.parse((await inventory(['--json'])).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({
      instances: [{ instanceId: id, status: 'unknown', reason: `its last backup is not known: ${action} is denied` }],
      unread: [{ permission: action, region: HERE }],
    });
  },
);

test('S11 reads every region in which the environment has backups, or only the specified one', async () => {
  const osaka = await running({ ...GROUP, Name: 'far' }, { region: 'ap-northeast-3' });
  const two = changedEnvironments({
    'dev.ts': (text) =>
      text.replace("vaults: [{ name: 'EC2' }]", "vaults: [{ name: 'EC2' }, { name: 'EC2', region: 'ap-northeast-3' }]"),
  });
  const both = await inventory([], { BACKUP_ENVIRONMENTS_DIR: two });
  expect(both.code).toBe(1);
  expect(both.stdout).toContain(
    `✗ ${osaka}.BackupGroup = "ssm-backup-group": the instance is in ap-northeast-3, but the window mw-ssm-backup runs in ${HERE}\n    → remove the tag, and back the instance up with a plan in ap-northeast-3\n`,
  );
  expect((await inventory(['--region', HERE], { BACKUP_ENVIRONMENTS_DIR: two })).stdout).toBe(
    `No instance in ${HERE}.\n`,
  );
});

test('S11 an environment without SSM backup has no group', async () => {
  const instance = await running({ ...GROUP, Name: 'web-1' });
  const none = changedEnvironments({
    'dev.ts': (text) => text.replace(/ {2}ssmBackup: \{.*?\n {2}\},\n/s, "  ssmBackup: 'none',\n"),
  });
  const { stdout } = await inventory([], { BACKUP_ENVIRONMENTS_DIR: none });
  expect(stdout).toContain(`✗ ${instance}: nothing backs it up: `);
  expect(aws.standIn.actions).not.toContain('ssm:DescribeInstanceInformation');
});

test('S11 reads every page', async () => {
  const ids = await Promise.all([1, 2, 3].map((number) => running({ ...GROUP, Name: `web-${number}` })));
  online(...ids);
  const { code } = await inventory();
  expect(code).toBe(0);
  expect(aws.standIn.requests('ssm:DescribeInstanceInformation')).toHaveLength(2);
});

const THROTTLED = new Fault('ThrottlingException', 'Rate exceeded', 429);
const CALLS = [
  'ec2:DescribeInstances',
  'ssm:DescribeInstanceInformation',
  'ec2:DescribeRouteTables',
  'ec2:DescribeVpcEndpoints',
];

test('S11 waits and retries when AWS throttles', async () => {
  await running({ ...GROUP, Name: 'web-1' });
  for (const action of CALLS) aws.standIn.fail(action, [THROTTLED]);
  const { code, stdout } = await inventory();
  expect(code).toBe(1);
  expect(stdout).toContain('it is not registered with Systems Manager');
  for (const action of CALLS) expect(aws.standIn.requests(action)).toHaveLength(2);
});

test.each(CALLS)('S11 names the missing permission %s, and ends with 3', async (action) => {
  await running({ ...GROUP, Name: 'web-1' });
  const code = action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException';
  aws.standIn.fail(action, [new Fault(code, 'You are not authorized to perform this operation.', 403)]);
  const ended = await inventory();
  expect(ended.code).toBe(3);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain(`The caller is not allowed to call ${action} on *.`);
});

test.each(CALLS)('S11 ends with 3 when a proxy answers %s instead of AWS', async (action) => {
  await running({ ...GROUP, Name: 'web-1' });
  for (const body of FOREIGN_BODIES) {
    aws.standIn.fail(action, [body]);
    const { code, stdout, stderr } = await inventory();
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`${action} failed: the response is not from AWS: `);
  }
});

test('S11 refuses credentials of another account before it reads instances', async () => {
  const { code, stderr } = await backupctlMeanwhile(
    ['inventory', '--environment', 'stg'],
    emptyFolder(),
    aws.variables,
  );
  expect(code).toBe(2);
  expect(stderr).toBe(
    'The credentials belong to account 111111111111, not to the account of stg 222222222222.\n→ specify a profile of that account with --profile\n',
  );
  expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
});

test('S11 reports a group with more instances than the window starts', async () => {
  const tags = Object.entries({ ...GROUP, Name: 'web' }).map(([Key, Value]) => ({ Key, Value }));
  await new EC2Client(options()).send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 101,
      MaxCount: 101,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
    }),
  );
  const { code, stdout } = await inventory();
  expect(code).toBe(1);
  expect(stdout).toContain(
    '\n✗ mw-ssm-backup: the group has 101 instances, but the window backs up 100 at once and starts none after 1 hour',
  );
  expect(JSON.parse((await inventory(['--json'])).stdout).findings).toMatchObject([{ rule: 'window-too-small' }]);
});
