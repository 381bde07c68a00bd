import {
  CreateImageCommand,
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
  type InstanceNetworkInterface,
} from '@aws-sdk/client-ec2';

import { BACKUP_ROLE, serviceRoleArn } from '../../domain/backup/service-roles';
import type { Environment } from '../../environments/schema';
import { secondsOf } from '../clock';
import type { SeededAccount } from './account';
import type { Server } from './servers';

const DAY = 86_400;
const HOUR = 3600;

/** Enough to show which one is the newest. */
const MOST = 2;

/** Adds recovery points of an instance, from previous days, to the vault of the plan that selects it. */
export async function seedRecoveryPoints(account: SeededAccount, { id }: Server): Promise<void> {
  const { environment, ec2: of, state, clock } = account;
  const { region, accountId } = environment;
  const ec2 = of(region);
  const { vault, days } = keptBy(environment);
  if (vault === undefined) return;
  const instance = await describe(ec2, id);
  for (let daysAgo = Math.min(MOST, days ?? MOST); daysAgo > 0; daysAgo -= 1) {
    const CreationDate = secondsOf(clock) - daysAgo * DAY + 6 * HOUR;
    const Name = `AWSBackup_${id}_${crypto.randomUUID()}`;
    const { ImageId } = await ec2.send(new CreateImageCommand({ InstanceId: id, Name, NoReboot: true }));
    state.recoveryPoints.push({
      account: accountId,
      region,
      vault,
      point: {
        RecoveryPointArn: `arn:aws:ec2:${region}::image/${ImageId}`,
        BackupVaultName: vault,
        ResourceArn: `arn:aws:ec2:${region}:${accountId}:instance/${id}`,
        ResourceType: 'EC2',
        Status: 'COMPLETED',
        CreationDate,
        CalculatedLifecycle: days === undefined ? undefined : { DeleteAt: CreationDate + days * DAY },
        IamRoleArn: serviceRoleArn(accountId, BACKUP_ROLE),
        BackupSizeInBytes: 8 * 1024 ** 3,
      },
      metadata: metadataOf(instance),
      tags: Object.fromEntries(instance.Tags?.map(({ Key = '', Value = '' }) => [Key, Value]) ?? []),
    });
  }
}

/** The vault of the first rule in this region, and its retention in days. */
function keptBy({ region, backup }: Environment) {
  const rule = backup.plans.find((plan) => plan.region === region)?.rules[0];
  return { vault: rule?.vault, days: rule?.deleteAfterDays };
}

async function describe(ec2: EC2Client, id: string): Promise<Instance> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0] ?? {};
}

/**
 * Restore metadata as AWS Backup stores it for an instance: every value is a string, some contain JSON.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html
 */
function metadataOf(instance: Instance): Record<string, string> {
  const { Architecture = 'x86_64', InstanceType = '', KeyName = '', IamInstanceProfile, Placement } = instance;
  const [first] = instance.NetworkInterfaces ?? [];
  const profile = IamInstanceProfile?.Arn?.split('/').at(-1);
  return {
    Architecture,
    CpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}',
    CreditSpecification: '{"CpuCredits":"unlimited"}',
    DisableApiTermination: 'false',
    ...(profile === undefined ? {} : { IamInstanceProfileName: profile }),
    InstanceType,
    KeyName,
    NetworkInterfaces: JSON.stringify(instance.NetworkInterfaces?.map(interfaceOf) ?? []),
    Placement: JSON.stringify({ AvailabilityZone: Placement?.AvailabilityZone, GroupName: '', Tenancy: 'default' }),
    RequireIMDSv2: 'true',
    SecurityGroupIds: JSON.stringify(first?.Groups?.map(({ GroupId }) => GroupId) ?? []),
    SubnetId: instance.SubnetId ?? '',
    VpcId: instance.VpcId ?? '',
  };
}

function interfaceOf(one: InstanceNetworkInterface) {
  const addresses =
    one.PrivateIpAddresses?.map(({ Primary, PrivateIpAddress }) => ({ Primary, PrivateIpAddress })) ?? [];
  return {
    AssociatePublicIpAddress: false,
    DeleteOnTermination: true,
    Description: '',
    DeviceIndex: one.Attachment?.DeviceIndex ?? 0,
    Groups: one.Groups?.map(({ GroupId }) => GroupId) ?? [],
    Ipv6AddressCount: 0,
    Ipv6Addresses: [],
    NetworkInterfaceId: one.NetworkInterfaceId,
    PrivateIpAddress: one.PrivateIpAddress,
    PrivateIpAddresses: addresses,
    SecondaryPrivateIpAddressCount: addresses.filter(({ Primary }) => Primary !== true).length,
    SubnetId: one.SubnetId,
    InterfaceType: 'interface',
    Ipv4Prefixes: [],
    Ipv6Prefixes: [],
  };
}
