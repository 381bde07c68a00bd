import { shadowOf } from './shadow';

const STACK = {
  '//': { metadata: { stackName: 'dev-iam' } },
  terraform: {
    backend: { s3: { bucket: 'states', key: 'iam' } },
    required_providers: { aws: { source: 'hashicorp/aws' } },
    required_version: '>= 1.11.0',
  },
  provider: { aws: [{ region: 'us-east-1' }] },
  import: [{ to: 'aws_iam_role.backup', id: 'x' }],
  data: {
    aws_iam_policy_document: { trust: { statement: [{ sid: 'Trust' }] } },
    terraform_remote_state: { keys: { backend: 's3', config: { key: 'keys' } } },
  },
  resource: {
    aws_iam_role: {
      backup: {
        '//': { metadata: { path: 'dev-iam/backup' } },
        name: 'backup',
        assume_role_policy: '${data.aws_iam_policy_document.trust.json}',
        key: '${data.terraform_remote_state.keys.outputs.keyArn}',
        provider: 'aws.other',
        lifecycle: { prevent_destroy: true },
      },
    },
    aws_iam_role_policy_attachment: {
      backup: { role: '${aws_iam_role.backup.name}', depends_on: ['aws_iam_role.backup'] },
    },
  },
  output: { roleArn: { value: '${aws_iam_role.backup.arn}' } },
};

const shadow = shadowOf('dev-iam', STACK);

test('keeps what Terraform understands without a provider', () => {
  expect(shadow).toMatchObject({
    terraform: { backend: STACK.terraform.backend, required_version: '>= 1.11.0' },
    data: { terraform_remote_state: STACK.data.terraform_remote_state },
  });
});

test('drops what requires the provider', () => {
  expect(Object.keys(shadow)).not.toEqual(expect.arrayContaining(['provider']));
  expect(Object.keys(shadow)).not.toEqual(expect.arrayContaining(['import']));
  expect(shadow['terraform']).not.toHaveProperty('required_providers');
  expect(Object.keys(shadow['data'])).toEqual(['terraform_remote_state']);
  expect(Object.keys(shadow['resource'])).toEqual(['terraform_data']);
});

test('keeps every argument and every reference, and makes up what only AWS knows', () => {
  expect(shadow['resource'].terraform_data).toEqual({
    'data--aws_iam_policy_document--trust': {
      input: { statement: [{ sid: 'Trust' }], json: 'dev-iam/data.aws_iam_policy_document.trust.json' },
    },
    'aws_iam_role--backup': {
      input: {
        name: 'backup',
        assume_role_policy: '${terraform_data.data--aws_iam_policy_document--trust.output.json}',
        key: '${data.terraform_remote_state.keys.outputs.keyArn}',
        arn: 'dev-iam/aws_iam_role.backup.arn',
      },
    },
    'aws_iam_role_policy_attachment--backup': {
      input: { role: '${terraform_data.aws_iam_role--backup.output.name}' },
      depends_on: ['terraform_data.aws_iam_role--backup'],
    },
  });
  expect(shadow['output']).toEqual({ roleArn: { value: '${terraform_data.aws_iam_role--backup.output.arn}' } });
});

test('leaves alone what Terraform would not read as a reference', () => {
  const content = 'aws_iam_role.backup.arn of $${aws_iam_role.backup.arn}';
  const { resource } = shadowOf('dev-iam', { ...STACK, resource: { aws_ssm_document: { one: { content } } } });
  expect(resource.terraform_data['aws_ssm_document--one']).toEqual({ input: { content } });
});
