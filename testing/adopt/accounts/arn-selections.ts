import { ACCOUNT } from './account';
import { Caller, type OthersAccount, REGION } from './others-account';

/** Selections by conditions, by ARNs, and by both. */
export const arnSelections: OthersAccount = {
  name: 'selections by conditions and ARNs',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    await caller.consoleRole();
    await caller.backup.createBackupVault({ BackupVaultName: 'Default' });
    const plan = await caller.plan('Selected', [{ vault: 'Default' }]);
    await caller.selection(plan, 'by-arn', {
      Resources: [
        `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`,
        'arn:aws:ec2:*:*:volume/*',
        `arn:aws:rds:${REGION}:${ACCOUNT}:db:orders`,
      ],
    });
    await caller.selection(plan, 'by-conditions', {
      Resources: ['*'],
      NotResources: ['arn:aws:ec2:*:*:instance/*'],
      Conditions: {
        StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' }],
        StringLike: [{ ConditionKey: 'aws:ResourceTag/team', ConditionValue: 'pay*' }],
        StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/stage', ConditionValue: 'test' }],
      },
    });
    await caller.selection(plan, 'by-any-tag', {
      Resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'],
      ListOfTags: ['daily', 'weekly'].map((ConditionValue) => ({
        ConditionType: 'STRINGEQUALS',
        ConditionKey: 'backup',
        ConditionValue,
      })),
    });
  },
  parts: [
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Selected',
    'taken over selection Selected/by-any-tag',
    'taken over selection Selected/by-arn',
    'taken over selection Selected/by-conditions',
    'taken over vault Default',
  ],
  changed: [],
};
