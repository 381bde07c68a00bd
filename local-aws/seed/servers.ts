import {
  AssignPrivateIpAddressesCommand,
  CreateKeyPairCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  type EC2Client,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';

import { BACKUP_GROUP_TAG } from '../../domain/ssm-backup/tags';
import type { Environment } from '../../environments/schema';
import { secondsOf } from '../clock';
import { tagList } from '../tags';
import type { AccountClients, SeededAccount } from './account';

/** A sample instance. */
export interface Server {
  readonly id: string;
  readonly name: string;
  /** Its generations, if the window backs it up. */
  readonly generations?: number;
}

export interface Servers {
  /** Selected by a plan of AWS Backup, if one selects only by tags. */
  readonly planned: Server;
  /** Selected by the window; missing without SSM backup. */
  readonly grouped?: Server;
  /** Also in the window's group, but with invalid tags and a lost agent. */
  readonly withInvalidTags?: Server;
  readonly subnet: { readonly id: string; readonly cidr: string; readonly freeAddress: string };
}

const GENERATIONS = 2;
const CIDR = '10.1.10.0/24';
const ADDRESSES = ['10.1.10.10', '10.1.10.11'] as const;
/** Not among the addresses that EC2 would choose first. */
const FREE_ADDRESS = '10.1.10.50';
const KEY_PAIR = 'local';

/** Creates a network with instances that the environment backs up, or should. */
export async function seedServers(
  { environment, ec2: of }: AccountClients,
  instanceProfile: string | undefined,
): Promise<Servers> {
  const { region, ssmBackup } = environment;
  const ec2 = of(region);
  const network = await makeNetwork(ec2, region);
  const profile = instanceProfile === undefined ? {} : { IamInstanceProfile: { Name: instanceProfile } };
  const NetworkInterfaceId = await makeInterface(ec2, network);
  const planned = await run(
    ec2,
    { Name: 'web1', ...plannedTags(environment) },
    { ...profile, NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }] },
  );
  const subnet = { id: network.subnet, cidr: CIDR, freeAddress: FREE_ADDRESS };
  if (ssmBackup === 'none') return { planned: { id: planned, name: 'web1' }, subnet };

  const group = { [BACKUP_GROUP_TAG]: ssmBackup.group, BackupEC2StopStart: 'false' };
  const inSubnet = { SubnetId: network.subnet, SecurityGroupIds: [network.group] };
  const grouped = await run(
    ec2,
    { Name: 'app1', ...group, EC2BackupGen: String(GENERATIONS) },
    { ...profile, ...inSubnet },
  );
  const withInvalidTags = await run(ec2, { Name: 'batch1', ...group, EC2BackupGen: 'two' }, inSubnet);
  return {
    planned: { id: planned, name: 'web1' },
    grouped: { id: grouped, name: 'app1', generations: GENERATIONS },
    withInvalidTags: { id: withInvalidTags, name: 'batch1' },
    subnet,
  };
}

/** Registers the agents of the group: one is online, one is lost since yesterday. */
export function seedAgents(
  { environment: { region }, state, clock }: SeededAccount,
  { grouped, withInvalidTags }: Servers,
): void {
  const heardAt = secondsOf(clock);
  const register = ({ id: InstanceId }: Server, PingStatus: 'Online' | 'ConnectionLost', LastPingDateTime: number) =>
    state.agents.push({ region, InstanceId, PingStatus, LastPingDateTime });
  if (grouped) register(grouped, 'Online', heardAt);
  if (withInvalidTags) register(withInvalidTags, 'ConnectionLost', heardAt - 86_400);
}

/** The tags of the first selection in this region that selects only by tags. */
function plannedTags({ region, backup }: Environment): Record<string, string> {
  const selections = backup.plans.filter((plan) => plan.region === region).flatMap((plan) => plan.selections);
  const byTags = selections.find(({ tags, resources }) => Object.keys(tags).length > 0 && resources.length === 0);
  return Object.fromEntries(Object.entries(byTags?.tags ?? {}).map(([key, values]) => [key, [values].flat()[0] ?? '']));
}

interface Network {
  readonly subnet: string;
  readonly group: string;
}

async function makeNetwork(ec2: EC2Client, region: string): Promise<Network> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock: CIDR, AvailabilityZone: `${region}a` }),
  );
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web servers', VpcId }),
  );
  await ec2.send(new CreateKeyPairCommand({ KeyName: KEY_PAIR }));
  return { subnet: Subnet?.SubnetId ?? '', group: GroupId };
}

/** moto drops secondary addresses in RunInstances. */
async function makeInterface(ec2: EC2Client, { subnet, group }: Network): Promise<string> {
  const [PrivateIpAddress, ...secondaries] = ADDRESSES;
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId: subnet, Groups: [group], PrivateIpAddress }),
  );
  const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId ?? '';
  await ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: secondaries }));
  return NetworkInterfaceId;
}

async function run(
  ec2: EC2Client,
  tags: Readonly<Record<string, string>>,
  settings: Partial<RunInstancesCommandInput>,
): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      InstanceType: 't3.micro',
      KeyName: KEY_PAIR,
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tagList(tags) }],
      ...settings,
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}
