import {
  type MaintenanceWindowFilter,
  type MaintenanceWindowIdentity,
  paginateDescribeMaintenanceWindows,
  type SSMClient,
} from '@aws-sdk/client-ssm';

import type { FoundWindow } from '../../domain/verify/window';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';

/** Every maintenance window with this name. */
export async function foundWindows(ssm: SSMClient, name: string): Promise<FoundWindow[]> {
  const listed = await listedWindows(ssm, [{ Key: 'Name', Values: [name] }]);
  return listed
    .filter(({ Name }) => Name === name)
    .map(({ WindowId = '', Enabled = false }) => ({ id: WindowId, enabled: Enabled }));
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeMaintenanceWindows.html */
export function listedWindows(
  ssm: SSMClient,
  Filters: MaintenanceWindowFilter[] = [],
): Promise<MaintenanceWindowIdentity[]> {
  return withAwsErrors('ssm:DescribeMaintenanceWindows', () =>
    everyPage(paginateDescribeMaintenanceWindows({ client: ssm }, { Filters }), 'WindowIdentities'),
  );
}
