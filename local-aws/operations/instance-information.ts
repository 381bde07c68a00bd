import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

import { secondsOf, type Clock } from '../clock';
import { Fault, page, type MotoClient, type Operation } from '../operation';

/** The agent on a managed node, as SSM reports it. */
export interface StandInAgent {
  readonly region: string;
  readonly InstanceId: string;
  readonly PingStatus: 'Online' | 'ConnectionLost' | 'Inactive';
  /** In seconds since 1970. */
  readonly LastPingDateTime: number;
}

export interface InstanceInformationState {
  /** Nodes that never registered are missing. */
  readonly agents: StandInAgent[];
  /** Whether the agent of every running instance with an instance profile registers. */
  agentsRegister: boolean;
}

export function emptyInstanceInformation(): InstanceInformationState {
  return { agents: [], agentsRegister: false };
}

const FILTER_VALUES = 50;

type Filter = Readonly<{ Key: string; Values: readonly string[] }>;

export const INSTANCE_INFORMATION: readonly Operation<InstanceInformationState>[] = [
  {
    action: 'ssm:DescribeInstanceInformation',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html',
    answer: async ({ region, input, state, clock, moto }) => {
      const filters = ((input['Filters'] ?? []) as readonly Filter[]).map(readFilter);
      const agents = state.agentsRegister ? await agentsOfInstances(moto, clock) : state.agents;
      const found = agents.filter((agent) => agent.region === region && filters.every((lets) => lets(agent)));
      const { part, ...next } = page(found, input['NextToken'], state);
      return { InstanceInformationList: part.map(({ region: _, ...agent }) => agent), ...next };
    },
  },
];

async function agentsOfInstances(moto: MotoClient, clock: Clock): Promise<StandInAgent[]> {
  const ec2 = new EC2Client(moto);
  const Filters = [{ Name: 'instance-state-name', Values: ['running'] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  ec2.destroy();
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return instances
    .filter(({ IamInstanceProfile }) => IamInstanceProfile !== undefined)
    .map(({ InstanceId = '' }) => ({
      region: moto.region,
      InstanceId,
      PingStatus: 'Online',
      LastPingDateTime: secondsOf(clock),
    }));
}

/** A node must match every filter by any of its values. */
function readFilter({ Key, Values }: Filter): (agent: StandInAgent) => boolean {
  if (Values.length > FILTER_VALUES) {
    throw new Fault('InvalidInstanceInformationFilterValue', 'The specified filter value is not valid.');
  }
  switch (Key) {
    case 'InstanceIds':
      return ({ InstanceId }) => Values.includes(InstanceId);
    case 'PingStatus':
      return ({ PingStatus }) => Values.includes(PingStatus);
    default:
      throw new Fault('InvalidFilterKey', 'The specified key is not valid.');
  }
}
