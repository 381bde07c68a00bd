import { defineContract } from '../../modules/core/contract';

/** The vaults, by `<region>/<name>`. */
export const backupContract = defineContract('backup', { vaultArns: 'stringMap' });
