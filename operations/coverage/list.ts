import { DescribeRegionSettingsCommand, paginateListProtectedResources } from '@aws-sdk/client-backup';
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';

import { TAGGING_FILTERS, typeOfArn } from '../../domain/coverage/arn-type';
import type { FoundResource, Place } from '../../domain/coverage/resource';
import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../../domain/generations/tags';
import { withAwsErrors } from '../aws-error';
import { ownImages } from '../generations/images';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';
import type { BackupClients, CoverageClients } from './clients';
import { arnIn } from './describe';
import { tagValues } from '../tag-values';

/**
 * What AWS Backup has backed up, also what exists no longer.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListProtectedResources.html
 */
export async function protectedResources({ backup }: BackupClients): Promise<FoundResource[]> {
  const pages = paginateListProtectedResources({ client: backup, pageSize: 1000 }, {});
  const found = await withAwsErrors('backup:ListProtectedResources', () => everyPage(pages, 'Results'));
  return found.map(({ ResourceArn = '', ResourceType = '', ResourceName, LastBackupTime }) => ({
    arn: ResourceArn,
    type: ResourceType,
    name: ResourceName,
    lastBackup: LastBackupTime?.toISOString(),
  }));
}

/**
 * Every resource that has a tag, or had one.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export async function taggedResources({ tagging }: CoverageClients): Promise<FoundResource[]> {
  const pages = paginateGetResources(
    { client: tagging, pageSize: 100 },
    { ResourceTypeFilters: [...new Set(TAGGING_FILTERS)] },
  );
  const found = await withAwsErrors('tag:GetResources', () => everyPage(pages, 'ResourceTagMappingList'));
  return found.flatMap(({ ResourceARN: arn = '', Tags }) => {
    const type = typeOfArn(arn);
    return type === undefined ? [] : { arn, type, tags: tagValues(Tags) };
  });
}

/** The instances of which the SSM backup has images. */
export async function imagedInstances({ ec2 }: BackupClients, place: Place): Promise<FoundResource[]> {
  const images = await ownImages(ec2);
  return images.flatMap(({ tags, createdAt = '' }) => {
    const id = tags.get(SOURCE_INSTANCE_TAG);
    if (tags.get(AUTO_BACKUP_TAG.key) !== AUTO_BACKUP_TAG.value || id === undefined || createdAt === '') return [];
    return {
      arn: arnIn(place, 'ec2', `instance/${id}`),
      type: 'EC2',
      lastBackup: new Date(createdAt).toISOString(),
    };
  });
}

/** Whether the region has opted in to each type. */
export function optInPreferences({ backup }: BackupClients): Promise<Readonly<Record<string, boolean>>> {
  return withAwsErrors('backup:DescribeRegionSettings', async () =>
    required(await backup.send(new DescribeRegionSettingsCommand({})), 'ResourceTypeOptInPreference'),
  );
}
