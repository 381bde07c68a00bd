import { Caller, type OthersAccount, REGION } from './others-account';

/** Recovery points that are deleted before the lock of their vault allows it: every job fails. And rules at the same time. */
export const refusedPlan: OthersAccount = {
  name: 'plans that AWS accepts and the rules refuse',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    const { backup } = caller;
    await caller.consoleRole();
    await backup.createBackupVault({ BackupVaultName: 'Default' });
    await backup.createBackupVault({ BackupVaultName: 'Locked' });
    await backup.putBackupVaultLockConfiguration({ BackupVaultName: 'Locked', MinRetentionDays: 90 });
    await caller.selection(await caller.plan('TooShort', [{ vault: 'Locked' }]), 'Tagged');
    const rules = [{ vault: 'Default' }, { name: 'Weekly', vault: 'Default', ScheduleExpression: 'cron(0 5 ? * 1 *)' }];
    await caller.selection(await caller.plan('Overlapping', rules), 'Tagged');
    await caller.selection(await caller.plan('Daily', [{ vault: 'Default' }]), 'Tagged');
  },
  parts: [
    'referenced role AWSBackupDefaultServiceRole',
    'refused plan Overlapping: the start windows of rules Daily and Weekly overlap, first when both open on TIME: AWS Backup runs only one of them',
    'refused plan TooShort: kept 35 days, but the lock of vault Locked allows 90 or more days: every job would fail',
    'taken over plan Daily',
    'taken over selection Daily/Tagged',
    'taken over vault Default',
    'taken over vault Locked',
  ],
  changed: [],
};
