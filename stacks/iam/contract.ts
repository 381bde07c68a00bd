import { defineContract } from '../../modules/core/contract';

/** The roles that AWS Backup assumes in the environment's account. */
export const iamContract = defineContract('iam', { backupRoleArn: 'string', restoreRoleArn: 'string' });
