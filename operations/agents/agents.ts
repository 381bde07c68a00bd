import { paginateDescribeInstanceInformation, type SSMClient } from '@aws-sdk/client-ssm';

import type { Agent } from '../../domain/agents/lost-agents';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';

/** As many as SSM takes in one filter, and gives in one page. */
const AT_ONCE = 50;

/**
 * What SSM knows of the agents on these instances; nothing of those that never registered.
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
