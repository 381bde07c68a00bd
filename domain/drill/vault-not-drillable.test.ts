import { deniesDeletion } from './denies-deletion';
import { vaultNotDrillable, type DrillableVault } from './vault-not-drillable';

const TOPIC = 'arn:aws:sns:ap-northeast-1:111111111111:failures';

const found = (change: Partial<DrillableVault>) =>
  vaultNotDrillable({
    path: 'vault EC2 in ap-northeast-1',
    lock: 'none',
    notifications: { topicArn: TOPIC, events: ['COPY_JOB_FAILED', 'BACKUP_JOB_COMPLETED'] },
    accessPolicy: undefined,
    topicArn: TOPIC,
    ...change,
  }).map(({ path, message }) => `${path}: ${message}`);

const policy = (statement: unknown) => JSON.stringify({ Version: '2012-10-17', Statement: statement });

test('N8 accepts a vault that notifies the topic and allows the drill to delete its recovery points', () => {
  expect(found({})).toEqual([]);
  const copies = policy([{ Effect: 'Allow', Action: 'backup:CopyIntoBackupVault', Principal: '*', Resource: '*' }]);
  expect(found({ accessPolicy: copies })).toEqual([]);
});

test.each(['governance', 'compliance'] as const)('N8 refuses a vault in %s lock', (lock) => {
  expect(found({ lock })).toEqual([
    `vault EC2 in ap-northeast-1: is locked in ${lock} mode: the drill's recovery point could not be deleted`,
  ]);
});

test('N8 refuses a vault without notifications, with another topic or with other events, all at once', () => {
  expect(found({ notifications: undefined })).toEqual([
    'vault EC2 in ap-northeast-1: has no notifications: no one learns how its jobs end',
  ]);
  expect(found({ notifications: { topicArn: 'arn:other', events: ['BACKUP_JOB_COMPLETED'] } })).toEqual([
    "vault EC2 in ap-northeast-1: notifies another topic, arn:other, not the environment's",
  ]);
  expect(found({ notifications: { topicArn: TOPIC, events: ['COPY_JOB_FAILED'] }, lock: 'compliance' })).toEqual([
    expect.stringContaining('is locked in compliance mode'),
    'vault EC2 in ap-northeast-1: sends only COPY_JOB_FAILED, which does not report how backup jobs end',
  ]);
});

test('N8 refuses a vault whose policy denies deleting by hand', () => {
  expect(found({ accessPolicy: policy({ Effect: 'Deny', Action: 'backup:*' }) })).toEqual([
    'vault EC2 in ap-northeast-1: its policy denies deleting recovery points: the recovery point of the drill would remain until it expires',
  ]);
});

test.each([
  [{ Effect: 'Deny', Action: 'backup:DeleteRecoveryPoint' }, true],
  [{ Effect: 'Deny', Action: ['backup:UpdateRecoveryPointLifecycle', 'BACKUP:delete*'] }, true],
  [{ Effect: 'Deny', Action: '*' }, true],
  [{ Effect: 'Deny', Action: 'backup:DeleteRecoveryPoin?' }, true],
  [{ Effect: 'Deny', NotAction: 'backup:Describe*' }, true],
  [{ Effect: 'Deny', NotAction: ['backup:Delete*'] }, false],
  [
    { Effect: 'Deny', Action: 'backup:DeleteRecoveryPoint', Condition: { StringNotEquals: { 'aws:userId': 'x' } } },
    true,
  ],
  [{ Effect: 'Deny', Action: 'backup:DeleteBackupVault' }, false],
  [{ Effect: 'Allow', Action: 'backup:DeleteRecoveryPoint' }, false],
])('N8 reads the policy %j', (statement, denied) => {
  expect(deniesDeletion(policy([{ Effect: 'Allow', Action: 'backup:Describe*' }, statement]))).toBe(denied);
  expect(deniesDeletion(policy(statement))).toBe(denied);
});
