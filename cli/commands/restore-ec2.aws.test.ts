import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { BackupClient } from '@aws-sdk/client-backup';
import {
  CreateNetworkInterfaceCommand,
  DescribeInstancesCommand,
  EC2Client,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';

import { ec2Metadata } from '../../domain/restore/ec2-metadata';
import { requested } from '../../testing/restore/metadata';
import { type Ending, Fault, ForeignBody, LOST_RESPONSE } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { planRestore } from '../../operations/restore/plan-restore';
import { endedRestoreJob, restoreJob } from '../../operations/restore/restore-job';
import { restoredInstance } from '../../operations/restore/restored-instance';
import { startRestore } from '../../operations/restore/start-restore';
import {
  ACCOUNT,
  INSTANCE_ROLE_ARN,
  type MadeNetwork,
  makeNetwork,
  metadataIn,
  REGION,
  RESTORE_ROLE_ARN,
  VAULT,
} from '../../testing/restore/network';
import { backupctlMeanwhile, changedEnvironments, emptyFolder, FIXTURES } from '../../testing/commands';

let aws: LocalAws;
let network: MadeNetwork;

const IMAGE = 'arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0';
const INSTANCE = 'i-0123456789abcdef0';
const now = Math.floor(Date.now() / 1000);

/** Stores a recovery point in the vault. */
function keep(
  metadata: Readonly<Record<string, string>>,
  changes: { arn?: string; Status?: string; age?: number; tags?: Readonly<Record<string, string>> } = {},
) {
  const { arn = IMAGE, Status = 'COMPLETED', age = 0, tags = {} } = changes;
  aws.standIn.state.recoveryPoints.push({
    region: REGION,
    vault: VAULT,
    point: {
      RecoveryPointArn: arn,
      BackupVaultName: VAULT,
      ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${INSTANCE}`,
      ResourceType: 'EC2',
      Status,
      CreationDate: now - age,
    },
    metadata,
    tags,
  });
}

const restore = (args: readonly string[], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['restore', ...args, '--environment', 'dev'], emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    ...variables,
  });
const ec2 = (...args: string[]) => restore(['ec2', '--recovery-point', IMAGE, ...args]);

async function instanceOf(stdout: string) {
  const { job, instance } = JSON.parse(stdout);
  const { Reservations } = await network.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instance.instanceId] }));
  return { job, reported: instance, created: Reservations?.[0]?.Instances?.[0] };
}

/** The addresses of an instance's interfaces by device index, the primary one first. */
function addressesOf(instance: Awaited<ReturnType<typeof instanceOf>>['created']) {
  const interfaces = (instance?.NetworkInterfaces ?? []).toSorted(
    (a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0),
  );
  return interfaces.map(({ PrivateIpAddresses = [] }) =>
    PrivateIpAddresses.toSorted((a, b) => Number(b.Primary) - Number(a.Primary)).map((one) => one.PrivateIpAddress),
  );
}

/** Clients of this process that call the local AWS emulator. */
function clientsOf({ standIn: { url: endpoint } }: LocalAws) {
  const options = { region: REGION, endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return { backup: new BackupClient(options), ec2: new EC2Client(options), iam: new IAMClient(options) };
}

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  network = await makeNetwork(aws.standIn.url);
});

beforeEach(() => {
  aws.standIn.reset();
  // Time advances only with requests, or when a test advances it.
  aws.standIn.clock.speed = 0;
  keep(metadataIn(network));
});

afterAll(() => aws.stop());

const DYNAMIC = expect.stringMatching(/^10\.1\.10\.\d+$/);

describe('R3 R5 starts an instance with', () => {
  test.each([
    ['primary dynamic, no secondary', [], [DYNAMIC]],
    ['primary fixed, no secondary', ['--primary-ip', '10.1.10.150'], ['10.1.10.150']],
    [
      'primary fixed, secondary dynamic',
      ['--primary-ip', '10.1.10.151', '--secondary-count', '1'],
      ['10.1.10.151', DYNAMIC],
    ],
    [
      'both fixed',
      ['--primary-ip', '10.1.10.152', '--secondary-ip', '10.1.10.153', '--secondary-ip', '10.1.10.154'],
      ['10.1.10.152', '10.1.10.153', '10.1.10.154'],
    ],
    ['primary dynamic, secondary fixed', ['--secondary-ip', '10.1.10.155'], [DYNAMIC, '10.1.10.155']],
  ])('%s', async (_, args, expected) => {
    aws.standIn.clock.perRequest = 30_000;
    const { code, stdout } = await ec2(...args, '--start', '--follow', '--poll', '1', '--json');
    expect(code).toBe(0);
    const { job, created } = await instanceOf(stdout);
    expect(job.status).toBe('COMPLETED');
    expect(addressesOf(created)).toEqual([expected]);
    expect(created).toMatchObject({
      SubnetId: network.subnets[0],
      IamInstanceProfile: { Arn: expect.stringContaining('ec2_role') },
    });
  });
});

test('R3 E9 restores several interfaces, and reports what remains to be done manually', async () => {
  aws.standIn.state.recoveryPoints = [];
  keep(metadataIn(network, { interfaces: 2 }), { tags: { AWSBackup: 'EC2' } });
  aws.standIn.clock.perRequest = 20_000;
  const args = ['--device-index', '1', '--primary-ip', '10.1.20.50', '--instance-profile', 'none', '--copy-tags'];
  const { code, stdout, stderr } = await ec2(...args, '--start', '--follow', '--poll', '1');
  expect(code).toBe(0);
  const [job = ''] = aws.standIn.state.restoreJobs.map(({ id }) => id);
  expect(stderr).toBe(`reading the metadata of the recovery point
reading subnets, security groups and addresses
restore job ${job} is started
restore job ${job}: RUNNING, 66.00%
restore job ${job}: COMPLETED, 100.00%
`);
  const instance = /^(i-\w+) is running, restored from (\S+)\n/.exec(stdout);
  expect(instance?.[2]).toBe(IMAGE);
  expect(stdout).toMatch(/^0 +eni-\w+ +subnet-\w+ +10\.1\.10\.\d+ +10\.1\.10\.\d+ +-$/m);
  expect(stdout).toMatch(/^1 +eni-\w+ +subnet-\w+ +10\.1\.20\.50 +- +-$/m);
  expect(stdout).toContain('  user data: AWS Backup does not store it\n');
  expect(stdout).not.toMatch(/^ {2}tags/m);
  expect(stdout).toContain(
    'can sign in to this one, with the key pair ec2-keypair, or another key that is on its disk.',
  );
  expect(stdout).toContain(`It has no instance profile. To attach one:
  aws ec2 associate-iam-instance-profile --instance-id ${instance?.[1]} --iam-instance-profile Name=PROFILE --region ap-northeast-1\n`);
  const [start] = aws.standIn.requests('backup:StartRestoreJob');
  expect(start).toMatchObject({
    IamRoleArn: RESTORE_ROLE_ARN,
    CopySourceTagsToRestoredResource: true,
    ResourceType: 'EC2',
  });
  expect(start?.['Metadata']).not.toHaveProperty('IamInstanceProfileName');
  expect(aws.standIn.actions.filter((action) => action.startsWith('iam:'))).toEqual([]);
});

test('R5 shows the plan, and starts nothing', async () => {
  const { code, stdout, stderr } = await ec2('--primary-ip', '10.1.10.160');
  expect(code).toBe(0);
  expect(stdout).toContain(`${IMAGE}, vault EC2 in ap-northeast-1\nrestored by ${RESTORE_ROLE_ARN}\n`);
  expect(stdout).toMatch(/^METADATA +RECOVERY POINT +RESTORE$/m);
  expect(stdout).toMatch(/^CpuOptions +\{"CoreCount":1,"ThreadsPerCore":1\} +-$/m);
  expect(stdout).toMatch(/^NetworkInterfaces\[0\]\.AssociatePublicIpAddress +true +false$/m);
  expect(stdout).toMatch(/\[\{"Primary":true,"PrivateIpAddress":"10\.1\.10\.160"\}\]$/m);
  expect(stdout).not.toContain('InstanceType');
  expect(stderr).toContain(
    'checking whether the role can pass the instance profile\n\nNo restore is started.\n→ add --start\n',
  );
  expect(aws.standIn.actions).not.toContain('backup:StartRestoreJob');
});

test('R1 selects the newest recovery point of an instance that can be restored', async () => {
  keep(metadataIn(network), { arn: `${IMAGE.slice(0, -1)}1`, age: -60 });
  keep(metadataIn(network), { arn: `${IMAGE.slice(0, -1)}2`, age: -120, Status: 'PARTIAL' });
  const { stdout } = await restore(['ec2', '--instance-id', INSTANCE, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    recoveryPoint: `${IMAGE.slice(0, -1)}1`,
    vault: VAULT,
    createdAt: new Date((now + 60) * 1000).toISOString(),
    metadata: { InstanceType: 't2.micro' },
    findings: [],
  });
  const none = await restore(['ec2', '--instance-id', 'i-0fedcba9876543210']);
  expect(none.code).toBe(1);
  expect(none.stderr).toContain(
    '--instance-id: i-0fedcba9876543210 has no restorable recovery point in EC2 (ap-northeast-1).\n→ ',
  );
});

describe('R5 refuses before anything is started', () => {
  const refusal = async (...args: string[]) => {
    const { code, stderr } = await ec2(...args, '--start');
    expect(code).toBe(1);
    expect(aws.standIn.actions).not.toContain('backup:StartRestoreJob');
    return stderr.replace(/^((reading|checking) .*\n)*/, '');
  };

  test('unavailable addresses, all at once', async () => {
    const used = await network.ec2.send(
      new CreateNetworkInterfaceCommand({
        SubnetId: network.subnets[0],
        Description: 'NAT gateway',
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress: '10.1.10.170' },
          { Primary: false, PrivateIpAddress: '10.1.10.171' },
        ],
      }),
    );
    aws.standIn.state.deniedPassRoles.push(INSTANCE_ROLE_ARN);
    const refused = await refusal('--primary-ip=10.1.20.5', '--secondary-ip=10.1.10.171', '--secondary-ip=10.1.10.3');
    const [subnet] = network.subnets;
    expect(refused).toBe(`
--primary-ip: 10.1.20.5 is not in ${subnet} (10.1.10.0/24)
→ choose an address from 10.1.10.4 to 10.1.10.254, or specify the subnet of this address with --subnet

--secondary-ip: 10.1.10.171 is in use in ${subnet}, by ${used.NetworkInterface?.NetworkInterfaceId} of NAT gateway
→ choose another address, or release this one first: terminate the old instance, or unassign the address from it

--secondary-ip: 10.1.10.3 is one of the five addresses of ${subnet} that AWS reserves
→ choose an address from 10.1.10.4 to 10.1.10.254

IamInstanceProfileName: ${RESTORE_ROLE_ARN} is not allowed to pass ${INSTANCE_ROLE_ARN} to EC2 (iam:PassRole: implicitDeny), so the restore would fail
→ list ${INSTANCE_ROLE_ARN} in iam.passableInstanceRoles of ${FIXTURES}/dev.ts, run bootstrap again if it creates the permissions boundary, and deploy the iam stack, or restore without a profile: --instance-profile none
`);
  });

  test('a subnet and security groups that no longer exist, and a recovery point of another resource type', async () => {
    const { NetworkInterfaces = '', ...others } = metadataIn(network);
    const gone = NetworkInterfaces.replace(network.group, 'sg-0000').replace(network.subnets[0] ?? '', 'subnet-0000');
    aws.standIn.state.recoveryPoints = [];
    keep({ ...others, NetworkInterfaces: gone, IamInstanceProfileName: 'gone_role' });
    const refused = await refusal('--primary-ip', '10.1.10.180');
    expect(refused).toContain(
      'NetworkInterfaces[0].SubnetId: subnet subnet-0000 does not exist\n→ specify an existing subnet',
    );
    expect(refused).toContain(
      'NetworkInterfaces[0].Groups: security group sg-0000 does not exist\n→ write the metadata with',
    );
    expect(refused).toContain('IamInstanceProfileName: instance profile gone_role does not exist\n→ recreate it, or');
    expect(await refusal('--subnet', 'subnet-1111')).toContain('--subnet: subnet subnet-1111 does not exist\n');
    aws.standIn.state.recoveryPoints = [];
    keep({ 'file-system-id': 'fs-1' });
    expect(await refusal()).toContain('this is not the recovery point of an EC2 instance');
  });

  test('a subnet of another VPC, or of another zone than other interfaces', async () => {
    expect(await refusal('--subnet', network.foreignSubnet)).toMatch(
      /^\nNetworkInterfaces\[0\]\.Groups: security group sg-\w+ is in vpc-\w+, but subnet subnet-\w+ is in vpc-\w+\n/,
    );
    aws.standIn.state.recoveryPoints = [];
    keep(metadataIn(network, { interfaces: 2 }));
    const [, second = '', other = ''] = network.subnets;
    expect(await refusal('--subnet', other)).toContain(
      `NetworkInterfaces: all interfaces of an instance must be in one Availability Zone, but these would be in ${other} in ap-northeast-1c, ${second} in ap-northeast-1a\n`,
    );
  });

  test('a role that does not exist', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/nobody`;
    expect(await refusal('--role-arn', role)).toBe(
      `\n--role-arn: role ${role} does not exist\n→ deploy the iam stack of the environment, or specify another role with --role-arn\n`,
    );
  });

  test('a missing recovery point together with an invalid address', async () => {
    aws.standIn.state.recoveryPoints = [];
    expect(await refusal('--primary-ip', '10.0.0')).toBe(`--primary-ip: "10.0.0" is not an IPv4 address
→ write four decimal numbers from 0 to 255 without leading zeros, such as 10.1.10.100

--recovery-point: vault EC2 has no recovery point ${IMAGE}
→ choose one that backupctl recovery-points lists
`);
  });
});

test('R5 restores into another subnet and its Availability Zone', async () => {
  aws.standIn.clock.perRequest = 30_000;
  const [, , other = ''] = network.subnets;
  const args = ['--subnet', other, '--primary-ip', '10.1.30.10', '--start', '--follow', '--poll', '1', '--json'];
  const { stdout } = await ec2(...args);
  const { created, reported } = await instanceOf(stdout);
  expect(reported.interfaces).toEqual([
    expect.objectContaining({ subnet: other, primary: '10.1.30.10', secondaries: [] }),
  ]);
  expect(created?.Placement?.AvailabilityZone).toBe('ap-northeast-1c');
  expect(JSON.parse(stdout).metadata.Placement).toContain('"AvailabilityZone":"ap-northeast-1c"');
});

describe('R5 a restore that fails', () => {
  test("ends with 3, and shows AWS's reason and a remedy", async () => {
    const { job: started } = JSON.parse((await ec2('--start', '--json')).stdout);
    aws.standIn.state.deniedPassRoles.push(INSTANCE_ROLE_ARN);
    aws.standIn.clock.advance(60_000);
    const { code, stdout, stderr } = await restore(['follow', started.jobId, '--json']);
    expect(code).toBe(3);
    const { job, instance } = JSON.parse(stdout);
    expect([job.status, instance]).toEqual(['FAILED', undefined]);
    expect(stderr).toContain(
      `Restore job ${job.jobId} is FAILED: You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details.
→ allow the restore role to pass the instance profile's role`,
    );
  });

  test.each([
    ['CpuOptions', 'CpuOptions may not be specified'],
    ['SubnetId', 'an instance-level subnet ID may not be specified'],
    ['SecurityGroupIds', 'an instance-level security groups may not be specified'],
  ])('R2 for %s, which our metadata leaves out', async (key, message) => {
    const original = metadataIn(network);
    const result = ec2Metadata(original, { addresses: requested() }, (setting) => setting);
    const { [key]: value = '' } = original;
    const metadata = 'metadata' in result ? { ...result.metadata, [key]: value } : {};
    const { backup } = clientsOf(aws);
    const where = { recoveryPoint: IMAGE, metadata, roleArn: RESTORE_ROLE_ARN, copyTags: false, now: new Date() };
    const { job } = await startRestore(backup, where);
    aws.standIn.clock.advance(60_000);
    expect(await restoreJob(backup, job.jobId)).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining(message),
    });
  });

  test('can be started again, but not while it runs', async () => {
    const { backup } = clientsOf(aws);
    // All on one day: a token contains the day.
    const where = {
      recoveryPoint: IMAGE,
      metadata: metadataIn(network),
      roleArn: RESTORE_ROLE_ARN,
      copyTags: false,
      now: new Date(),
    };
    const started = async () => (await startRestore(backup, where)).job.jobId;
    const first = await started();
    expect(await started()).toBe(first);
    const [job] = aws.standIn.state.restoreJobs;
    Object.assign(job ?? {}, { startedAt: Date.now() - 3_600_000, end: { Status: 'FAILED', StatusMessage: 'x' } });
    const second = await started();
    expect(second).not.toBe(first);
    expect(await started()).toBe(second);
    expect(aws.standIn.state.restoreJobs).toHaveLength(2);
  });
});

test('R5 retries with the same token when a response is lost, and starts one restore', async () => {
  aws.standIn.fail('backup:StartRestoreJob', [LOST_RESPONSE]);
  const { code, stdout } = await ec2('--start');
  expect(code).toBe(0);
  const [job] = aws.standIn.state.restoreJobs;
  expect(stdout).toBe(`${job?.id} is PENDING.\n→ npx backupctl restore follow ${job?.id} --environment dev\n`);
  const tokens = aws.standIn.requests('backup:StartRestoreJob').map(({ IdempotencyToken }) => IdempotencyToken);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
  expect(aws.standIn.state.restoreJobs).toHaveLength(1);
});

describe('R5 the same restore is requested again', () => {
  const again = async (...args: string[]) => {
    const { code, stderr } = await ec2('--start', ...args);
    return { code, stderr: stderr.replace(/^((reading|checking) .*\n)*/, '') };
  };
  /** Restores once, as a run of an hour ago. */
  const restored = async (): Promise<{ job: string; instance: string }> => {
    aws.standIn.clock.perRequest = 30_000;
    const { job, instance } = JSON.parse((await ec2('--start', '--follow', '--poll', '1', '--json')).stdout);
    const [first] = aws.standIn.state.restoreJobs;
    Object.assign(first ?? {}, { startedAt: Date.now() - 3_600_000 });
    return { job: job.jobId, instance: instance.instanceId };
  };

  test('and its instance runs: nothing is started', async () => {
    const { job } = await restored();
    const { code, stderr } = await again();
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        new RegExp(`^restore job ${job} was started at .*, and does not start again today\n$`),
      ),
    });
    expect(aws.standIn.state.restoreJobs).toHaveLength(1);
  });

  test('and its instance was terminated: ends with 1, and --again restores it', async () => {
    const { job, instance } = await restored();
    await network.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
    const { code, stderr } = await again();
    expect(code).toBe(1);
    expect(stderr).toContain(
      `\nRestore job ${job} has restored ${instance}, which is terminated.\n→ restore it once more with --again\n`,
    );
    expect(await again('--again')).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^restore job \S+ is started\n$/),
    });
    expect(aws.standIn.state.restoreJobs).toHaveLength(2);
  });

  test('and its instance is stopped', async () => {
    const { instance } = await restored();
    await network.ec2.send(new StopInstancesCommand({ InstanceIds: [instance] }));
    expect(await again()).toEqual({
      code: 1,
      stderr: expect.stringContaining(
        `, which is stopped.\n→ start ${instance}, or restore it once more with --again\n`,
      ),
    });
  });
});

describe('R5 a restore that is started is reported with its job', () => {
  const ERROR = new Fault('ServiceUnavailableException', 'Try later.', 500);
  const sixTimes = (ending: Ending) => Array.from({ length: 6 }, () => ending);

  test.each([
    ['error', ERROR],
    ['HTML body', new ForeignBody('<html></html>')],
  ])('whatever its description ends with: %s', async (_, ending) => {
    aws.standIn.fail('backup:DescribeRestoreJob', sixTimes(ending));
    const { code, stderr } = await ec2('--start');
    const [job] = aws.standIn.state.restoreJobs;
    expect(code).toBe(3);
    expect(stderr).toContain(`restore job ${job?.id} has started, but: backup:DescribeRestoreJob failed: `);
    expect(stderr).toContain(`\n→ to follow it: npx backupctl restore follow ${job?.id} --environment dev\n`);
  });

  test('in JSON, too, when following fails', async () => {
    aws.standIn.fail('ec2:DescribeInstances', sixTimes(ERROR));
    aws.standIn.clock.perRequest = 30_000;
    const { code, stdout } = await ec2('--start', '--follow', '--poll', '1', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout).job.jobId).toBe(aws.standIn.state.restoreJobs[0]?.id);
  });

  test('as possible when the response to the start is lost', async () => {
    aws.standIn.fail('backup:StartRestoreJob', [new ForeignBody('')]);
    const { code, stderr } = await ec2('--start');
    expect(code).toBe(3);
    expect(stderr).toContain('\nThe restore may have been started.\n→ find out with aws backup list-restore-jobs, or ');
    aws.standIn.fail('backup:StartRestoreJob', [new Fault('AccessDeniedException', 'Denied.', 403)]);
    expect((await ec2('--start')).stderr).not.toContain('may have been started');
  });
});

describe('R5 refuses before the start', () => {
  test.each(['EXPIRED', 'PARTIAL', 'DELETING', 'CREATING', 'STOPPED'])(
    'a recovery point that is %s',
    async (Status) => {
      aws.standIn.state.recoveryPoints = [];
      keep(metadataIn(network), { Status });
      const { code, stderr } = await ec2('--start');
      expect(code).toBe(1);
      expect(stderr).toContain(`--recovery-point: ${IMAGE} is ${Status}\n→ `);
      expect(aws.standIn.actions).not.toContain('backup:StartRestoreJob');
    },
  );

  test('a key pair that does not exist', async () => {
    aws.standIn.state.recoveryPoints = [];
    keep({ ...metadataIn(network), KeyName: 'ec2-*' });
    const { code, stderr } = await ec2('--start');
    expect(code).toBe(1);
    expect(stderr).toContain('\nKeyName: key pair ec2-* does not exist\n→ import a key pair of this name with ');
    aws.standIn.state.recoveryPoints = [];
    keep({ ...metadataIn(network), KeyName: '' });
    expect((await ec2()).code).toBe(0);
  });

  test('more addresses than the subnet has', async () => {
    const { code, stderr } = await ec2('--secondary-count', '300', '--start');
    expect(code).toBe(1);
    expect(stderr).toMatch(/--secondary-count: the restore needs 301 addresses in subnet-\w+, which has \d+ free\n/);
  });
});

describe('R5 restore follow', () => {
  test('follows a job that was interrupted by Ctrl-C', async () => {
    const program = path.resolve(__dirname, '../../bin/backupctl.js');
    const args = ['restore', 'ec2', '--recovery-point', IMAGE, '--environment', 'dev', '--primary-ip', '10.1.10.190'];
    const child = spawn(process.execPath, [program, ...args, '--start', '--follow', '--poll', '1'], {
      cwd: emptyFolder(),
      env: { ...process.env, ...aws.variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const lines: string[] = [];
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      if (line.includes('PENDING')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => {
      child.once('close', resolve);
    });
    const [job] = aws.standIn.state.restoreJobs;
    expect(code).toBe(130);
    expect(lines.slice(-3)).toEqual([
      '',
      `The restore continues: job ${job?.id}.`,
      `→ to follow it: npx backupctl restore follow ${job?.id} --environment dev`,
    ]);

    aws.standIn.clock.advance(60_000);
    const followed = await restore(['follow', job?.id ?? '', '--poll', '1']);
    expect(followed.code).toBe(0);
    expect(followed.stdout).toMatch(/^i-\w+ is running, restored from /);
    expect(followed.stdout).toContain(' 10.1.10.190 ');
  });

  test('reports an unknown job', async () => {
    const { code, stderr } = await restore(['follow', 'UNKNOWN']);
    expect(code).toBe(3);
    expect(stderr).toContain(
      'AWS Backup has no restore job UNKNOWN in this region.\n→ use --region with the region in which it was started',
    );
  });
});

describe('at each call', () => {
  const ACTIONS = [
    'backup:DescribeRecoveryPoint',
    'backup:GetRecoveryPointRestoreMetadata',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeKeyPairs',
    'iam:GetInstanceProfile',
    'iam:SimulatePrincipalPolicy',
    'backup:StartRestoreJob',
    'backup:DescribeRestoreJob',
    'ec2:DescribeInstances',
  ];

  /** All calls of a restore, in this process: nine commands would take nine seconds. */
  const wholeRestore = async () => {
    aws.standIn.clock.perRequest = 30_000;
    const clients = clientsOf(aws);
    const where = { recoveryPoint: IMAGE, vault: VAULT, roleArn: RESTORE_ROLE_ARN, passableRolesIn: 'dev.ts' };
    const request = {
      ...where,
      addresses: requested(),
      instanceProfile: 'original',
      at: (setting: string) => setting,
    } as const;
    const { metadata = {} } = await planRestore(clients, request, () => {});
    const { backup } = clients;
    const started = await startRestore(backup, { ...where, metadata, copyTags: false, now: new Date() });
    const follow = { jobId: started.job.jobId, pollSeconds: 1, signal: new AbortController().signal };
    const { createdResource = '' } = await endedRestoreJob(backup, follow, () => {});
    return restoredInstance(clients.ec2, createdResource.split('/').at(-1) ?? '');
  };

  test.each(ACTIONS)('%s: waits and retries when AWS throttles', async (action) => {
    const throttled = action.startsWith('ec2:') ? 'RequestLimitExceeded' : 'ThrottlingException';
    aws.standIn.fail(action, [new Fault(throttled, 'Rate exceeded', 503)]);
    await expect(wholeRestore()).resolves.toMatchObject({ state: 'running' });
    expect(aws.standIn.state.restoreJobs).toHaveLength(1);
  });

  test.each(ACTIONS)('%s: names the missing permission', async (action) => {
    const name = action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDeniedException';
    const message = `User: ann is not authorized to perform: ${action} on resource: arn:x because no identity-based policy allows the ${action} action`;
    aws.standIn.fail(action, [new Fault(name, message, 403)]);
    await expect(wholeRestore()).rejects.toMatchObject({
      name: 'AwsError',
      message: expect.stringContaining(`ann is not allowed to call ${action} on arn:x because`),
    });
  });

  test('a restore that runs when AWS no longer answers can be followed again', async () => {
    const denied = new Fault('AccessDeniedException', 'Access denied.', 403);
    aws.standIn.clock.perRequest = 1;
    const args = ['--primary-ip', '10.1.10.195', '--start', '--json'];
    const { job } = JSON.parse((await ec2(...args)).stdout);
    aws.standIn.fail('backup:DescribeRestoreJob', [denied]);
    const { code, stderr } = await restore(['follow', job.jobId]);
    expect(code).toBe(3);
    expect(stderr).toContain('The caller is not allowed to call backup:DescribeRestoreJob on *.');
    expect(stderr).toContain(
      `The restore continues: job ${job.jobId}.\n→ to follow it: npx backupctl restore follow ${job.jobId} --env`,
    );
  });
});

describe('ends with', () => {
  test('2 for credentials of another account, before any other call', async () => {
    const other = changedEnvironments({ 'dev.ts': (text) => text.replaceAll(ACCOUNT, '121212121212') });
    const { code, stderr } = await restore(['ec2', '--recovery-point', IMAGE, '--start'], {
      BACKUP_ENVIRONMENTS_DIR: other,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('The credentials belong to account 111111111111, not to the account of dev 121212121212.');
    expect(aws.standIn.actions).toEqual(['sts:GetCallerIdentity']);
  });

  test.each([
    [['--start'], 2, 'No recovery point is specified.\n→ add --recovery-point ARN, or --instance-id ID\n'],
    [['--instance-id', INSTANCE, '--follow'], 2, 'without --start, no restore starts.\n→ add --start\n'],
    [['--instance-id', INSTANCE, '--recovery-point', IMAGE], 2, 'cannot be used with option'],
    [['--instance-id', 'web1'], 2, 'Specify an instance ID such as i-0123456789abcdef0.'],
    [
      ['--recovery-point', 'arn:aws:ec2:ap-northeast-1::snapshot/snap-1'],
      2,
      'Specify the ARN of an EC2 recovery point',
    ],
    [['--recovery-point', IMAGE, '--region', 'us-east-1'], 2, '→ add --region ap-northeast-1\n'],
    [['--recovery-point', IMAGE, '--role-arn', 'Restore'], 2, `→ specify one such as ${RESTORE_ROLE_ARN}\n`],
    [
      ['--recovery-point', IMAGE, '--vault', 'EC3'],
      1,
      'dev has no vault "EC3". Did you mean "EC2"?\n→ specify one of EC2\n',
    ],
    [
      ['--instance-id', INSTANCE, '--region', 'us-east-1'],
      1,
      'dev has no vault in us-east-1.\n→ specify its region with',
    ],
  ])('%j: %i', async (args, expected, message) => {
    const { code, stderr } = await restore(['ec2', ...args]);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(message)]);
    expect(aws.standIn.actions).toEqual([]);
  });
});
