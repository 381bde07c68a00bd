/** Marks images and snapshots that the SSM backup made, and that its pruning may delete (S3, S5). */
export const AUTO_BACKUP_TAG = { key: 'AutoBackup', value: 'true' } as const;

/** The instance that an image or a snapshot was made of (S5, S7). */
export const SOURCE_INSTANCE_TAG = 'SourceInstance';
