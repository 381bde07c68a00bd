import { BACKUP_GROUP_TAG } from './tags';

/** The description of the maintenance window that backs up a group of instances. */
export function windowDescription(group: string): string {
  return `Backs up the instances that are tagged ${BACKUP_GROUP_TAG}=${group}`;
}
