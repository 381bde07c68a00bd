/** Roles of an environment's account that AWS Backup assumes (E5, E6). Their path is {@link SERVICE_ROLE_PATH}. */
export const BACKUP_ROLE = 'AWSBackupServiceEC2Role';
export const RESTORE_ROLE = 'AWSBackupServiceEC2Restore';

export const SERVICE_ROLE_PATH = '/service-role/';

/** The ARN of a role of {@link SERVICE_ROLE_PATH} in an account. */
export function serviceRoleArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:role${SERVICE_ROLE_PATH}${name}`;
}

/** A managed policy of AWS for the roles of AWS Backup. */
export function awsBackupPolicy(purpose: 'ForBackup' | 'ForRestores'): string {
  return `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${purpose}`;
}
