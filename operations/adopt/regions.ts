import { DescribeRegionsCommand, type EC2Client } from '@aws-sdk/client-ec2';

import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';

/**
 * The regions that are enabled in the account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
export async function enabledRegions(ec2: EC2Client): Promise<string[]> {
  const regions = await withAwsErrors('ec2:DescribeRegions', async () =>
    required(await ec2.send(new DescribeRegionsCommand({ AllRegions: false })), 'Regions'),
  );
  return regions.map(({ RegionName = '' }) => RegionName).toSorted();
}
