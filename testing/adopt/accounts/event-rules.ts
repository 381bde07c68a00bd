import { ACCOUNT, policyOf } from './account';
import { Caller, type OthersAccount, REGION } from './others-account';

/** Failures are reported by EventBridge rules. No vault publishes to a topic. */
export const eventRules: OthersAccount = {
  name: 'EventBridge rules instead of vault notifications',
  regions: [REGION],
  fill: async (aws) => {
    const caller = new Caller(aws);
    const { backup, events, sns } = caller;
    await caller.consoleRole();
    await backup.createBackupVault({ BackupVaultName: 'Default' });
    await caller.selection(await caller.plan('Daily', [{ vault: 'Default' }]), 'Tagged');
    const { TopicArn = '' } = await sns.createTopic({ Name: 'backup-failures' });
    await sns.setTopicAttributes({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: policyOf({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: TopicArn,
      }),
    });
    const failures = { 'detail-type': ['Backup Job State Change'], detail: { state: ['FAILED', 'ABORTED'] } };
    for (const [Name, pattern, Arn] of [
      ['backup-failures', failures, TopicArn],
      ['backup-audit', {}, `arn:aws:lambda:${REGION}:${ACCOUNT}:function:audit`],
    ] as const) {
      await events.putRule({ Name, EventPattern: JSON.stringify({ source: ['aws.backup'], ...pattern }) });
      await events.putTargets({ Rule: Name, Targets: [{ Id: 'target', Arn }] });
    }
  },
  parts: [
    'outside event rule backup-audit',
    'outside event rule backup-failures',
    'referenced role AWSBackupDefaultServiceRole',
    'taken over plan Daily',
    'taken over selection Daily/Tagged',
    'taken over vault Default',
  ],
  changed: [],
};
