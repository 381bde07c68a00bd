import {
  type EC2Client,
  type NetworkInterface,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';

import type { FoundNetwork, FoundSubnet } from '../../domain/restore/network-findings';
import type { UsedAddress } from '../../domain/restore/subnet-addresses';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';

/** The subnets and security groups of an instance's interfaces. */
interface NeededNetwork {
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
}

/** Reads subnets, security groups, and every address in use in these subnets (R5). It only reads. */
export async function foundNetwork(ec2: EC2Client, { subnets, groups }: NeededNetwork): Promise<FoundNetwork> {
  const foundSubnets = await describeSubnets(ec2, subnets);
  const foundGroups = await describeGroups(ec2, groups);
  const interfaces = await describeInterfaces(ec2, subnets);
  return {
    groups: foundGroups,
    subnets: foundSubnets.map((subnet) => ({
      ...subnet,
      used: interfaces.filter(({ SubnetId }) => SubnetId === subnet.id).flatMap(usedAddresses),
    })),
  };
}

/** By a filter: as an argument, one ID that does not exist would fail the whole request. */
async function describeSubnets(ec2: EC2Client, ids: readonly string[]): Promise<Omit<FoundSubnet, 'used'>[]> {
  const Filters = [{ Name: 'subnet-id', Values: [...ids] }];
  const found = await withAwsErrors('ec2:DescribeSubnets', async () => {
    const subnets = await everyPage(paginateDescribeSubnets({ client: ec2 }, { Filters }), 'Subnets');
    return subnets.map((subnet) => ({ ...subnet, free: required(subnet, 'AvailableIpAddressCount') }));
  });
  return found.map(({ SubnetId = '', CidrBlock = '', AvailabilityZone = '', VpcId = '', ...subnet }) => ({
    id: SubnetId,
    cidr: CidrBlock,
    availabilityZone: AvailabilityZone,
    vpcId: VpcId,
    ipv6Cidrs: (subnet.Ipv6CidrBlockAssociationSet ?? [])
      .filter(({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated')
      .flatMap(({ Ipv6CidrBlock }) => Ipv6CidrBlock ?? []),
    free: subnet.free,
  }));
}

async function describeGroups(ec2: EC2Client, ids: readonly string[]): Promise<FoundNetwork['groups']> {
  if (ids.length === 0) return [];
  const Filters = [{ Name: 'group-id', Values: [...ids] }];
  const found = await withAwsErrors('ec2:DescribeSecurityGroups', () =>
    everyPage(paginateDescribeSecurityGroups({ client: ec2 }, { Filters }), 'SecurityGroups'),
  );
  return found.map(({ GroupId = '', VpcId = '' }) => ({ id: GroupId, vpcId: VpcId }));
}

/**
 * All interfaces in the subnets: the search must include secondary addresses.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
function describeInterfaces(ec2: EC2Client, subnets: readonly string[]): Promise<NetworkInterface[]> {
  const Filters = [{ Name: 'subnet-id', Values: [...subnets] }];
  return withAwsErrors('ec2:DescribeNetworkInterfaces', () =>
    everyPage(paginateDescribeNetworkInterfaces({ client: ec2, pageSize: 1000 }, { Filters }), 'NetworkInterfaces'),
  );
}

function usedAddresses(one: NetworkInterface): UsedAddress[] {
  const { NetworkInterfaceId: networkInterface = '', PrivateIpAddress, PrivateIpAddresses, Ipv6Addresses } = one;
  const descriptions = [one.Attachment?.InstanceId, one.Description, one.InterfaceType];
  const user = descriptions.find((text) => text !== undefined && text !== '') ?? 'an unknown user';
  const addresses = [
    PrivateIpAddress,
    ...(PrivateIpAddresses ?? []).map((listed) => listed.PrivateIpAddress),
    ...(Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address),
    ...(one.Ipv4Prefixes ?? []).map(({ Ipv4Prefix }) => Ipv4Prefix),
    ...(one.Ipv6Prefixes ?? []).map(({ Ipv6Prefix }) => Ipv6Prefix),
  ];
  return [...new Set(addresses)].flatMap((address) =>
    address === undefined ? [] : { address, networkInterface, user },
  );
}
