import { writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateMaintenanceWindowCommand,
  PutParameterCommand,
  SSMClient,
  UpdateMaintenanceWindowCommand,
} from '@aws-sdk/client-ssm';

import { canonicalText } from '../../domain/iam/canonical-statement';
import { serializeStatement } from '../../domain/iam/serialize-statement';
import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { topicStatements } from '../../domain/notifications/topic-statements';
import { Fault } from '../../local-aws/operation';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../testing/commands';

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
const SECRET = 'https://app.example.com/intake?api_key=very-secret';

let aws: LocalAws;
let sns: SNSClient;
let ssm: SSMClient;

const verify = (args: readonly string[] = [], environments?: string) =>
  backupctlMeanwhile(['verify', '--environment', 'dev', ...args], emptyFolder(), {
    ...aws.variables,
    COLUMNS: '1000',
    ...(environments === undefined ? {} : { BACKUP_ENVIRONMENTS_DIR: environments }),
  });

/** The lines about what differs, with single spaces. */
const differences = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('✗'))
    .map((line) => line.replaceAll(/ +/g, ' '));

const policyOf = (statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const setPolicy = (statements: readonly object[]) =>
  sns.send(
    new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue: policyOf(statements) }),
  );

const subscribe = (Protocol: string, Endpoint: string, Attributes: Record<string, string>) =>
  sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint, Attributes }));

const plan = () => ({
  BackupPlanName: 'EC2',
  Rules: [
    {
      RuleName: 'EC2',
      TargetBackupVaultName: 'EC2',
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      StartWindowMinutes: 60,
      CompletionWindowMinutes: 10_080,
      Lifecycle: { DeleteAfterDays: 2 } as object,
      CopyActions: [] as object[],
    },
  ],
});

const selection = () => ({
  SelectionName: 'Tag-AWSBackup-EC2',
  IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupServiceEC2Role`,
  ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'AWSBackup', ConditionValue: 'EC2' }],
});

/** Creates the maintenance window. AWS accepts another one of the same name. Returns its ID. */
const createWindow = async () => {
  const window = { Name: 'mw-ssm-backup', Schedule: 'cron(30 03 ? * * *)', Duration: 1, Cutoff: 0 };
  const created = await ssm.send(new CreateMaintenanceWindowCommand({ ...window, AllowUnassociatedTargets: false }));
  return created.WindowId ?? '';
};

/** Puts into AWS what the shipped environment dev configures. */
const applied = async () => {
  const { state } = aws.standIn;
  state.vaults.push({
    region: REGION,
    vault: { BackupVaultName: 'EC2', EncryptionKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1` },
    notifications: { SNSTopicArn: TOPIC, BackupVaultEvents: ['BACKUP_JOB_COMPLETED'] },
  });
  state.plans.push(
    { region: REGION, id: 'another', plan: { BackupPlanName: 'of-the-organization' }, selections: {} },
    { region: REGION, id: 'third', plan: { BackupPlanName: 'somebody-elses' }, selections: {} },
    { region: REGION, id: 'plan-1', plan: plan(), selections: { 'selection-1': selection() } },
  );
  await sns.send(new CreateTopicCommand({ Name: 'sns-backup-alertnotification' }));
  await setPolicy(topicStatements(ACCOUNT, TOPIC).map(serializeStatement));
  await subscribe('email', 'backup-alerts-dev@example.com', { FilterPolicy: JSON.stringify(DEFAULT_FILTER) });
  await createWindow();
};

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sns = new SNSClient({ region: REGION, endpoint: aws.standIn.url, credentials });
  ssm = new SSMClient({ region: REGION, endpoint: aws.standIn.url, credentials });
  await ssm.send(new PutParameterCommand({ Name: '/backup/webhook', Value: SECRET, Type: 'SecureString' }));
});

beforeEach(async () => {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  for (const { SubscriptionArn } of Subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }));
  aws.standIn.reset();
  await applied();
  aws.standIn.actions.length = 0;
});

afterAll(() => aws.stop());

test('X7 compares only what Terraform still manages, and names the rest', async () => {
  const environments = changedEnvironments({});
  writeFileSync(path.join(environments, 'dev.removed.json'), '{ "stacks": ["backup", "ssm-backup"] }');
  const { stdout, stderr } = await verify([], environments);
  expect(stdout).toMatch(/^. +ap-northeast-1 +topic /m);
  expect(stdout).not.toMatch(/^. +ap-northeast-1 +(vault|plan|maintenance window)/m);
  expect(stderr).toContain('\nNot compared, because Terraform no longer manages them: backup, ssm-backup\n');
});

test('N9 all is as configured', async () => {
  const { code, stdout, stderr } = await verify();
  expect([code, stderr]).toEqual([
    0,
    `reading SNS in ${REGION}\nreading AWS Backup in ${REGION}\nreading Systems Manager in ${REGION}\n`,
  ]);
  expect(stdout.replaceAll(/ +/g, ' ')).toBe(` REGION RESOURCE SETTING EXPECTED FOUND
✓ ap-northeast-1 topic sns-backup-alertnotification topic exists as expected
✓ ap-northeast-1 topic sns-backup-alertnotification key none as expected
✓ ap-northeast-1 topic sns-backup-alertnotification policy AdministerByAccount as configured as expected
✓ ap-northeast-1 topic sns-backup-alertnotification policy PublishByBackup as configured as expected
✓ ap-northeast-1 topic sns-backup-alertnotification policy PublishByEventBridge as configured as expected
✓ ap-northeast-1 topic sns-backup-alertnotification policy PublishByAlarms as configured as expected
✓ ap-northeast-1 topic sns-backup-alertnotification policy DenyPlainText as configured as expected
✓ ap-northeast-1 subscription backup-alerts-dev@example.com subscription confirmed as expected
✓ ap-northeast-1 subscription backup-alerts-dev@example.com filter {"State":[{"anything-but":"COMPLETED"},{"exists":false}]} as expected
✓ ap-northeast-1 subscription backup-alerts-dev@example.com undelivered to none as expected
✓ ap-northeast-1 vault EC2 vault exists as expected
- ap-northeast-1 vault EC2 key aws-managed arn:aws:kms:ap-northeast-1:111111111111:key/1
✓ ap-northeast-1 vault EC2 lock none as expected
✓ ap-northeast-1 vault EC2 notified events BACKUP_JOB_COMPLETED as expected
✓ ap-northeast-1 vault EC2 notification topic ${TOPIC} as expected
✓ ap-northeast-1 plan EC2 plan exists as expected
✓ ap-northeast-1 plan EC2 Windows VSS off as expected
✓ ap-northeast-1 rule EC2/EC2 vault EC2 as expected
✓ ap-northeast-1 rule EC2/EC2 schedule cron(0 6 * * ? *) as expected
✓ ap-northeast-1 rule EC2/EC2 time zone Asia/Tokyo as expected
✓ ap-northeast-1 rule EC2/EC2 start window 60 minutes as expected
✓ ap-northeast-1 rule EC2/EC2 completion window 10080 minutes as expected
✓ ap-northeast-1 rule EC2/EC2 lifecycle deleted after 2 days as expected
✓ ap-northeast-1 rule EC2/EC2 continuous off as expected
✓ ap-northeast-1 rule EC2/EC2 copies none as expected
✓ ap-northeast-1 rule EC2/EC2 recovery point tags none as expected
✓ ap-northeast-1 rule EC2/EC2 air-gapped vault none as expected
✓ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 role ${selection().IamRoleArn} as expected
✓ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 any of the tags AWSBackup=EC2 as expected
✓ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 all of the conditions none as expected
✓ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 resources none as expected
✓ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 not resources none as expected
✓ ap-northeast-1 maintenance window mw-ssm-backup window exists as expected

32 settings as configured, 1 not compared
`);
});

test('N9 only reads', async () => {
  await verify();
  expect(new Set(aws.standIn.actions.filter((action) => !/:(Get|List|Describe)/.test(action)))).toEqual(new Set());
});

test('N9 reports everything that differs, at once, and ends with 1', async () => {
  const { state } = aws.standIn;
  state.vaults.splice(0, 1, {
    region: REGION,
    vault: { BackupVaultName: 'EC2', Locked: true, MinRetentionDays: 7 },
    notifications: { SNSTopicArn: `${TOPIC}-2`, BackupVaultEvents: ['COPY_JOB_FAILED', 'BACKUP_JOB_COMPLETED'] },
    accessPolicy: policyOf([{ Sid: 'Odd', Effect: 'Deny', Principal: '*', Action: ['backup:*'], Resource: '*' }]),
  });
  const rule = plan().Rules[0];
  const changed = {
    ...rule,
    ScheduleExpression: 'cron(0 7 * * ? *)',
    ScheduleExpressionTimezone: undefined,
    StartWindowMinutes: 480,
    Lifecycle: { DeleteAfterDays: 30, MoveToColdStorageAfterDays: 1 },
    CopyActions: [{ DestinationBackupVaultArn: 'arn:other', Lifecycle: { DeleteAfterDays: 30 } }],
  };
  state.plans.splice(2, 1, {
    region: REGION,
    id: 'plan-1',
    plan: { BackupPlanName: 'EC2', Rules: [changed, { ...rule, RuleName: 'By-hand' }] },
    selections: {
      one: { ...selection(), IamRoleArn: 'arn:role', Resources: ['*'], ListOfTags: [] },
      two: { SelectionName: 'More' },
    },
  });
  await subscribe('email', 'eve@example.com', {});
  const { code, stdout, stderr } = await verify();
  expect(code).toBe(1);
  expect(differences(stdout)).toEqual([
    '✗ ap-northeast-1 subscription email subscription none eve@example.com',
    '✗ ap-northeast-1 vault EC2 lock none governance, 7 or more days',
    '✗ ap-northeast-1 vault EC2 notified events BACKUP_JOB_COMPLETED BACKUP_JOB_COMPLETED, COPY_JOB_FAILED',
    `✗ ap-northeast-1 vault EC2 notification topic ${TOPIC} ${TOPIC}-2`,
    '✗ ap-northeast-1 vault EC2 policy Odd none {"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*"}',
    '✗ ap-northeast-1 rule EC2/EC2 schedule cron(0 6 * * ? *) cron(0 7 * * ? *)',
    '✗ ap-northeast-1 rule EC2/EC2 time zone Asia/Tokyo Etc/UTC',
    '✗ ap-northeast-1 rule EC2/EC2 start window 60 minutes 480 minutes',
    '✗ ap-northeast-1 rule EC2/EC2 lifecycle deleted after 2 days cold after 1 days, deleted after 30 days',
    '✗ ap-northeast-1 rule EC2/EC2 copies none arn:other deleted after 30 days',
    '✗ ap-northeast-1 rule EC2/By-hand rule none exists',
    `✗ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 role ${selection().IamRoleArn} arn:role`,
    '✗ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 any of the tags AWSBackup=EC2 none',
    '✗ ap-northeast-1 selection EC2/Tag-AWSBackup-EC2 resources none *',
    '✗ ap-northeast-1 selection EC2/More selection none exists',
  ]);
  expect(stdout).toMatch(/\n\n\d+ settings as configured, 15 different, 1 not compared\n$/);
  expect(stderr).toMatch(/\n\n15 of \d+ settings differ\n$/);
});

test('N9 reports what is missing altogether', async () => {
  aws.standIn.state.vaults.length = 0;
  aws.standIn.state.plans.length = 0;
  aws.standIn.state.maintenanceWindows.length = 0;
  await sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }));
  const { code, stdout } = await verify(['--json']);
  expect(code).toBe(1);
  const { different, comparisons } = JSON.parse(stdout);
  expect(different).toBe(4);
  expect(comparisons.map(({ subject, expected, found, state }: any) => [subject, expected, found, state])).toEqual([
    ['topic sns-backup-alertnotification', 'exists', 'none', 'different'],
    ['vault EC2', 'exists', 'none', 'different'],
    ['plan EC2', 'exists', 'none', 'different'],
    ['maintenance window mw-ssm-backup', 'exists', 'none', 'different'],
  ]);
});

test('N9 a topic that another principal may publish to, and one that events do not reach', async () => {
  const ours = topicStatements(ACCOUNT, TOPIC).map(serializeStatement);
  const wider = { ...ours[1], Principal: { Service: 'backup.amazonaws.com', AWS: '*' } };
  await setPolicy([
    ...ours.filter(({ Sid }) => !['PublishByBackup', 'PublishByEventBridge'].includes(Sid)),
    wider,
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Subscribe', Resource: TOPIC },
  ]);
  const { code, stdout } = await verify();
  expect(code).toBe(1);
  const subject = '✗ ap-northeast-1 topic sns-backup-alertnotification policy';
  expect(differences(stdout)).toEqual([
    `${subject} PublishByBackup {"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sns:Publish","Resource":"${TOPIC}","Condition":{"StringEquals":{"aws:SourceAccount":"${ACCOUNT}"}}} {"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com","AWS":"*"},"Action":"sns:Publish","Resource":"${TOPIC}","Condition":{"StringEquals":{"aws:SourceAccount":"${ACCOUNT}"}}}`,
    `${subject} PublishByEventBridge {"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"${TOPIC}"} none`,
    `${subject} statement without Sid none {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sns:Subscribe","Resource":"${TOPIC}"}`,
  ]);
  expect(canonicalText(wider)).not.toBe(canonicalText(ours[1] ?? {}));
});

test('N9 names a second maintenance window that backs up the instances again, and how to delete it', async () => {
  const second = await createWindow();
  const { code, stdout } = await verify();
  expect(code).toBe(1);
  const subject = '✗ ap-northeast-1 maintenance window mw-ssm-backup window exists';
  const [, first = ''] = /windows of this name: (mw-\w+)/.exec(stdout) ?? [];
  expect(differences(stdout)).toEqual([`${subject} 2 windows of this name: ${first}, ${second}`]);
  for (const id of [first, second]) {
    expect(stdout).toContain(`    terraform -chdir=cdktf.out/stacks/dev-ssm-backup state list -id=${id}\n`);
  }
  expect(stdout).toContain(`\n    aws ssm delete-maintenance-window --region ${REGION} --window-id ID\n\n31 settings`);

  await ssm.send(new UpdateMaintenanceWindowCommand({ WindowId: first, Enabled: false }));
  expect((await verify()).code).toBe(0);
  await ssm.send(new UpdateMaintenanceWindowCommand({ WindowId: second, Enabled: false }));
  expect(differences((await verify()).stdout)).toEqual([`${subject} disabled`]);
});

test('N9 reads no maintenance window where the configuration has none', async () => {
  const withoutWindow = {
    'dev.ts': (text: string) => text.replace(/ssmBackup: \{[^]*?\n {2}\},/, "ssmBackup: 'none',"),
  };
  const { code, stderr } = await verify([], changedEnvironments(withoutWindow));
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('Systems Manager')]);
  expect(aws.standIn.requests('ssm:DescribeMaintenanceWindows')).toEqual([]);
});

test('X4 of existing topics compares only that they exist, and with which vaults', async () => {
  const missing = TOPIC.replace(/[^:]*$/, 'deleted');
  const existing = changedEnvironments({
    'dev.ts': (text) =>
      text
        .replace(/subscriptions: \[[^\]]*\]/, `topicArns: { '${REGION}': '${TOPIC}' }`)
        .replace("vaults: [{ name: 'EC2' }]", `vaults: [{ name: 'EC2', topicArn: '${missing}' }]`),
  });
  await setPolicy([]);
  const { code, stdout } = await verify([], existing);
  expect([code, differences(stdout)]).toEqual([
    1,
    [`✗ ${REGION} topic ${missing} topic exists none`, `✗ ${REGION} vault EC2 notification topic ${missing} ${TOPIC}`],
  ]);
  expect(stdout.replaceAll(/ +/g, ' ')).toContain(`✓ ${REGION} topic ${TOPIC} topic exists as expected`);
  expect(stdout).not.toContain('subscription');
});

describe('N9 subscriptions', () => {
  const webhook = () =>
    changedEnvironments({
      'dev.ts': (text) =>
        text.replace(
          /subscriptions: \[.*\]/,
          "subscriptions: [{ protocol: 'https', endpointParameter: '/backup/webhook', filter: { State: [{ 'anything-but': 'COMPLETED' }, { exists: false }], Kind: [{ exists: false }] } }]",
        ),
    });
  const undelivered = `arn:aws:sqs:${REGION}:${ACCOUNT}:sns-backup-alertnotification-undelivered`;

  test('to a secret address are compared and never shown', async () => {
    await subscribe('https', SECRET, {
      FilterPolicy: '{"Kind":[{"exists":false}],"State":[{"exists":false},{"anything-but":"COMPLETED"}]}',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: undelivered }),
    });
    await subscribe('https', `${SECRET}-old`, {});
    const { code, stdout, stderr } = await verify([], webhook());
    expect(code).toBe(1);
    expect(stderr).toContain('reading parameter /backup/webhook\n');
    const subject = 'ap-northeast-1 subscription';
    expect(differences(stdout)).toEqual([
      `✗ ${subject} email subscription none backup-alerts-dev@example.com`,
      `✗ ${subject} https subscription none an address not configured`,
    ]);
    expect(stdout.replaceAll(/ +/g, ' ')).toContain(
      `✓ ${subject} /backup/webhook undelivered to ${undelivered} as expected`,
    );
    expect(stdout + stderr).not.toMatch(/secret|api_key/);
  });

  test('that are not confirmed are reported', async () => {
    aws.standIn.state.unconfirmed.push('backup-alerts-dev@example.com');
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(differences(stdout)).toEqual([
      '✗ ap-northeast-1 subscription backup-alerts-dev@example.com subscription confirmed pending confirmation',
    ]);
  });

  test('with another filter, scope or queue differ', async () => {
    await subscribe('https', SECRET, { FilterPolicy: '{"State":["FAILED"]}', FilterPolicyScope: 'MessageBody' });
    const { stdout } = await verify([], webhook());
    expect(differences(stdout).slice(0, 2)).toEqual([
      '✗ ap-northeast-1 subscription /backup/webhook filter {"Kind":[{"exists":false}],"State":[{"anything-but":"COMPLETED"},{"exists":false}]} {"State":["FAILED"]} on MessageBody',
      `✗ ap-northeast-1 subscription /backup/webhook undelivered to ${undelivered} none`,
    ]);
  });

  test('whose parameter is gone', async () => {
    const environments = changedEnvironments({
      'dev.ts': (text) =>
        text.replace(/subscriptions: \[.*\]/, "subscriptions: [{ protocol: 'https', endpointParameter: '/gone' }]"),
    });
    const { code, stdout } = await verify([], environments);
    expect(code).toBe(1);
    expect(differences(stdout)[0]).toBe(
      '✗ ap-northeast-1 subscription /gone subscription confirmed none: its parameter does not exist',
    );
  });
});

const CALLS = [
  'sns:GetTopicAttributes',
  'sns:ListSubscriptionsByTopic',
  'sns:GetSubscriptionAttributes',
  'backup:DescribeBackupVault',
  'backup:GetBackupVaultNotifications',
  'backup:GetBackupVaultAccessPolicy',
  'backup:ListBackupPlans',
  'backup:GetBackupPlan',
  'backup:ListBackupSelections',
  'backup:GetBackupSelection',
  'ssm:DescribeMaintenanceWindows',
];

test('N9 waits and tries again when AWS throttles', async () => {
  const throttled = ['sns:ListSubscriptionsByTopic', 'backup:GetBackupPlan'];
  for (const action of throttled) aws.standIn.fail(action, [new Fault('ThrottlingException', 'Rate exceeded', 400)]);
  const { code } = await verify();
  expect(code).toBe(0);
  for (const action of throttled) expect(aws.standIn.requests(action).length).toBeGreaterThan(1);
});

test.each(CALLS)('N9 names %s when it is denied, reports the rest, and ends with 3', async (action) => {
  aws.standIn.fail(action, [new Fault('AccessDeniedException', 'Access denied.', 403)]);
  const { code, stdout, stderr } = await verify();
  expect(code).toBe(3);
  expect(stdout).toMatch(/^\? {2}ap-northeast-1 .* unknown, see below$/m);
  expect(stdout).toContain(`\n\nThe caller is not allowed to call ${action} on *.`);
  expect(stdout).toMatch(/^✓ /m);
  expect(stderr).toMatch(/\n\n1 of \d+ comparisons could not be made\n$/);
});

test('N9 does not take subscribers for strangers when it may not read a parameter', async () => {
  const environments = changedEnvironments({
    'dev.ts': (text) =>
      text.replace(
        /subscriptions: \[.*\]/,
        "subscriptions: [{ protocol: 'https', endpointParameter: '/backup/webhook' }]",
      ),
  });
  aws.standIn.fail('ssm:GetParameter', [new Fault('AccessDeniedException', 'Access denied.', 403)]);
  const { code, stdout } = await verify([], environments);
  expect(code).toBe(3);
  expect(stdout).toContain('The caller is not allowed to call ssm:GetParameter on *.');
  expect(differences(stdout)).toEqual([]);
});

test('refuses credentials of another account, and a region where there is nothing', async () => {
  expect(await verify(['--environment', 'stg'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'The credentials belong to account 111111111111, not to the account of stg 222222222222.\n→ specify a profile of that account with --profile\n',
  });
  expect(await verify(['--region', 'eu-west-1'])).toMatchObject({
    code: 2,
    stderr: 'dev has no resources in eu-west-1.\n→ specify one of ap-northeast-1 with --region\n',
  });
});
