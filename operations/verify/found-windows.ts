import { paginateDescribeMaintenanceWindows, type SSMClient } from '@aws-sdk/client-ssm';

import type { FoundWindow } from '../../domain/verify/window';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';

/**
 * Every maintenance window with this name.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeMaintenanceWindows.html
 */
export async function foundWindows(ssm: SSMClient, name: string): Promise<FoundWindow[]> {
  const input = { Filters: [{ Key: 'Name', Values: [name] }] };
  const listed = await withAwsErrors('ssm:DescribeMaintenanceWindows', () =>
    everyPage(paginateDescribeMaintenanceWindows({ client: ssm }, input), 'WindowIdentities'),
  );
  return listed
    .filter(({ Name }) => Name === name)
    .map(({ WindowId = '', Enabled = false }) => ({ id: WindowId, enabled: Enabled }));
}
