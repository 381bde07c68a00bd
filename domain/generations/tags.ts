/** The tag of images and snapshots that the SSM backup created and may delete (S3, S5). */
export const AUTO_BACKUP_TAG = { key: 'AutoBackup', value: 'true' } as const;

/** The tag with the source instance of an image or a snapshot (S5, S7). */
export const SOURCE_INSTANCE_TAG = 'SourceInstance';
