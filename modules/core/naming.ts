/** Roles of an environment's account that AWS Backup assumes (E5, E6). Their path is {@link SERVICE_ROLE_PATH}. */
export const BACKUP_ROLE = 'AWSBackupServiceEC2Role';
export const RESTORE_ROLE = 'AWSBackupServiceEC2Restore';

export const SERVICE_ROLE_PATH = '/service-role/';

/** The role of the function that publishes lost SSM agents to the topic (S4). */
export const AGENT_CHECK_ROLE = 'LambdaSSMAgentCheckRole';

/** The key under which a contract's map holds what belongs to a vault: names repeat across regions. */
export function vaultKey(region: string, name: string): string {
  return `${region}/${name}`;
}
