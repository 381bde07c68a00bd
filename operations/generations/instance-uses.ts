import { paginateDescribeInstances, type EC2Client } from '@aws-sdk/client-ec2';

import type { Use } from '../../domain/generations/inventory';
import { withAwsErrors } from '../aws-error';
import { instancesOf } from '../instances-of';
import { everyPage } from '../pages';

/** The most values that EC2 accepts in one filter. */
const FILTER_VALUES = 200;

/**
 * The instances launched from these images. EC2 lists a terminated instance for a while; it no longer needs its image.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export async function instanceUses(ec2: EC2Client, imageIds: readonly string[]): Promise<Use[]> {
  const uses: Use[] = [];
  for (let start = 0; start < imageIds.length; start += FILTER_VALUES) {
    const Values = imageIds.slice(start, start + FILTER_VALUES);
    const pages = paginateDescribeInstances(
      { client: ec2, pageSize: 1000 },
      { Filters: [{ Name: 'image-id', Values }] },
    );
    const instances = await withAwsErrors('ec2:DescribeInstances', async () =>
      instancesOf(await everyPage(pages, 'Reservations')),
    );
    const living = instances.filter(({ State }) => State?.Name !== 'terminated');
    uses.push(...living.map(({ ImageId = '', InstanceId }) => ({ id: ImageId, by: `instance ${InstanceId}` })));
  }
  return uses;
}
