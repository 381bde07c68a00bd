import type { EnvironmentInput } from '../../environments/schema';
import {
  type Block,
  synthesized,
  synthesizedOrganization,
  synthesizeAll,
  type SynthesizedStack,
} from '../../testing/synthesized';
import { fixtures } from '../../testing/fixtures';

const BUCKET = 'arn:aws:s3:::anyservice-prod-tfstate-333333333333';

const bootstrapped = (change: (input: EnvironmentInput) => void = () => {}) =>
  synthesized(fixtures.prod, 'state-bootstrap', change);

const trust = (stack: SynthesizedStack, name: string) =>
  stack.statements(stack.resource('aws_iam_role', { name })['assume_role_policy'])['AssumeByGitHubEnvironment'];

test('E1 keeps its state in the bucket that it creates, next to those of the other stacks', () => {
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

test('E1 creates nothing if the environment has no bootstrap', () => {
  const { bootstrap: _none, ...without } = fixtures.prod;
  expect(Object.keys(synthesizeAll([without]))).not.toContain('prod-state-bootstrap');
});

test('E1 blocks public access, keeps old versions for a limited time, and enforces bucket ownership', () => {
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

test('E1 never expires a state', () => {
  const rules: Block[] = bootstrapped().resource('aws_s3_bucket_lifecycle_configuration')['rule'];
  const expiring = rules.filter(({ expiration }) => (expiration as Block[]).some((one) => one['days'] !== undefined));
  expect(expiring.map(({ filter }) => filter)).toEqual([[{ prefix: 'anyservice/prod/bundles/' }]]);
});

test('E1 denies connections to the bucket without TLS', () => {
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

test('E1 each role trusts one environment of one repository, by its exact subject', () => {
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

test('E1 accepts a custom subject, an existing identity provider, and a boundary', () => {
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

test('E1 bootstraps the management account, whose apply role reaches the members', () => {
  const app = synthesizeOrganizationBootstrap();
  expect(app['terraform'].backend.s3.key).toBe('anyservice/organizations/state-bootstrap/terraform.tfstate');
  const text = JSON.stringify(app);
  expect(text).toContain('repo:example/aws-organization-backup:environment:organizations-plan');
  expect(text).toContain('arn:aws:iam::444444444444:role/OrganizationAccountAccessRole');
  expect(text).toContain('tfstate-999999999999/anyservice/organizations/terraform.tfstate"');
  // Also as long as the organization is not managed here: starting that needs no other bootstrap.
  expect(text).toContain('organizations:EnablePolicyType');
});

test('M2 the roles do not reach members that a StackSet reaches: their policies do not grow', () => {
  const stack = synthesizedOrganization(({ baseline }) => {
    Object.assign(baseline, { rollout: 'stack-set' });
  }, 'organizations-state-bootstrap');
  expect(JSON.stringify(stack.json)).not.toContain('role/OrganizationAccountAccessRole');
});

function synthesizeOrganizationBootstrap(): Block {
  return synthesizedOrganization(() => {}, 'organizations-state-bootstrap').json;
}
