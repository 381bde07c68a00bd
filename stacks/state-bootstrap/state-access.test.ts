import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { EnvironmentInput } from '../../environments/schema';
import { type Block, synthesized, synthesizeAll, type SynthesizedStack } from '../../testing/synthesized';
import { fixtures } from '../../testing/fixtures';
import { isAllowed } from '../../testing/iam/evaluate';
import { policiesOf } from '../../testing/iam/role-policies';

/** Actions of AWS's ReadOnlyAccess that read contents instead of settings. */
const CONTENTS = [
  'athena:GetQueryResults',
  'cassandra:Select',
  'codecommit:GetFile',
  'codecommit:GitPull',
  'dynamodb:GetItem',
  'dynamodb:Scan',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:GetConsoleOutput',
  'ec2:GetPasswordData',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'es:ESHttpGet',
  'kinesis:GetRecords',
  'lambda:GetFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:StartQuery',
  'rds:DownloadCompleteDBLogFile',
  'sdb:Select',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetCommandInvocation',
  'ssm:GetParameters',
];

const BEFORE = 'arn:aws:s3:::anyservice-stg-tfstate-222222222222';
const BUCKET = 'arn:aws:s3:::anyservice-prod-tfstate-333333333333';

const bootstrapped = (change: (input: EnvironmentInput) => void = () => {}) =>
  synthesized(fixtures.prod, 'state-bootstrap', change);

/** The statements of the policy of this name. */
const policy = (stack: SynthesizedStack, name: string) =>
  stack.statements(stack.resource('aws_iam_policy', { name })['policy']);

test('E1 a plan may lock states and store bundles, and write nothing else', () => {
  const written = Object.values(policy(bootstrapped(), 'backupctl-plan-state')).filter(
    ({ actions, effect }) =>
      effect !== 'Deny' && (actions as string[]).some((action) => !/^s3:(?:Get|List)/.test(action)),
  );
  expect(written.map(({ sid, resources }) => [sid, resources])).toEqual([
    [
      'LockStates',
      ['iam', 'notifications', 'backup', 'ssm-backup', 'state-bootstrap'].map(
        (stack) => `${BUCKET}/anyservice/prod/${stack}/terraform.tfstate.tflock`,
      ),
    ],
    ['WriteBundles', [`${BUCKET}/anyservice/prod/bundles/*`]],
  ]);
});

test.each(['backupctl-plan', 'backupctl-apply'])(
  'E1 %s may read no contents stored in the account, except its states, the records and its parameters',
  (role) => {
    const withParameter = (endpointParameter: string) => ({
      ...fixtures.prod,
      notifications: { subscriptions: [{ protocol: 'https' as const, endpointParameter }] },
    });
    const policies = policiesOf(
      synthesizeAll([fixtures.dev, fixtures.stg, withParameter('/backup/hook')]),
      'prod-state-bootstrap',
      role,
    );
    const may = (action: string, resource: string) => isAllowed(policies, { action, resource });
    const parameter = 'arn:aws:ssm:ap-northeast-1:333333333333:parameter/backup/hook';
    expect(may('s3:GetObject', `${BUCKET}/anyservice/prod/iam/terraform.tfstate`)).toBe(true);
    expect(may('s3:GetObject', `${BEFORE}/anyservice/stg/releases/1.json`)).toBe(true);
    expect(may('ssm:GetParameter', parameter)).toBe(true);
    expect(may('s3:GetObject', `${BEFORE}/anyservice/stg/iam/terraform.tfstate`)).toBe(false);
    expect(may('s3:GetObject', 'arn:aws:s3:::invoices/1.pdf')).toBe(false);
    expect(may('ssm:GetParameter', `${parameter}s`)).toBe(false);
    expect(may('ssm:GetParameterHistory', parameter)).toBe(false);
    expect(CONTENTS.filter((action) => may(action, '*'))).toEqual([]);
  },
);

/** Every action of the permissions on the page of a command, with its resource. */
function permissionsOf(command: string) {
  const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'commands', `${command}.md`), 'utf8');
  const { Statement } = JSON.parse(/```json\n(\{\n {2}"Version".*?)```/s.exec(page)?.[1] ?? '{}') as {
    Statement: { Action: string | string[]; Resource: string | string[] }[];
  };
  return Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
  );
}

test.each([
  ['verify', 'dev', 10],
  ['policy-verify', 'organizations', 3],
])('E1 N9 O7 an apply is verified as the apply role, which may read what %s reads', (command, name, count) => {
  const dev = structuredClone(fixtures.dev);
  dev.notifications = { subscriptions: [{ protocol: 'https', endpointParameter: '/backup/webhook' }] };
  const policies = policiesOf(
    synthesizeAll([dev], fixtures.organization),
    `${name}-state-bootstrap`,
    'backupctl-apply',
  );
  const needed = permissionsOf(command);
  expect(needed.length).toBeGreaterThanOrEqual(count);
  expect(needed.filter((request) => !isAllowed(policies, request))).toEqual([]);
});

test.each(['plan', 'apply'])(
  'E2 denies the %s role to destroy backups: it writes the policies of vaults and keys, which could let it',
  (kind) => {
    const { DenyDestruction } = policy(bootstrapped(), `backupctl-${kind}-state`);
    expect(DenyDestruction).toMatchObject({ effect: 'Deny', resources: ['*'] });
    expect(DenyDestruction?.['condition']).toBeUndefined();
    expect(DenyDestruction?.['actions']).toEqual(
      expect.arrayContaining(['backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint', 'kms:ScheduleKeyDeletion']),
    );
  },
);

test('E1 an apply may write the states of its stacks and its records, but not the state of its own roles', () => {
  const { WriteStates, WriteReleases } = policy(bootstrapped(), 'backupctl-apply-state');
  expect(WriteStates?.['resources']).toEqual(
    ['iam', 'notifications', 'backup', 'ssm-backup'].map(
      (stack) => `${BUCKET}/anyservice/prod/${stack}/terraform.tfstate`,
    ),
  );
  expect(WriteReleases?.['resources']).toEqual([`${BUCKET}/anyservice/prod/releases/*`]);
});

test('E1 each environment may read the releases of the previous one, and nothing else', () => {
  const json = synthesizeAll([fixtures.dev, fixtures.stg, fixtures.prod]);
  const read = (name: string) => JSON.stringify(json[`${name}-state-bootstrap`]?.['data'].aws_iam_policy_document);
  const releases = (name: string, account: string) =>
    `arn:aws:s3:::anyservice-${name}-tfstate-${account}/anyservice/${name}/releases/*`;
  // In the bucket's policy, by the roles of the next account, and in the roles' own.
  expect(read('dev')).toContain('arn:aws:iam::222222222222:role/backupctl-apply');
  expect(read('stg')).toContain(releases('dev', '111111111111'));
  expect(read('stg')).toContain('arn:aws:iam::333333333333:role/backupctl-plan');
  expect(read('prod')).toContain(releases('stg', '222222222222'));
  // Not of the one after, and not of the one before that.
  expect(read('prod')).not.toContain('111111111111');
  expect(read('dev')).not.toContain(releases('stg', '222222222222'));
  const statements: Block[] = Object.values<Block>(
    json['dev-state-bootstrap']?.['data'].aws_iam_policy_document,
  ).flatMap(({ statement }) => statement);
  const toOthers = statements.filter((statement) => JSON.stringify(statement).includes('222222222222'));
  expect(toOthers.map(({ actions, resources }) => [actions, resources])).toEqual([
    [['s3:GetObject'], [releases('dev', '111111111111')]],
    [['s3:ListBucket'], ['arn:aws:s3:::anyservice-dev-tfstate-111111111111']],
  ]);
});

test('E1 the next environment may list records only by their prefix: a list without one would show every state', () => {
  const json = synthesizeAll([fixtures.dev, fixtures.stg]);
  const lists = ['dev', 'stg']
    .flatMap((name) => Object.values<Block>(json[`${name}-state-bootstrap`]?.['data'].aws_iam_policy_document))
    .flatMap(({ statement }) => statement as Block[])
    .filter(({ sid }) => String(sid).startsWith('ListReleases'));
  // The bucket's policy, and that of either role.
  expect(lists).toHaveLength(3);
  for (const { condition } of lists) {
    expect(condition).toContainEqual({
      test: 'StringLike',
      variable: 's3:prefix',
      values: ['anyservice/dev/releases/*'],
    });
  }
});
