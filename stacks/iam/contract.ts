import { defineContract } from '../../modules/core/contract';
import { byFunction, byRoleOutput } from '../../modules/core/functions';

/** The roles that AWS Backup assumes in the environment's account. */
export const iamContract = defineContract('iam', { backupRoleArn: 'string', restoreRoleArn: 'string' });

/** The roles of the SSM backup, if the environment has one (S2–S4, S10). */
export const ssmBackupRolesContract = defineContract('iam', {
  automationRoleArn: 'string',
  windowRoleArn: 'string',
  ...byRoleOutput(byFunction(() => 'string' as const)),
  schedulerRoleArn: 'string',
});
