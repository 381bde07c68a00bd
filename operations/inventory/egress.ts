import {
  type EC2Client,
  paginateDescribeRouteTables,
  paginateDescribeVpcEndpoints,
  type RouteTable,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';

import { ENDPOINTS, type Egress } from '../../domain/inventory/agent-cause';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import type { Instance } from './instances';

type Placed = Pick<Instance, 'vpcId' | 'subnetId'>;

/** How instances of one region reach networks outside their subnets. Undefined for an instance outside a VPC. */
export async function findEgress(
  ec2: EC2Client,
  instances: readonly Placed[],
): Promise<(instance: Placed) => Egress | undefined> {
  const vpcs = [...new Set(instances.flatMap(({ vpcId }) => vpcId ?? []))].toSorted();
  if (vpcs.length === 0) return () => undefined;
  const inVpcs = { Filters: [{ Name: 'vpc-id', Values: vpcs }] };
  const [tables, endpoints] = await Promise.all([
    withAwsErrors('ec2:DescribeRouteTables', () =>
      everyPage(paginateDescribeRouteTables({ client: ec2 }, inVpcs), 'RouteTables'),
    ),
    withAwsErrors('ec2:DescribeVpcEndpoints', () =>
      everyPage(paginateDescribeVpcEndpoints({ client: ec2 }, inVpcs), 'VpcEndpoints'),
    ),
  ]);
  return ({ vpcId, subnetId }) =>
    vpcId === undefined
      ? undefined
      : { endpoints: hasEndpoints(vpcId, endpoints), defaultRoute: defaultRouteOf({ vpcId, subnetId }, tables) };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
function hasEndpoints(vpcId: string, endpoints: readonly VpcEndpoint[]): boolean {
  const there = endpoints.filter(({ VpcId, State }) => VpcId === vpcId && State?.toLowerCase() === 'available');
  return ENDPOINTS.every((service) => there.some(({ ServiceName = '' }) => ServiceName.endsWith(`.${service}`)));
}

/**
 * A subnet uses the route table associated with it, or else the main route table of its VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
function defaultRouteOf({ vpcId, subnetId }: Placed, tables: readonly RouteTable[]): Egress['defaultRoute'] {
  const associations = tables
    .filter(({ VpcId }) => VpcId === vpcId)
    .flatMap((table) => (table.Associations ?? []).map((association) => ({ table, association })));
  const own = associations.find(({ association }) => association.SubnetId === subnetId && subnetId !== undefined);
  const { table } = own ?? associations.find(({ association }) => association.Main === true) ?? {};
  const route = table?.Routes?.find(
    ({ DestinationCidrBlock, State }) => DestinationCidrBlock === '0.0.0.0/0' && State !== 'blackhole',
  );
  if (route === undefined) return 'none';
  return route.GatewayId?.startsWith('igw-') === true ? 'internet-gateway' : 'other';
}
