import { policyOf } from './account';
import { Caller, type OthersAccount, REGION } from './others-account';

/** Vaults with different keys: AWS's, two of the company, one of them deleted soon, and one with a policy of its own. */
export const severalKeys: OthersAccount = {
  name: 'several vaults with different keys',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    const { backup, kms } = caller;
    await caller.consoleRole();
    const [company, old] = [await caller.key('alias/company'), await caller.key('alias/old')];
    await backup.createBackupVault({ BackupVaultName: 'Default' });
    await backup.createBackupVault({ BackupVaultName: 'Company', EncryptionKeyArn: company });
    await backup.createBackupVault({
      BackupVaultName: 'Finance',
      EncryptionKeyArn: company,
      BackupVaultTags: { CostCenter: '4711' },
    });
    await backup.createBackupVault({ BackupVaultName: 'Old', EncryptionKeyArn: old });
    await kms.scheduleKeyDeletion({ KeyId: old.replace(/^.*\//, ''), PendingWindowInDays: 7 });
    await backup.putBackupVaultAccessPolicy({
      BackupVaultName: 'Finance',
      Policy: policyOf({
        Effect: 'Deny',
        Principal: '*',
        Action: 'backup:StartRestoreJob',
        Resource: '*',
        Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/auditors/*' } },
      }),
    });
    const plan = await caller.plan('Everything', [
      { vault: 'Company' },
      {
        name: 'Monthly',
        vault: 'Finance',
        ScheduleExpression: 'cron(0 18 1 * ? *)',
        Lifecycle: { DeleteAfterDays: 400 },
      },
    ]);
    await caller.selection(plan, 'Tagged');
  },
  parts: [
    'outside access policy Finance',
    'referenced key Company',
    'referenced key Finance',
    'referenced key Old',
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Everything',
    'taken over selection Everything/Tagged',
    'taken over vault Company',
    'taken over vault Default',
    'taken over vault Finance',
    'taken over vault Old',
  ],
  changed: [],
};
