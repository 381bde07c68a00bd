import { type BackupClient, DescribeRegionSettingsCommand } from '@aws-sdk/client-backup';

import type { FoundSettings } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';
import type { Reading } from './reading';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRegionSettings.html */
export function readRegionSettings(backup: BackupClient, reading: Reading): Promise<FoundSettings | undefined> {
  return reading.orDenied('region settings', () =>
    withAwsErrors('backup:DescribeRegionSettings', async () => {
      const answer = await backup.send(new DescribeRegionSettingsCommand({}));
      return {
        optIn: required(answer, 'ResourceTypeOptInPreference'),
        management: answer.ResourceTypeManagementPreference ?? {},
      };
    }),
  );
}
