import { Fault, page, type Operation } from '../operation';

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
}

export function emptyInstanceInformation(): InstanceInformationState {
  return { agents: [] };
}

const FILTER_VALUES = 50;

type Filter = Readonly<{ Key: string; Values: readonly string[] }>;

export const INSTANCE_INFORMATION: readonly Operation<InstanceInformationState>[] = [
  {
    action: 'ssm:DescribeInstanceInformation',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html',
    answer: ({ region, input, state }) => {
      const filters = ((input['Filters'] ?? []) as readonly Filter[]).map(readFilter);
      const found = state.agents.filter((agent) => agent.region === region && filters.every((lets) => lets(agent)));
      const { part, ...next } = page(found, input['NextToken'], state);
      return { InstanceInformationList: part.map(({ region: _, ...agent }) => agent), ...next };
    },
  },
];

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
