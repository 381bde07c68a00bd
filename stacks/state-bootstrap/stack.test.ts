import dev from '../../environments/dev';
import prod from '../../environments/prod';
import type { EnvironmentInput } from '../../environments/schema';
import stg from '../../environments/stg';
import { type Block, synthesized, synthesizedOrganization, synthesizeAll, type SynthesizedStack } from '../testing';

const BUCKET = 'arn:aws:s3:::anyservice-prod-tfstate-333333333333';

const bootstrapped = (change: (input: EnvironmentInput) => void = () => {}) => synthesized('state-bootstrap', change);

/** The statements of the policy of this name. */
const policy = (stack: SynthesizedStack, name: string) =>
  stack.statements(stack.resource('aws_iam_policy', { name })['policy']);

const trust = (stack: SynthesizedStack, name: string) =>
  stack.statements(stack.resource('aws_iam_role', { name })['assume_role_policy'])['AssumeByGitHubEnvironment'];

test('E1 keeps its state in the bucket that it makes, where the other stacks keep theirs', () => {
  const { json } = bootstrapped();
  expect(json['terraform'].backend.s3).toMatchObject({
    bucket: 'anyservice-prod-tfstate-333333333333',
    key: 'anyservice/prod/state-bootstrap/terraform.tfstate',
  });
  expect(bootstrapped().resource('aws_s3_bucket')).toMatchObject({
    bucket: 'anyservice-prod-tfstate-333333333333',
    region: 'ap-northeast-1',
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
});

test('E1 makes nothing where others made the bucket', () => {
  const { bootstrap: _none, ...without } = prod;
  expect(Object.keys(synthesizeAll([without]))).not.toContain('prod-state-bootstrap');
});

test('E1 closes the bucket to the public, keeps old versions for a while, and lets it be the owner’s', () => {
  const stack = bootstrapped((input) => {
    if (input.bootstrap) Object.assign(input.bootstrap, { oldVersionsDays: 30, bundleDays: 7 });
  });
  expect(stack.resource('aws_s3_bucket_public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(stack.resource('aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
  expect(stack.resource('aws_s3_bucket_ownership_controls')['rule']).toEqual({
    object_ownership: 'BucketOwnerEnforced',
  });
  expect(stack.resource('aws_s3_bucket_lifecycle_configuration')['rule']).toMatchObject([
    { id: 'old-versions', filter: [{ prefix: '' }], noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
    { id: 'bundles', filter: [{ prefix: 'anyservice/prod/bundles/' }], expiration: [{ days: 7 }] },
  ]);
});

test('E1 lets no state expire', () => {
  const rules: Block[] = bootstrapped().resource('aws_s3_bucket_lifecycle_configuration')['rule'];
  const expiring = rules.filter(({ expiration }) => (expiration as Block[]).some((one) => one['days'] !== undefined));
  expect(expiring.map(({ filter }) => filter)).toEqual([[{ prefix: 'anyservice/prod/bundles/' }]]);
});

test('E1 encrypts with the key that the states name, which the roles may use', () => {
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

test('E1 makes a key for the states when asked to, by which the bucket encrypts, and names it nowhere else', () => {
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

test('E1 lets the next environment read the releases through S3, where a key made here encrypts them', () => {
  const withKey = { ...dev, state: { ...dev.state, kmsKey: 'made-here' as const } };
  const json = synthesizeAll([withKey, stg]);
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

test('E1 refuses whoever speaks to the bucket without TLS', () => {
  const stack = bootstrapped();
  expect(stack.statements(stack.resource('aws_s3_bucket_policy')['policy'])).toEqual({
    DenyPlainText: {
      sid: 'DenyPlainText',
      effect: 'Deny',
      actions: ['s3:*'],
      resources: [BUCKET, `${BUCKET}/*`],
      principals: [{ type: '*', identifiers: ['*'] }],
      condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
    },
  });
});

test('E1 trusts one environment of one repository with each role, by its whole subject', () => {
  const stack = bootstrapped();
  const said = (subject: string) => ({
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: [
      {
        type: 'Federated',
        identifiers: ['arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com'],
      },
    ],
    condition: [
      {
        test: 'StringEquals',
        variable: 'token.actions.githubusercontent.com:aud',
        values: ['sts.amazonaws.com'],
      },
      { test: 'StringEquals', variable: 'token.actions.githubusercontent.com:sub', values: [subject] },
    ],
  });
  const repository = 'repo:example/aws-organization-backup:environment';
  expect(trust(stack, 'backupctl-plan')).toMatchObject(said(`${repository}:prod-plan`));
  expect(trust(stack, 'backupctl-apply')).toMatchObject(said(`${repository}:prod`));
});

test('E1 takes the subject as GitHub writes it, an identity provider that is there, and a boundary', () => {
  const stack = bootstrapped((input) => {
    input.bootstrap = {
      github: { repository: 'acme/backup', subject: 'repo:acme@1/backup@2', identityProvider: 'existing' },
      permissionsBoundaryArn: 'arn:aws:iam::333333333333:policy/boundary',
    };
  });
  expect(stack.resources('aws_iam_openid_connect_provider')).toEqual({});
  expect(JSON.stringify(trust(stack, 'backupctl-apply'))).toContain('"repo:acme@1/backup@2:environment:prod"');
  for (const name of ['backupctl-plan', 'backupctl-apply'])
    expect(stack.resource('aws_iam_role', { name })['permissions_boundary']).toBe(
      'arn:aws:iam::333333333333:policy/boundary',
    );
});

test('E1 lets a plan lock states and leave bundles, and write nothing else', () => {
  const written = Object.values(policy(bootstrapped(), 'backupctl-plan-state')).filter(({ actions }) =>
    (actions as string[]).some((action) => !/^s3:(?:Get|List)/.test(action)),
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

test('E1 lets an apply write the states of its stacks and its records, but not the state of its own roles', () => {
  const { WriteStates, WriteReleases } = policy(bootstrapped(), 'backupctl-apply-state');
  expect(WriteStates?.['resources']).toEqual(
    ['iam', 'notifications', 'backup', 'ssm-backup'].map(
      (stack) => `${BUCKET}/anyservice/prod/${stack}/terraform.tfstate`,
    ),
  );
  expect(WriteReleases?.['resources']).toEqual([`${BUCKET}/anyservice/prod/releases/*`]);
});

test('E1 lets each environment see what the one before it applied, and nothing else of it', () => {
  const json = synthesizeAll([dev, stg, prod]);
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

test('E1 lets the neighbour list the records only by their prefix: a list without one would show every state', () => {
  const json = synthesizeAll([dev, stg]);
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

test('E1 bootstraps the management account, whose apply role reaches the members', () => {
  const app = synthesizeOrganizationBootstrap();
  expect(app['terraform'].backend.s3.key).toBe('anyservice/organizations/state-bootstrap/terraform.tfstate');
  const text = JSON.stringify(app);
  expect(text).toContain('repo:example/aws-organization-backup:environment:organizations-plan');
  expect(text).toContain('arn:aws:iam::444444444444:role/OrganizationAccountAccessRole');
  expect(text).toContain('tfstate-999999999999/anyservice/organizations/terraform.tfstate"');
  expect(text).not.toContain('organizations:EnablePolicyType');
});

function synthesizeOrganizationBootstrap(): Block {
  return synthesizedOrganization(() => {}, 'organizations-state-bootstrap').json;
}
