import { ACCOUNT, policyOf } from './account';
import { Caller, type OthersAccount, REGION } from './others-account';

const ABROAD = 'us-east-1';
const arnIn = (region: string): string => `arn:aws:sns:${region}:${ACCOUNT}:operations`;

/** Vaults of two regions publish to topics that alarms and buckets also use. */
export const sharedTopic: OthersAccount = {
  name: 'a shared topic with foreign statements',
  regions: [REGION, ABROAD],
  fill: async (aws) => {
    await new Caller(aws).consoleRole();
    for (const region of [REGION, ABROAD]) {
      const { backup, sns } = new Caller(aws, region);
      const TopicArn = arnIn(region);
      await sns.createTopic({ Name: 'operations', Tags: [{ Key: 'team', Value: 'operations' }] });
      await sns.setTopicAttributes({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: policyOf(
          ...['backup', 'cloudwatch', 's3'].map((service) => ({
            Sid: service,
            Effect: 'Allow',
            Principal: { Service: `${service}.amazonaws.com` },
            Action: 'sns:Publish',
            Resource: TopicArn,
          })),
        ),
      });
      for (const [Protocol, Endpoint] of [
        ['email', 'operations@example.com'],
        ['sqs', `arn:aws:sqs:${region}:${ACCOUNT}:tickets`],
        ['https', 'https://pager.example.com/secret'],
      ] as const)
        await sns.subscribe({ TopicArn, Protocol, Endpoint });
      for (const BackupVaultName of ['Default', 'Files']) {
        await backup.createBackupVault({ BackupVaultName });
        await backup.putBackupVaultNotifications({
          BackupVaultName,
          SNSTopicArn: TopicArn,
          BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
        });
      }
    }
    const caller = new Caller(aws);
    const copies = [{ DestinationBackupVaultArn: `arn:aws:backup:${ABROAD}:${ACCOUNT}:backup-vault:Files` }];
    const plan = await caller.plan('Daily', [
      { vault: 'Files', CopyActions: copies.map((copy) => ({ ...copy, Lifecycle: { DeleteAfterDays: 90 } })) },
    ]);
    await caller.selection(plan, 'Tagged');
  },
  parts: [
    'referenced role AWSBackupDefaultServiceRole',
    'referenced topic operations',
    'referenced topic operations',
    'taken over plan Daily',
    'taken over selection Daily/Tagged',
    'taken over vault Default',
    'taken over vault Default',
    'taken over vault Files',
    'taken over vault Files',
  ],
  changed: [],
};
