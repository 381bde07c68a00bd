import { Caller, type OthersAccount, REGION } from './others-account';

/** Two plans with one name, and one with that name in another region. */
export const sameNames: OthersAccount = {
  name: 'two plans with one name',
  regions: [REGION, 'us-east-1'],
  fill: async (aws) => {
    const [caller, abroad] = [new Caller(aws), new Caller(aws, 'us-east-1')];
    await caller.consoleRole();
    for (const { backup } of [caller, abroad]) await backup.createBackupVault({ BackupVaultName: 'Default' });
    for (const [one, DeleteAfterDays] of [
      [caller, 35],
      [caller, 90],
      [abroad, 35],
    ] as const) {
      await one.selection(await one.plan('Daily', [{ vault: 'Default', Lifecycle: { DeleteAfterDays } }]), 'Tagged');
    }
  },
  parts: [
    'outside plan Daily',
    'outside plan Daily',
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Daily',
    'taken over selection Daily/Tagged',
    'taken over vault Default',
    'taken over vault Default',
  ],
  changed: [],
};
