import { DescribeInstancesCommand, EC2Client, type Instance, type InstanceNetworkInterface } from '@aws-sdk/client-ec2';

import type { MotoClient } from './operation';

/** What AWS Backup stores with a recovery point of an instance; empty when the instance does not exist. */
export async function backedUpInstance(
  id: string,
  moto: MotoClient,
): Promise<{ readonly metadata?: Record<string, string>; readonly tags?: Record<string, string> }> {
  const ec2 = new EC2Client(moto);
  // In a filter, an ID that does not exist finds nothing; as an argument it is an error.
  const Filters = [{ Name: 'instance-id', Values: [id] }];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  ec2.destroy();
  const instance = Reservations?.[0]?.Instances?.[0];
  if (!instance) return {};
  const tags = Object.fromEntries(instance.Tags?.map(({ Key = '', Value = '' }) => [Key, Value]) ?? []);
  return { metadata: metadataOf(instance), tags };
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
