import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Testing } from 'cdktf';
import type { Construct } from 'constructs';

import { type EnvironmentTarget, EnvironmentStack } from './environment-stack';

class EmptyStack extends EnvironmentStack {
  constructor(scope: Construct, target: EnvironmentTarget) {
    super(scope, 'iam', target);
  }
}

const TARGET: EnvironmentTarget = {
  service: 'anyservice',
  name: 'dev',
  accountId: '111111111111',
  region: 'ap-northeast-1',
  state: { bucket: 'states', region: 'us-east-1' },
  tags: { CostCenter: '42' },
};

const synthesized = (change: Partial<EnvironmentTarget> = {}) =>
  JSON.parse(Testing.synth(new EmptyStack(Testing.app(), { ...TARGET, ...change })));

test('E1 keeps the state of each stack under a separate key, locked and encrypted', () => {
  expect(synthesized().terraform.backend).toEqual({
    s3: {
      bucket: 'states',
      region: 'us-east-1',
      key: 'anyservice/dev/iam/terraform.tfstate',
      encrypt: true,
      use_lockfile: true,
    },
  });
});

test('E1 reads and writes the state with the key and the role that the environment names', () => {
  const state = { ...TARGET.state, kmsKeyArn: 'arn:aws:kms:us-east-1:1:key/1', roleArn: 'arn:aws:iam::1:role/state' };
  expect(synthesized({ state }).terraform.backend.s3).toMatchObject({
    kms_key_id: state.kmsKeyArn,
    assume_role: { role_arn: state.roleArn },
  });
});

test('E7 tags everything with who manages it and where it belongs', () => {
  expect(synthesized().provider.aws[0].default_tags).toEqual([
    { tags: { CostCenter: '42', ManagedBy: 'Terraform', Environment: 'dev', Service: 'anyservice', Stack: 'iam' } },
  ]);
});

test('E1 publishes nothing but by a contract, even if another stack names what it made', () => {
  const app = Testing.app();
  const owner = new EmptyStack(app, TARGET);
  const topic = new SnsTopic(owner, 'topic', { name: 'failures' });
  const reader = new EmptyStack(app, { ...TARGET, name: 'stg' });
  new SnsTopic(reader, 'topic', { name: topic.arn });
  app.synth();
  expect(JSON.parse(Testing.synth(owner))).not.toHaveProperty('output');
});

test('E1 lets the provider refuse any account but the environment’s', () => {
  const [provider] = synthesized({ deployRoleArn: 'arn:aws:iam::111111111111:role/deploy' }).provider.aws;
  expect(provider).toMatchObject({
    allowed_account_ids: ['111111111111'],
    assume_role: [{ role_arn: 'arn:aws:iam::111111111111:role/deploy' }],
  });
  expect(synthesized().provider.aws[0]).not.toHaveProperty('assume_role');
});

test('E1 pins Terraform and the provider, by a name that OpenTofu understands too', () => {
  expect(synthesized().terraform).toMatchObject({
    required_version: '>= 1.11.0',
    required_providers: { aws: { source: 'hashicorp/aws', version: '6.25.0' } },
  });
});
