import { defineContract } from '../../modules/core/contract';

/** The name of the SSM backup's document, which starts it. */
export const ssmBackupContract = defineContract('ssm-backup', { documentName: 'string' });
