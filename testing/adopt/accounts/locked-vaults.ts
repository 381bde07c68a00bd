import { Caller, type OthersAccount, REGION } from './others-account';

const DAY = 86_400;

/** Locks in compliance mode, one after its grace time and one before; and one in governance mode. */
export const lockedVaults: OthersAccount = {
  name: 'locked vaults',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    const { backup } = caller;
    await caller.consoleRole();
    for (const [BackupVaultName, lock] of [
      ['Compliance', { MinRetentionDays: 7, MaxRetentionDays: 400, ChangeableForDays: 3 }],
      ['Grace', { MinRetentionDays: 30, ChangeableForDays: 30 }],
      ['Governance', { MaxRetentionDays: 100 }],
    ] as const) {
      await backup.createBackupVault({ BackupVaultName });
      await backup.putBackupVaultLockConfiguration({ BackupVaultName, ...lock });
    }
    // As in an account that was locked long ago: no one can change this lock, and every call that tries fails.
    const locked = aws.standIn.state.vaults.find(({ vault }) => vault['BackupVaultName'] === 'Compliance');
    if (locked) locked.vault['LockDate'] = Number(locked.vault['LockDate']) - 4 * DAY;
    const plan = await caller.plan('Daily', [
      { vault: 'Compliance' },
      { name: 'Evening', vault: 'Governance', ScheduleExpression: 'cron(0 18 ? * * *)' },
    ]);
    await caller.selection(plan, 'Tagged');
  },
  parts: [
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Daily',
    'taken over selection Daily/Tagged',
    'taken over vault Compliance',
    'taken over vault Governance',
    'taken over vault Grace',
  ],
  changed: [],
};
