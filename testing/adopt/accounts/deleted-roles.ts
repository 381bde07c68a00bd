import { ACCOUNT } from './account';
import { Caller, type OthersAccount, REGION } from './others-account';

const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** Selections that use roles which were deleted, and one whose role exists. */
export const deletedRoles: OthersAccount = {
  name: 'deleted roles',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    await caller.consoleRole('TeamBackup', '/');
    await caller.backup.createBackupVault({ BackupVaultName: 'Default' });
    const plan = await caller.plan('Daily', [{ vault: 'Default' }]);
    await caller.selection(plan, 'working', { IamRoleArn: roleArn('TeamBackup') });
    await caller.selection(plan, 'broken', { IamRoleArn: roleArn('Deleted') });
    await caller.selection(plan, 'also-broken', { IamRoleArn: roleArn('Deleted') });
  },
  parts: [
    `referenced role ${roleArn('Deleted')}`,
    'referenced role TeamBackup',
    'taken over plan Daily',
    'taken over selection Daily/also-broken',
    'taken over selection Daily/broken',
    'taken over selection Daily/working',
    'taken over vault Default',
  ],
  changed: [],
};
