import {
  type EC2Client,
  type Filter,
  type Instance as AwsInstance,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';

import { withAwsErrors } from '../aws-error';
import { instancesOf } from '../instances-of';
import { everyPage } from '../pages';
import { tagValues } from '../tag-values';

/** An existing instance with its tags, its place, and what decides whether it reaches Systems Manager. */
export interface Instance {
  readonly id: string;
  /** The value of its tag Name; empty without one. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** As EC2 names it: `pending`, `running`, `stopping` or `stopped`. */
  readonly state: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly instanceProfileArn: string | undefined;
  /** Whether it has a public IPv4 address. */
  readonly publicAddress: boolean;
  readonly vpcId: string | undefined;
  readonly subnetId: string | undefined;
  /** As ISO instant. */
  readonly createdAt: string | undefined;
}

/** The account and region whose instances are listed. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

const EXISTING: Filter = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

/**
 * Every instance of an account in one region, sorted by ID.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export async function instancesIn(ec2: EC2Client, place: Place): Promise<Instance[]> {
  const instances = await described(ec2, [EXISTING]);
  return instances.map((instance) => instanceOf(instance, place)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** One instance; undefined when the account does not have it in the region, or no longer has it. */
export async function instanceById(ec2: EC2Client, id: string, place: Place): Promise<Instance | undefined> {
  // In a filter, an ID that does not exist finds nothing; as an argument it is an error.
  const [instance] = await described(ec2, [EXISTING, { Name: 'instance-id', Values: [id] }]);
  return instance && instanceOf(instance, place);
}

function described(ec2: EC2Client, Filters: Filter[]): Promise<AwsInstance[]> {
  const pages = paginateDescribeInstances({ client: ec2, pageSize: 1000 }, { Filters });
  return withAwsErrors('ec2:DescribeInstances', async () => instancesOf(await everyPage(pages, 'Reservations')));
}

function instanceOf(instance: AwsInstance, { accountId, region }: Place): Instance {
  const tags = tagValues(instance.Tags);
  return {
    id: instance.InstanceId ?? '',
    name: tags['Name'] ?? '',
    region,
    accountId,
    state: instance.State?.Name ?? 'unknown',
    tags,
    instanceProfileArn: instance.IamInstanceProfile?.Arn,
    publicAddress: instance.PublicIpAddress !== undefined,
    vpcId: instance.VpcId,
    subnetId: instance.SubnetId,
    createdAt: createdAt(instance)?.toISOString(),
  };
}

/** Every start changes the launch time, but the primary network interface remains attached. */
function createdAt({ NetworkInterfaces = [], LaunchTime }: AwsInstance): Date | undefined {
  return (
    NetworkInterfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0)?.Attachment?.AttachTime ?? LaunchTime
  );
}
