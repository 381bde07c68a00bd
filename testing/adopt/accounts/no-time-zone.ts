import { Caller, type OthersAccount, REGION } from './others-account';

/** Plans of a time without schedule time zones, in an organization with another one. One has no schedule at all. */
export const noTimeZone: OthersAccount = {
  name: 'plans without a schedule time zone',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    await caller.consoleRole();
    await caller.backup.createBackupVault({ BackupVaultName: 'Default' });
    const nightly = await caller.plan('Nightly', [
      // The default windows of AWS Backup.
      { vault: 'Default', StartWindowMinutes: undefined, CompletionWindowMinutes: undefined },
      { name: 'Weekly', vault: 'Default', ScheduleExpression: 'cron(0 20 ? * 1 *)' },
    ]);
    await caller.selection(nightly, 'Tagged');
    await caller.plan('On-demand', [{ vault: 'Default', ScheduleExpression: undefined }]);
  },
  parts: [
    'outside plan On-demand',
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Nightly',
    'taken over selection Nightly/Tagged',
    'taken over vault Default',
  ],
  changed: [],
};
