import { paginateDescribeInstances, type EC2Client } from '@aws-sdk/client-ec2';

import type { GroupInstance } from '../../domain/agents/lost-agents';
import { BACKUP_GROUP_TAG } from '../../domain/ssm-backup/tags';
import { withAwsErrors } from '../aws-error';
import { instancesOf } from '../instances-of';
import { everyPage } from '../pages';

/**
 * Every instance of a backup group, in any state.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export async function groupInstances(ec2: EC2Client, group: string): Promise<GroupInstance[]> {
  const pages = paginateDescribeInstances(
    { client: ec2, pageSize: 1000 },
    { Filters: [{ Name: `tag:${BACKUP_GROUP_TAG}`, Values: [group] }] },
  );
  const instances = await withAwsErrors('ec2:DescribeInstances', async () =>
    instancesOf(await everyPage(pages, 'Reservations')),
  );
  return (
    instances
      .map(({ InstanceId = '', State, Tags = [] }) => ({
        id: InstanceId,
        state: State?.Name ?? 'unknown',
        tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
      }))
      // A filter reads * and ? as wildcards.
      .filter(({ tags }) => tags.get(BACKUP_GROUP_TAG) === group)
      .map(({ tags, ...instance }) => ({ ...instance, name: tags.get('Name') ?? '' }))
  );
}
