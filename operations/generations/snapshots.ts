import { paginateDescribeSnapshots, type EC2Client } from '@aws-sdk/client-ec2';

import type { Snapshot } from '../../domain/generations/inventory';
import { AUTO_BACKUP_TAG } from '../../domain/generations/tags';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { tagsOf } from './tags-of';

/**
 * Every snapshot of this account in one region that has the tag of the SSM backup.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
 */
export async function markedSnapshots(ec2: EC2Client): Promise<Snapshot[]> {
  const pages = paginateDescribeSnapshots(
    { client: ec2, pageSize: 1000 },
    { OwnerIds: ['self'], Filters: [{ Name: `tag:${AUTO_BACKUP_TAG.key}`, Values: [AUTO_BACKUP_TAG.value] }] },
  );
  const snapshots = await withAwsErrors('ec2:DescribeSnapshots', () => everyPage(pages, 'Snapshots'));
  return snapshots.map(({ SnapshotId = '', Description = '', StartTime, Tags }) => ({
    id: SnapshotId,
    description: Description,
    startedAt: StartTime?.toISOString(),
    tags: tagsOf(Tags),
  }));
}
