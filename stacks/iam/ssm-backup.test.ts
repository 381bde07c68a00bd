import { readFileSync } from 'node:fs';
import path from 'node:path';

import { buildSync } from 'esbuild';

import type { EnvironmentInput } from '../../environments/schema';
import { backupDocument } from '../../modules/ssm/backup-document';
import { fixtures } from '../../testing/fixtures';
import { type Block, synthesized, type SynthesizedStack } from '../../testing/synthesized';

const ACCOUNT = '333333333333';
const TOKYO = 'ap-northeast-1';

const iam = (change: (input: EnvironmentInput) => void = () => {}) => synthesized(fixtures.prod, 'iam', change);

function policy(name: string, stack = iam()): Record<string, Block> {
  return stack.statements(stack.resource('aws_iam_policy', { name })['policy']);
}

function trust(name: string, stack = iam()): Block[] {
  return Object.values(stack.statements(stack.resource('aws_iam_role', { name })['assume_role_policy']));
}

/** What is attached to a role: ARNs, or names of policies of the stack's own. */
function attachedTo(stack: SynthesizedStack, name: string): string[] {
  const [id] = Object.entries(stack.resources('aws_iam_role')).find(([, role]) => role['name'] === name) ?? [];
  return Object.values(stack.resources('aws_iam_role_policy_attachment'))
    .filter(({ role }) => role === `\${aws_iam_role.${id}.name}`)
    .map(({ policy_arn }) => {
      const own = /aws_iam_policy\.([^.]+)\.arn/.exec(policy_arn)?.[1];
      return own === undefined ? policy_arn : stack.resources('aws_iam_policy')[own]?.['name'];
    });
}

test.each([
  ['SSMAutomationRole', 'iam-policy-for-ssm-backup', 'ssm.amazonaws.com'],
  ['SchedulerSSMAgentCheckRole', 'iam-policy-for-scheduler-ssmagentcheck', 'scheduler.amazonaws.com'],
])('S2 S10 %s has %s alone, and only %s may assume it, for this account', (role, policyName, service) => {
  expect(attachedTo(iam(), role)).toEqual([policyName]);
  expect(trust(role)).toEqual([
    {
      actions: ['sts:AssumeRole'],
      principals: [{ type: 'Service', identifiers: [service] }],
      condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [ACCOUNT] }],
    },
  ]);
});

test.each([
  ['S2', 'SSMMaintenanceWindowRole', 'iam-policy-for-mw-ssm-backup', 'ssm.amazonaws.com'],
  ['S3', 'LambdaBackupRole', 'iam-policy-for-lmd-ssm-backup', 'lambda.amazonaws.com'],
  ['S4', 'LambdaSSMAgentCheckRole', 'iam-policy-for-lmd-ssmagentcheck', 'lambda.amazonaws.com'],
])('%s %s has only %s, and only %s may assume it, which sends no account', (_, role, policyName, service) => {
  expect(attachedTo(iam(), role)).toEqual([policyName]);
  expect(trust(role)).toEqual([
    { actions: ['sts:AssumeRole'], principals: [{ type: 'Service', identifiers: [service] }] },
  ]);
});

test('S2 the automation touches only instances of the group', () => {
  const { StopImageAndStartTheGroup: statement } = policy(
    'iam-policy-for-ssm-backup',
    iam((input) => {
      input.ssmBackup = { group: 'night' };
    }),
  );
  expect(statement).toMatchObject({
    actions: ['ec2:CreateImage', 'ec2:StartInstances', 'ec2:StopInstances'],
    resources: [`arn:aws:ec2:${TOKYO}:${ACCOUNT}:instance/*`],
    condition: [{ test: 'StringEquals', variable: 'ec2:ResourceTag/BackupGroup', values: ['night'] }],
  });
});

test('S2 the automation tags images and snapshots that it is making, and only with its own tags', () => {
  const { TagImages } = policy('iam-policy-for-ssm-backup');
  expect(TagImages).toEqual({
    sid: 'TagImages',
    actions: ['ec2:CreateTags'],
    resources: [`arn:aws:ec2:${TOKYO}::image/*`, `arn:aws:ec2:${TOKYO}::snapshot/*`],
    condition: [
      { test: 'StringEquals', variable: 'ec2:CreateAction', values: ['CreateImage'] },
      { test: 'ForAllValues:StringEquals', variable: 'aws:TagKeys', values: ['Name', 'AutoBackup', 'SourceInstance'] },
    ],
  });
});

test('S2 the automation tags again only what is marked as its own', () => {
  expect(policy('iam-policy-for-ssm-backup')['TagImagesAgain']).toMatchObject({
    actions: ['ec2:CreateTags'],
    condition: [
      { test: 'StringEquals', variable: 'ec2:ResourceTag/AutoBackup', values: ['true'] },
      { test: 'ForAllValues:StringEquals', variable: 'aws:TagKeys', values: ['Name', 'AutoBackup', 'SourceInstance'] },
    ],
  });
});

test('S2 the automation invokes the pruning function alone, and writes no logs', () => {
  const statements = Object.values(policy('iam-policy-for-ssm-backup'));
  const of = (service: string) => statements.filter(({ actions }) => String(actions).startsWith(`${service}:`));
  expect(of('lambda').flatMap(({ resources }) => resources)).toEqual([
    `arn:aws:lambda:${TOKYO}:${ACCOUNT}:function:lmd-del-backup-gen`,
  ]);
  expect(of('logs')).toEqual([]);
});

/** What a step asks of AWS, as IAM names it. */
function actionsOf({ action, inputs }: Block): string[] {
  const { Service, Api, DesiredState, TagSpecifications } = inputs;
  switch (action) {
    case 'aws:executeAwsApi':
    case 'aws:assertAwsResourceProperty':
    case 'aws:waitForAwsResourceProperty':
      return [`${Service}:${Api}`, ...(TagSpecifications === undefined ? [] : ['ec2:CreateTags'])];
    case 'aws:changeInstanceState':
      return ['ec2:DescribeInstanceStatus', DesiredState === 'stopped' ? 'ec2:StopInstances' : 'ec2:StartInstances'];
    case 'aws:createTags':
      return ['ec2:CreateTags'];
    case 'aws:invokeLambdaFunction':
      return ['lambda:InvokeFunction'];
    case 'aws:branch':
    case 'aws:sleep':
      return [];
    default:
      throw new Error(`what does ${action} ask of AWS?`);
  }
}

test('S2 S7 the automation may do what its document does, and nothing that it does not', () => {
  const document = backupDocument({ automationRoleArn: 'arn', pruneFunctionName: 'lmd-del-backup-gen' });
  const called = document.mainSteps.flatMap(actionsOf);
  const allowed = Object.values(policy('iam-policy-for-ssm-backup')).flatMap(({ actions }) => actions as string[]);
  // Without which an instance with encrypted volumes does not start.
  const beside = ['kms:CreateGrant'];
  expect([...new Set([...called, ...beside])].toSorted()).toEqual(allowed.filter(unique).toSorted());
});

const unique = (text: string, index: number, all: string[]) => all.indexOf(text) === index;

test('S2 the window starts this document alone, and passes the automation’s role to Systems Manager alone', () => {
  const { StartTheBackup, PassTheAutomationRole } = policy('iam-policy-for-mw-ssm-backup');
  expect(StartTheBackup).toMatchObject({
    actions: ['ssm:StartAutomationExecution'],
    resources: [
      `arn:aws:ssm:${TOKYO}:${ACCOUNT}:automation-definition/SSM-BackupEC2Instance:*`,
      `arn:aws:ssm:${TOKYO}:${ACCOUNT}:document/SSM-BackupEC2Instance`,
      `arn:aws:ssm:${TOKYO}:${ACCOUNT}:automation-execution/*`,
    ],
  });
  expect(PassTheAutomationRole).toMatchObject({
    actions: ['iam:PassRole'],
    resources: [`arn:aws:iam::${ACCOUNT}:role/SSMAutomationRole`],
    condition: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ssm.amazonaws.com'] }],
  });
});

test('S3 the pruning deletes only what carries AutoBackup=true', () => {
  const deleting = Object.values(policy('iam-policy-for-lmd-ssm-backup')).filter(({ actions }) =>
    /Delete|Deregister/.test(String(actions)),
  );
  expect(deleting).toEqual([
    {
      sid: 'DeleteOwnGenerations',
      actions: ['ec2:DeleteSnapshot', 'ec2:DeregisterImage'],
      resources: [`arn:aws:ec2:${TOKYO}::image/*`, `arn:aws:ec2:${TOKYO}::snapshot/*`],
      condition: [{ test: 'StringEquals', variable: 'ec2:ResourceTag/AutoBackup', values: ['true'] }],
    },
  ]);
});

const ROOT = path.resolve(__dirname, '../..');

/** What a function asks of AWS, by the commands in its sources. */
function askedBy(lambda: string): string[] {
  const entryPoints = [`lambdas/${lambda}/handler.ts`];
  const built = { absWorkingDir: ROOT, entryPoints, bundle: true, write: false, metafile: true } as const;
  const { metafile } = buildSync({ ...built, platform: 'node', packages: 'external' });
  return Object.keys(metafile.inputs).flatMap((source) => {
    const text = readFileSync(path.join(ROOT, source), 'utf8');
    const imports = [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-(\w+)'/g)];
    return [...text.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)].map(([call, command, paged = '']) => {
      const name = call.replaceAll(/^new |\($/g, '');
      return `${imports.find(([, names = '']) => names.includes(name))?.[2]}:${command ?? paged}`;
    });
  });
}

test('S3 the pruning may read the parameters that the environment names, and none without', () => {
  const imageParameterArns = [`arn:aws:ssm:${TOKYO}:${ACCOUNT}:parameter/images/golden`];
  const named = iam((input) => {
    input.ssmBackup = { imageParameterArns };
  });
  const { SeeWhichImage: statement } = policy('iam-policy-for-lmd-ssm-backup', named);
  expect(statement).toEqual({ sid: 'SeeWhichImage', actions: ['ssm:GetParameters'], resources: imageParameterArns });
  expect(policy('iam-policy-for-lmd-ssm-backup')).not.toHaveProperty('SeeWhichImage');
});

test.each([
  ['S3', 'iam-policy-for-lmd-ssm-backup', 'prune-images'],
  ['S4', 'iam-policy-for-lmd-ssmagentcheck', 'check-ssm-agents'],
])('%s %s allows what %s asks of AWS, and nothing that it does not', (_, name, lambda) => {
  const allowed = Object.values(policy(name)).flatMap(({ sid, actions }) => (sid === 'WriteOwnLogs' ? [] : actions));
  expect(allowed.toSorted()).toEqual([...new Set(askedBy(lambda))].toSorted());
});

test.each([
  ['S3', 'iam-policy-for-lmd-ssm-backup', 'lmd-del-backup-gen'],
  ['S4', 'iam-policy-for-lmd-ssmagentcheck', 'lmd-ssmagentcheck-send-sns'],
])('%s %s writes logs of %s only', (_, name, function_) => {
  expect(policy(name)['WriteOwnLogs']).toMatchObject({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [`arn:aws:logs:${TOKYO}:${ACCOUNT}:log-group:/aws/lambda/${function_}:log-stream:*`],
  });
});

test('S4 the check only reads, and publishes to the one topic', () => {
  expect(policy('iam-policy-for-lmd-ssmagentcheck')).toMatchObject({
    Look: { actions: ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'] },
    Tell: { actions: ['sns:Publish'], resources: [`arn:aws:sns:${TOKYO}:${ACCOUNT}:sns-backup-alertnotification`] },
  });
  expect(policy('iam-policy-for-lmd-ssmagentcheck')).not.toHaveProperty('UseTopicKey');
});

test('S4 N1 the check uses the key of an encrypted topic: the one made for it by its alias, your own by its ARN', () => {
  const keyed = (key: NonNullable<EnvironmentInput['notifications']>['key']) =>
    policy(
      'iam-policy-for-lmd-ssmagentcheck',
      iam((input) => {
        input.notifications = { ...input.notifications, key };
      }),
    )['UseTopicKey'];
  expect(keyed('customer-managed')).toMatchObject({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: [`arn:aws:kms:${TOKYO}:${ACCOUNT}:key/*`],
    condition: [
      {
        test: 'ForAnyValue:StringEquals',
        variable: 'kms:ResourceAliases',
        values: ['alias/sns-backup-alertnotification'],
      },
    ],
  });
  const own = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  expect(keyed({ [TOKYO]: own(TOKYO), 'ap-northeast-3': own('ap-northeast-3') })).toEqual({
    sid: 'UseTopicKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: [own(TOKYO)],
  });
});

test('S10 the schedule starts the one function, and writes to the one queue', () => {
  expect(Object.values(policy('iam-policy-for-scheduler-ssmagentcheck'))).toMatchObject([
    {
      actions: ['lambda:InvokeFunction'],
      resources: [`arn:aws:lambda:${TOKYO}:${ACCOUNT}:function:lmd-ssmagentcheck-send-sns`],
    },
    {
      actions: ['sqs:SendMessage'],
      resources: [`arn:aws:sqs:${TOKYO}:${ACCOUNT}:evtbg-rule-ssmagentcheck-undelivered`],
    },
  ]);
});

test('S13 attaches the policies that custom steps need to the automation’s role', () => {
  const arn = 'arn:aws:iam::333333333333:policy/flush';
  const stack = iam((input) => {
    input.ssmBackup = { automationPolicyArns: [arn, 'arn:aws:iam::aws:policy/ReadOnlyAccess'] };
  });
  expect(attachedTo(stack, 'SSMAutomationRole')).toEqual([
    'iam-policy-for-ssm-backup',
    arn,
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
  ]);
});

test('S2 S3 S4 grants no role every action, and the code states the reason for every *', () => {
  const stack = iam((input) => {
    input.notifications = { ...input.notifications, key: 'customer-managed' };
  });
  const names = Object.values(stack.resources('aws_iam_policy')).map(({ name }) => name as string);
  const stars = names
    .filter((name) => name.startsWith('iam-policy-for-'))
    .flatMap((name) =>
      Object.values(policy(name, stack)).flatMap(({ sid, resources, actions }) =>
        [...resources, ...actions]
          .filter((text: string) => text.includes('*'))
          .map((text: string) => `${name} ${sid}: ${text}`),
      ),
    );
  const reasoned = [
    // EC2 supports no resources for read-only actions.
    'iam-policy-for-ssm-backup Look: *',
    // Tags scope instances, new resources have no ID yet, and only EC2 uses the keys, for its own resources.
    `iam-policy-for-ssm-backup StopImageAndStartTheGroup: arn:aws:ec2:${TOKYO}:${ACCOUNT}:instance/*`,
    `iam-policy-for-ssm-backup MakeImages: arn:aws:ec2:${TOKYO}::image/*`,
    `iam-policy-for-ssm-backup MakeImages: arn:aws:ec2:${TOKYO}::snapshot/*`,
    `iam-policy-for-ssm-backup TagImages: arn:aws:ec2:${TOKYO}::image/*`,
    `iam-policy-for-ssm-backup TagImages: arn:aws:ec2:${TOKYO}::snapshot/*`,
    `iam-policy-for-ssm-backup TagImagesAgain: arn:aws:ec2:${TOKYO}::image/*`,
    `iam-policy-for-ssm-backup TagImagesAgain: arn:aws:ec2:${TOKYO}::snapshot/*`,
    `iam-policy-for-ssm-backup StartWithEncryptedVolumes: arn:aws:kms:${TOKYO}:${ACCOUNT}:key/*`,
    // Every version of the document; executions have no id before they are started.
    `iam-policy-for-mw-ssm-backup StartTheBackup: arn:aws:ssm:${TOKYO}:${ACCOUNT}:automation-definition/SSM-BackupEC2Instance:*`,
    `iam-policy-for-mw-ssm-backup StartTheBackup: arn:aws:ssm:${TOKYO}:${ACCOUNT}:automation-execution/*`,
    `iam-policy-for-mw-ssm-backup FollowIt: arn:aws:ssm:${TOKYO}:${ACCOUNT}:automation-execution/*`,
    // The tagging API knows no resources.
    'iam-policy-for-mw-ssm-backup FindTheGroup: *',
    'iam-policy-for-lmd-ssm-backup Look: *',
    // Tags scope generations.
    `iam-policy-for-lmd-ssm-backup DeleteOwnGenerations: arn:aws:ec2:${TOKYO}::image/*`,
    `iam-policy-for-lmd-ssm-backup DeleteOwnGenerations: arn:aws:ec2:${TOKYO}::snapshot/*`,
    // Streams are named by Lambda.
    `iam-policy-for-lmd-ssm-backup WriteOwnLogs: arn:aws:logs:${TOKYO}:${ACCOUNT}:log-group:/aws/lambda/lmd-del-backup-gen:log-stream:*`,
    'iam-policy-for-lmd-ssmagentcheck Look: *',
    // The alias scopes the topic's key; SNS requires GenerateDataKey*.
    `iam-policy-for-lmd-ssmagentcheck UseTopicKey: arn:aws:kms:${TOKYO}:${ACCOUNT}:key/*`,
    'iam-policy-for-lmd-ssmagentcheck UseTopicKey: kms:GenerateDataKey*',
    `iam-policy-for-lmd-ssmagentcheck WriteOwnLogs: arn:aws:logs:${TOKYO}:${ACCOUNT}:log-group:/aws/lambda/lmd-ssmagentcheck-send-sns:log-stream:*`,
  ];
  expect(stars.toSorted()).toEqual(reasoned.toSorted());
});

test('S2 makes none of these roles where the environment has no SSM backup', () => {
  const stack = iam((input) => {
    input.ssmBackup = 'none';
  });
  expect(
    Object.values(stack.resources('aws_iam_role'))
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['AWSBackupServiceEC2Restore', 'AWSBackupServiceEC2Role']);
  expect(Object.keys(stack.json['output'])).toEqual(['backupRoleArn', 'restoreRoleArn']);
});
