/** The tag of instances that the SSM backup includes. The environment sets its value (S8, S11). */
export const BACKUP_GROUP_TAG = 'BackupGroup';
