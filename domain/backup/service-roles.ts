import type { EnvironmentNames } from '../names';

/** The path of the roles that AWS Backup assumes (E5, E6). */
export const SERVICE_ROLE_PATH = '/service-role/';

/** The ARN of a role of {@link SERVICE_ROLE_PATH} in an account. */
function serviceRoleArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:role${SERVICE_ROLE_PATH}${name}`;
}

/** An environment, as far as it decides which roles AWS Backup assumes. */
export interface ServiceRoles {
  readonly accountId: string;
  readonly names: Pick<EnvironmentNames, 'backupRole' | 'restoreRole'>;
  readonly iam: { readonly backupRoleArn?: string; readonly restoreRoleArn?: string };
}

/** The role that backs up, unless a selection names another one. */
export function backupRoleArn({ accountId, iam, names }: ServiceRoles): string {
  return iam.backupRoleArn ?? serviceRoleArn(accountId, names.backupRole);
}

/** The role that restores. */
export function restoreRoleArn({ accountId, iam, names }: ServiceRoles): string {
  return iam.restoreRoleArn ?? serviceRoleArn(accountId, names.restoreRole);
}

/** A managed policy of AWS for the roles of AWS Backup. */
export function awsBackupPolicy(purpose: 'ForBackup' | 'ForRestores'): string {
  return `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${purpose}`;
}
