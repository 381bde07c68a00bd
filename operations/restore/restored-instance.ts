import {
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
  type InstanceNetworkInterface,
} from '@aws-sdk/client-ec2';

import { withAwsErrors, AwsError } from '../aws-error';
import { instancesOf } from '../instances-of';
import { required } from '../unreadable-response';
import { tagValues } from '../tag-values';

/** A restored instance. */
export interface RestoredInstance {
  readonly instanceId: string;
  /** As EC2 names it, such as `running`. */
  readonly state: string;
  readonly keyName: string | undefined;
  /** The ARN. */
  readonly instanceProfile: string | undefined;
  /** Without AWS's own tags, whose keys begin with `aws:`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly interfaces: readonly InstanceInterface[];
}

interface InstanceInterface {
  readonly deviceIndex: number;
  readonly networkInterface: string;
  readonly subnet: string;
  readonly primary: string;
  readonly secondaries: readonly string[];
  readonly publicAddress: string | undefined;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export async function restoredInstance(ec2: EC2Client, instanceId: string): Promise<RestoredInstance> {
  const action = 'ec2:DescribeInstances';
  const command = new DescribeInstancesCommand({ InstanceIds: [instanceId] });
  const [instance] = await withAwsErrors(action, async () =>
    instancesOf(required(await ec2.send(command), 'Reservations')),
  );
  if (!instance) throw new AwsError(`${action} failed: EC2 has no instance ${instanceId}`);
  return {
    instanceId,
    state: instance.State?.Name ?? 'unknown',
    keyName: instance.KeyName,
    instanceProfile: instance.IamInstanceProfile?.Arn,
    tags: tagsOf(instance),
    interfaces: (instance.NetworkInterfaces ?? []).map(interfaceOf).toSorted((a, b) => a.deviceIndex - b.deviceIndex),
  };
}

/** The state of an instance, as EC2 names it; undefined when it does not exist. */
export function instanceState(ec2: EC2Client, instanceId: string): Promise<string | undefined> {
  // In a filter, an ID that does not exist finds nothing; as an argument it is an error.
  const command = new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [instanceId] }] });
  return withAwsErrors('ec2:DescribeInstances', async () => {
    const [instance] = instancesOf(required(await ec2.send(command), 'Reservations'));
    return instance?.State?.Name;
  });
}

function tagsOf({ Tags = [] }: Instance): Readonly<Record<string, string>> {
  const own = Tags.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  return tagValues(own);
}

function interfaceOf(one: InstanceNetworkInterface): InstanceInterface {
  const secondaries = (one.PrivateIpAddresses ?? []).filter(({ Primary }) => Primary !== true);
  return {
    deviceIndex: one.Attachment?.DeviceIndex ?? 0,
    networkInterface: one.NetworkInterfaceId ?? '',
    subnet: one.SubnetId ?? '',
    primary: one.PrivateIpAddress ?? '',
    secondaries: secondaries.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
    publicAddress: one.Association?.PublicIp,
  };
}
