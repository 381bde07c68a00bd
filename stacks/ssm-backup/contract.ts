import { defineContract } from '../../modules/core/contract';

/** The automation of the SSM backup, by the name under which it is started. */
export const ssmBackupContract = defineContract('ssm-backup', { documentName: 'string' });
