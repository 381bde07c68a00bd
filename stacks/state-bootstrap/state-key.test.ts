import type { EnvironmentInput } from '../../environments/schema';
import { type Block, synthesized, synthesizeAll, type SynthesizedStack } from '../../testing/synthesized';
import { fixtures } from '../../testing/fixtures';
import { isAllowed } from '../../testing/iam/evaluate';
import { policiesOf } from '../../testing/iam/role-policies';

const bootstrapped = (change: (input: EnvironmentInput) => void = () => {}) =>
  synthesized(fixtures.prod, 'state-bootstrap', change);

/** The statements of the policy of this name. */
const policy = (stack: SynthesizedStack, name: string) =>
  stack.statements(stack.resource('aws_iam_policy', { name })['policy']);

test('E1 encrypts with the configured key, which the roles may use', () => {
  const kmsKeyArn = 'arn:aws:kms:ap-northeast-1:333333333333:key/1';
  const encryption = (stack: SynthesizedStack) =>
    stack.resource('aws_s3_bucket_server_side_encryption_configuration')['rule'];
  expect(encryption(bootstrapped())).toEqual([
    { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
  ]);
  const stack = bootstrapped((input) => (input.state.kmsKeyArn = kmsKeyArn));
  expect(encryption(stack)).toEqual([
    {
      bucket_key_enabled: true,
      apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: kmsKeyArn },
    },
  ]);
  expect(policy(stack, 'backupctl-plan-state')).toMatchObject({
    Encrypt: { actions: ['kms:GenerateDataKey'], resources: [kmsKeyArn] },
    Decrypt: { actions: ['kms:Decrypt'], resources: [kmsKeyArn] },
  });
});

test.each(['backupctl-plan', 'backupctl-apply'])('E1 %s uses the key of the states through S3 only', (role) => {
  const kmsKeyArn = 'arn:aws:kms:ap-northeast-1:333333333333:key/1';
  const { json } = bootstrapped((input) => (input.state.kmsKeyArn = kmsKeyArn));
  const policies = policiesOf({ json }, 'json', role);
  const may = (action: string, service: string) =>
    isAllowed(policies, {
      action,
      resource: kmsKeyArn,
      context: { 'kms:ViaService': `${service}.ap-northeast-1.amazonaws.com` },
    });
  for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
    expect([action, may(action, 's3'), may(action, 'secretsmanager')]).toEqual([action, true, false]);
});

test('E1 creates a key for the states if configured, and uses it only for the bucket', () => {
  const stack = bootstrapped((input) => (input.state.kmsKey = 'made-here'));
  expect(stack.resource('aws_kms_key')).toMatchObject({
    enable_key_rotation: true,
    region: 'ap-northeast-1',
    lifecycle: { prevent_destroy: true },
  });
  const [id] = Object.keys(stack.resources('aws_kms_key'));
  const arn = `\${aws_kms_key.${id}.arn}`;
  expect(stack.resource('aws_s3_bucket_server_side_encryption_configuration')['rule']).toMatchObject([
    { apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: arn } },
  ]);
  for (const role of ['plan', 'apply']) {
    expect(policy(stack, `backupctl-${role}-state`)).toMatchObject({
      Encrypt: { actions: ['kms:GenerateDataKey'], resources: [arn] },
      Decrypt: { actions: ['kms:Decrypt'], resources: [arn] },
    });
  }
  // With encrypt Terraform would ask for S3's own key, over that of the bucket.
  const backend = stack.json['terraform'].backend.s3;
  expect(backend).not.toHaveProperty('encrypt');
  expect(backend).not.toHaveProperty('kms_key_id');
  expect(bootstrapped().resources('aws_kms_key')).toEqual({});
});

test('E1 the next environment may decrypt the releases with a key created here, only through S3', () => {
  const withKey = { ...fixtures.dev, state: { ...fixtures.dev.state, kmsKey: 'made-here' as const } };
  const json = synthesizeAll([withKey, fixtures.stg]);
  const statements = (name: string) =>
    Object.values<Block>(json[`${name}-state-bootstrap`]?.['data'].aws_iam_policy_document).flatMap(
      ({ statement }) => statement as Block[],
    );
  const viaS3 = { test: 'StringEquals', variable: 'kms:ViaService', values: ['s3.ap-northeast-1.amazonaws.com'] };
  expect(statements('dev').filter(({ sid }) => sid === 'DecryptReleasesByNextEnvironment')).toMatchObject([
    {
      actions: ['kms:Decrypt'],
      principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::222222222222:root'] }],
      condition: [
        {
          test: 'ArnEquals',
          variable: 'aws:PrincipalArn',
          values: ['arn:aws:iam::222222222222:role/backupctl-apply', 'arn:aws:iam::222222222222:role/backupctl-plan'],
        },
        viaS3,
      ],
    },
  ]);
  const reading = statements('stg').filter(({ sid }) => sid === 'DecryptReleasesBefore');
  // The role of plans and the role of applies.
  expect(reading).toHaveLength(2);
  expect(reading[0]).toMatchObject({
    actions: ['kms:Decrypt'],
    resources: ['arn:aws:kms:ap-northeast-1:111111111111:key/*'],
    condition: [
      viaS3,
      {
        test: 'StringLike',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: [
          'arn:aws:s3:::anyservice-dev-tfstate-111111111111',
          'arn:aws:s3:::anyservice-dev-tfstate-111111111111/anyservice/dev/releases/*',
        ],
      },
    ],
  });
});

test('E1 an apply cannot change the key of the states', () => {
  const stack = bootstrapped((input) => (input.state.kmsKey = 'made-here'));
  const mine = new Map(Object.entries(stack.json['provider'].aws[0].default_tags[0].tags as Record<string, string>));
  const asked: { variable: string; values: string[] }[] = policy(stack, 'backupctl-apply-backup')['Keys']?.[
    'condition'
  ];
  const missed = asked.filter(({ variable, values }) => !values.includes(mine.get(variable.split('/')[1] ?? '') ?? ''));
  expect(missed.map(({ variable }) => variable)).toEqual(['aws:ResourceTag/Stack']);
});
