import {
  AssignPrivateIpAddressesCommand,
  CreateNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
  type InstanceNetworkInterfaceSpecification,
  type Tag,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';

import type { OperationContext } from '../operation';
import { tagList } from '../tags';
import { recoveryPointOf, type RecoveryPointsState } from './recovery-points';
import type { PassRoleState } from './simulate-principal-policy';

/** A restore job. Times are milliseconds since 1970. */
export interface StandInRestoreJob {
  readonly id: string;
  readonly region: string;
  readonly startedAt: number;
  /** The input of StartRestoreJob. */
  readonly request: Readonly<Record<string, any>>;
  /** Its result, computed when a client first reads it. */
  end?: { readonly Status: 'COMPLETED' | 'FAILED' | 'ABORTED' } & Readonly<Record<string, unknown>>;
}

export interface RestoreJobsState extends RecoveryPointsState, PassRoleState {
  readonly restoreJobs: StandInRestoreJob[];
}

type End = NonNullable<StandInRestoreJob['end']>;
type Metadata = Readonly<Record<string, string>>;

/** An error of EC2. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Starts an instance in moto with the interfaces of a job's metadata, and refuses what EC2 refuses. moto accepts nearly
 * everything.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html
 */
export async function startRestoredInstance(
  job: StandInRestoreJob,
  context: OperationContext<RestoreJobsState>,
): Promise<End> {
  const { state, moto } = context;
  const metadata: Metadata = job.request['Metadata'];
  const ec2 = new EC2Client({ ...moto, region: job.region });
  const iam = new IAMClient({ ...moto, region: job.region });
  try {
    const interfaces: InstanceNetworkInterfaceSpecification[] = JSON.parse(metadata['NetworkInterfaces'] ?? '[]');
    refuseCombinations(metadata, interfaces);
    await refuseRole(metadata['IamInstanceProfileName'], state.deniedPassRoles, iam);
    const zone: string | undefined = JSON.parse(metadata['Placement'] ?? '{}').AvailabilityZone;
    for (const one of interfaces) await refuseInterface(one, { zone, ec2 });
    const instance = await run(metadata, interfaces, { job, zone, tags: tagsOf(job, context), ec2 });
    const account = String(job.request['IamRoleArn']).split(':')[4];
    const CreatedResourceArn = `arn:aws:ec2:${job.region}:${account}:instance/${instance}`;
    return { Status: 'COMPLETED', PercentDone: '100.00%', CreatedResourceArn };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { Status: 'FAILED', StatusMessage: error.message };
  } finally {
    ec2.destroy();
    iam.destroy();
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html */
function tagsOf({ request }: StandInRestoreJob, context: OperationContext<RestoreJobsState>): Tag[] {
  if (request['CopySourceTagsToRestoredResource'] !== true) return [];
  const { tags = {} } = recoveryPointOf(context.state, context, { RecoveryPointArn: request['RecoveryPointArn'] });
  return tagList(tags);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
function refuseCombinations(metadata: Metadata, interfaces: readonly InstanceNetworkInterfaceSpecification[]): void {
  if (metadata['SubnetId'] !== undefined) {
    throw new Refused('Network interfaces and an instance-level subnet ID may not be specified on the same request');
  }
  if (metadata['SecurityGroupIds'] !== undefined) {
    throw new Refused(
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    );
  }
  if (metadata['CpuOptions'] !== undefined) throw new Refused('CpuOptions may not be specified on this request');
  if (interfaces.length > 1 && interfaces.some((one) => one.AssociatePublicIpAddress !== undefined)) {
    throw new Refused(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    );
  }
  for (const one of interfaces) {
    if (one.NetworkInterfaceId !== undefined) throw new Refused(`Interface: [${one.NetworkInterfaceId}] in use.`);
    const primaries = (one.PrivateIpAddresses ?? []).filter(({ Primary }) => Primary === true);
    if (primaries.length > 1) throw new Refused('Only one primary private IP address can be specified');
    if (one.SecondaryPrivateIpAddressCount !== undefined && (one.PrivateIpAddresses ?? []).length > primaries.length) {
      throw new Refused(
        'secondary-private-ip-address-count and secondary private IP addresses may not be specified on the same request',
      );
    }
  }
}

/** @see https://repost.aws/knowledge-center/aws-backup-encoded-authorization-failure */
async function refuseRole(profile: string | undefined, denied: readonly string[], iam: IAMClient): Promise<void> {
  if (profile === undefined) return;
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: profile }));
  if (InstanceProfile?.Roles?.some(({ Arn }) => denied.includes(Arn ?? ''))) {
    throw new Refused(
      'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details.',
    );
  }
}

async function refuseInterface(
  { SubnetId = '', PrivateIpAddresses = [] }: InstanceNetworkInterfaceSpecification,
  { zone, ec2 }: { readonly zone: string | undefined; readonly ec2: EC2Client },
): Promise<void> {
  const subnet = await subnetOf(SubnetId, ec2);
  const { network, used } = subnet;
  if (zone !== undefined && subnet.zone !== zone) {
    throw new Refused(`The availability zone does not match the subnet ${SubnetId}`);
  }
  for (const { PrivateIpAddress: address = '' } of PrivateIpAddresses) {
    if (!address.startsWith(network)) {
      throw new Refused(`Address ${address} does not fall within the subnet's address range`);
    }
    if (['0', '1', '2', '3', '255'].includes(address.slice(network.length))) {
      throw new Refused(`Address ${address} is in subnet's reserved address range`);
    }
    if (used.includes(address)) throw new Refused(`Address ${address} is in use.`);
  }
}

interface Started {
  readonly job: StandInRestoreJob;
  readonly zone: string | undefined;
  readonly tags: Tag[];
  readonly ec2: EC2Client;
}

async function run(
  metadata: Metadata,
  interfaces: readonly InstanceNetworkInterfaceSpecification[],
  { job, zone, tags, ec2 }: Started,
): Promise<string> {
  const made: InstanceNetworkInterfaceSpecification[] = [];
  for (const one of interfaces) {
    made.push({ DeviceIndex: one.DeviceIndex, NetworkInterfaceId: await makeInterface(one, ec2) });
  }
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: String(job.request['RecoveryPointArn']).split('/')[1],
      InstanceType: metadata['InstanceType'] as 't2.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: metadata['KeyName'],
      Placement: { AvailabilityZone: zone },
      NetworkInterfaces: made,
      ...(metadata['IamInstanceProfileName'] === undefined
        ? {}
        : { IamInstanceProfile: { Name: metadata['IamInstanceProfileName'] } }),
      ...(tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: 'instance', Tags: tags }] }),
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

/**
 * moto drops secondary addresses in RunInstances, so each interface is created first. It also chooses dynamic addresses at
 * random, including used ones, so they are chosen here.
 */
async function makeInterface(one: InstanceNetworkInterfaceSpecification, ec2: EC2Client): Promise<string> {
  const { SubnetId = '', Groups, PrivateIpAddresses = [], SecondaryPrivateIpAddressCount: count = 0 } = one;
  const addressesOf = (isPrimary: boolean) =>
    PrivateIpAddresses.filter(({ Primary = false }) => Primary === isPrimary).flatMap(
      ({ PrivateIpAddress }) => PrivateIpAddress ?? [],
    );
  const { network, used } = await subnetOf(SubnetId, ec2);
  const free = Array.from({ length: 250 }, (_, offset) => `${network}${offset + 4}`).filter(
    (address) =>
      !used.includes(address) && !addressesOf(true).includes(address) && !addressesOf(false).includes(address),
  );
  const [PrivateIpAddress = free.shift()] = addressesOf(true);
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId, Groups, PrivateIpAddress }),
  );
  const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId ?? '';
  const secondaries = [...addressesOf(false), ...free.slice(0, count)];
  if (secondaries.length > 0) {
    await ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: secondaries }));
  }
  return NetworkInterfaceId;
}

async function subnetOf(SubnetId: string, ec2: EC2Client) {
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }));
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'subnet-id', Values: [SubnetId] }] }),
  );
  return {
    zone: subnet?.AvailabilityZone,
    // The subnets in tests are /24.
    network: subnet?.CidrBlock?.replace(/\.0\/24$/, '.') ?? '',
    used: NetworkInterfaces.flatMap((one) => one.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress),
  };
}
