import type { SubscribeCommandInput } from '@aws-sdk/client-sns';

import { ACCOUNT, type Clients, clientsIn, type ForeignAccount, makeKey, makeRole, policyOf } from './account';

const REGION = 'us-east-2';
const TOKEN = 'B0A1C2D3-T0KEN';
const STACK_TAGS = {
  'aws:cloudformation:logical-id': 'Vault23237E5B',
  'aws:cloudformation:stack-id': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/BackupStack/0a1b2c3d`,
  'aws:cloudformation:stack-name': 'BackupStack',
};
const VAULT = 'BackupStackVaultA8C9E5F1';
const PLAN = 'BackupStackPlan5C1F0E21';
const ROLE = 'BackupStack-PlanSelectionRoleD3CB8B6C-1XY2Z3';
const TOPIC = 'BackupStack-FailuresTopic0E6D1A2B-Q4W5E6R7';
const IMAGES = 'BackupStack-Images-K9L8';

/**
 * What a CDK application of a team has deployed: names with hashes, tags that CloudFormation reserves, failures by an EventBridge
 * rule to an encrypted topic with filters, a chat by https with a token in its address, windows that create images, and roles
 * with inline policies and a boundary.
 *
 * Expected: the vault and the plan are taken over without CloudFormation's tags, which no one else can set. The token is nowhere.
 * The EventBridge rule stays, and is named with its topic, to which no vault publishes: both keep working. Both windows stay outside, and their reports say what they image: the stack's own window must
 * not be added to them silently.
 */
export const cloudFormation: ForeignAccount = {
  name: 'cdk',
  regions: [REGION],
  expected: {
    vaults: [VAULT],
    plans: [PLAN],
    referenced: [`role/${ROLE}`],
    outside: [/images-nightly/, /volumes-hourly/, new RegExp(`to arn:.*:${TOPIC}\\n.*BackupStack-FailedJobs`)],
    reported: [/CloudFormation also manages it, in stack BackupStack/],
    secrets: [TOKEN, 'aws:cloudformation'],
  },
  build: async (aws) => {
    const home = clientsIn(aws, REGION);
    const { Policy: boundary } = await home.iam.createPolicy({
      PolicyName: 'team-boundary',
      PolicyDocument: policyOf({ Effect: 'Allow', Action: ['backup:*', 'ec2:*', 'kms:*'], Resource: '*' }),
    });
    const IamRoleArn = await makeRole(home, {
      name: ROLE,
      boundary: boundary?.Arn ?? '',
      inline: { DefaultPolicy: policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }) },
      managed: ['Backup'],
    });
    await home.backup.createBackupVault({
      BackupVaultName: VAULT,
      EncryptionKeyArn: await makeKey(home, 'backup-stack'),
    });
    const { BackupPlanId } = await home.backup.createBackupPlan({
      BackupPlan: {
        BackupPlanName: PLAN,
        Rules: [
          {
            RuleName: 'PlanRule0',
            TargetBackupVaultName: VAULT,
            ScheduleExpression: 'cron(0 5 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
            EnableContinuousBackup: true,
          },
        ],
      },
    });
    await home.backup.createBackupSelection({
      BackupPlanId,
      BackupSelection: {
        SelectionName: 'Selection',
        IamRoleArn,
        Resources: [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders-1A2B3C`],
      },
    });
    const { vaults, plans } = aws.standIn.state;
    for (const one of [...vaults, ...plans]) one.tags = { ...STACK_TAGS, team: 'orders' };
    await makeTopic(home);
    await makeWindows(home);
  },
};

async function makeTopic(home: Clients): Promise<void> {
  const key = await makeKey(home, 'backup-failures');
  const { TopicArn = '' } = await home.sns.createTopic({ Name: TOPIC, Attributes: { KmsMasterKeyId: key } });
  await home.sns.setTopicAttributes({
    TopicArn,
    AttributeName: 'Policy',
    AttributeValue: policyOf({
      Sid: '0',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: TopicArn,
    }),
  });
  const subscriptions: Omit<SubscribeCommandInput, 'TopicArn'>[] = [
    {
      Protocol: 'email',
      Endpoint: 'orders@example.com',
      Attributes: { FilterPolicy: '{"state":["FAILED","EXPIRED"]}' },
    },
    {
      Protocol: 'https',
      Endpoint: `https://chat.example.com/hooks/${TOKEN}?key=${TOKEN}`,
      Attributes: { FilterPolicy: '{"detail":{"state":["FAILED"]}}', FilterPolicyScope: 'MessageBody' },
    },
    { Protocol: 'sqs', Endpoint: `arn:aws:sqs:${REGION}:${ACCOUNT}:audit`, Attributes: { RawMessageDelivery: 'true' } },
  ];
  for (const one of subscriptions) await home.sns.subscribe({ TopicArn, ...one });
  await home.events.putRule({
    Name: 'BackupStack-FailedJobs3E2F1A-ZX',
    EventPattern: JSON.stringify({
      source: ['aws.backup'],
      'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
      detail: { state: [{ 'anything-but': ['COMPLETED'] }] },
    }),
  });
  await home.events.putTargets({
    Rule: 'BackupStack-FailedJobs3E2F1A-ZX',
    Targets: [
      {
        Id: 'Target0',
        Arn: TopicArn,
        InputTransformer: { InputPathsMap: { job: '$.detail.backupJobId' }, InputTemplate: '"Job <job> failed"' },
      },
    ],
  });
}

async function makeWindows(home: Clients): Promise<void> {
  const role = await makeRole(home, { name: 'BackupStack-WindowRole-7Y6T', service: 'ssm.amazonaws.com' });
  await home.ssm.createDocument({
    Name: IMAGES,
    DocumentType: 'Automation',
    DocumentFormat: 'YAML',
    Content: `description: Image an instance
schemaVersion: '0.3'
assumeRole: ${role}
parameters:
  InstanceId:
    type: String
mainSteps:
  - name: image
    action: aws:createImage
    inputs:
      InstanceId: '{{ InstanceId }}'
      ImageName: 'orders-{{ global:DATE_TIME }}'
`,
  });
  const window = { Duration: 3, Cutoff: 1, AllowUnassociatedTargets: false };
  const windows = [
    { Name: 'images-nightly', Schedule: 'cron(0 15 2 ? * * *)', TaskArn: IMAGES, tag: 'Images' },
    { Name: 'volumes-hourly', Schedule: 'rate(1 hour)', TaskArn: 'AWSEC2-CreateVssSnapshot', tag: 'Volumes' },
  ];
  for (const { Name, Schedule, TaskArn, tag } of windows) {
    const { WindowId } = await home.ssm.createMaintenanceWindow({ Name, Schedule, ...window });
    const Targets = [{ Key: `tag:${tag}`, Values: ['yes'] }];
    const target = await home.ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE', Targets });
    await home.ssm.registerTaskWithMaintenanceWindow({
      WindowId,
      TaskArn,
      TaskType: TaskArn === IMAGES ? 'AUTOMATION' : 'RUN_COMMAND',
      ServiceRoleArn: role,
      Targets: [{ Key: 'WindowTargetIds', Values: [target.WindowTargetId ?? ''] }],
      MaxConcurrency: '10',
      MaxErrors: '1',
    });
  }
}
