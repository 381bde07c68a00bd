/** Instances that the SSM backup takes: an environment says by which value (S8, S11). */
export const BACKUP_GROUP_TAG = 'BackupGroup';
