import { paginateDescribeInstanceInformation, type SSMClient } from '@aws-sdk/client-ssm';

import type { Agent } from '../../domain/agents/lost-agents';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';

/** The most that SSM accepts in one filter, and returns in one page. */
const AT_ONCE = 50;

/**
 * The agents on these instances, as SSM reports them. Instances that never registered are not in the list.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
 */
export async function agentsOf(ssm: SSMClient, instanceIds: readonly string[]): Promise<Agent[]> {
  const agents: Agent[] = [];
  for (let start = 0; start < instanceIds.length; start += AT_ONCE) {
    const Values = instanceIds.slice(start, start + AT_ONCE);
    const pages = paginateDescribeInstanceInformation(
      { client: ssm, pageSize: AT_ONCE },
      { Filters: [{ Key: 'InstanceIds', Values }] },
    );
    const known = await withAwsErrors('ssm:DescribeInstanceInformation', () =>
      everyPage(pages, 'InstanceInformationList'),
    );
    agents.push(
      ...known.map(({ InstanceId = '', PingStatus, LastPingDateTime }) => ({
        instanceId: InstanceId,
        pingStatus: PingStatus ?? 'unknown',
        lastPingAt: LastPingDateTime?.toISOString(),
      })),
    );
  }
  return agents;
}
