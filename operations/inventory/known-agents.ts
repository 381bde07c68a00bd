import { paginateDescribeInstanceInformation, type SSMClient } from '@aws-sdk/client-ssm';

import type { KnownAgent } from '../../domain/inventory/agent-cause';
import { asking } from '../aws-error';
import { everyPage } from '../pages';

/**
 * What Systems Manager knows of the agents of one region, by instance.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
 */
export async function knownAgents(ssm: SSMClient): Promise<Map<string, KnownAgent>> {
  const known = await asking('ssm:DescribeInstanceInformation', () =>
    everyPage(
      paginateDescribeInstanceInformation({ client: ssm, pageSize: 50 }, {}),
      (page) => page.InstanceInformationList,
    ),
  );
  return new Map(
    known.map(({ InstanceId = '', PingStatus = 'Unknown', LastPingDateTime }) => [
      InstanceId,
      { ping: PingStatus, lastPing: LastPingDateTime?.toISOString() },
    ]),
  );
}
