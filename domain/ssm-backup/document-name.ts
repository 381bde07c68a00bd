/** The automation that backs up one instance (S7). */
export const BACKUP_DOCUMENT = 'SSM-BackupEC2Instance';
