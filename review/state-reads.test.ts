import { brokenReads, stateReads, type StackJson } from './state-reads';

const location = { bucket: 'states', region: 'ap-northeast-1', key: 'service/dev/iam/terraform.tfstate' };

const iam: StackJson = {
  terraform: { backend: { s3: { ...location, encrypt: true } } },
  output: { roleArn: { value: '${aws_iam_role.backup.arn}' }, keyArns: { value: { 'eu-west-1': 'arn' } } },
};

/** A stack that reads iam's state with this expression. */
function reader(expression: string, config: object = location): StackJson & { resource: unknown } {
  return {
    data: { terraform_remote_state: { iam: { backend: 's3', config } } },
    resource: { aws_backup_selection: { all: { iam_role_arn: `\${${expression}}` } } },
  };
}

const read = (expression: string, config?: object) => ({ iam, backup: reader(expression, config) });

test.each([
  'data.terraform_remote_state.iam.outputs.roleArn',
  'data.terraform_remote_state.iam.outputs["roleArn"]',
  'data.terraform_remote_state.iam.outputs.keyArns["eu-west-1"]',
  'lower(data.terraform_remote_state.iam.outputs.roleArn)',
])('accepts %s', (expression) => {
  const stacks = read(expression);
  expect(stateReads(stacks)).toMatchObject([{ reader: 'backup', state: 'iam', producer: 'iam' }]);
  expect(brokenReads(stacks)).toEqual([]);
});

test.each([
  ['roleArm', 'backup reads roleArm of iam, which does not publish it'],
  ['keyArns["eu-west-2"]', 'backup reads keyArns["eu-west-2"] of iam, which has no such key'],
  ['roleArn["eu-west-1"]', 'backup reads roleArn["eu-west-1"] of iam, which has no such key'],
])('refuses to read %s', (output, message) => {
  expect(brokenReads(read(`data.terraform_remote_state.iam.outputs.${output}`))).toEqual([
    expect.objectContaining({ message }),
  ]);
});

test.each(['bucket', 'region', 'key'])('finds no producer in another %s', (part) => {
  const elsewhere = { ...location, [part]: 'other' };
  expect(brokenReads(read('data.terraform_remote_state.iam.outputs.roleArn', elsewhere))).toEqual([
    expect.objectContaining({ message: 'backup reads the state iam, but no stack has this state' }),
  ]);
});

test('finds every read in one text, and each once', () => {
  const state = 'data.terraform_remote_state.iam.outputs';
  const stacks = read(`join("", [${state}.first, ${state}.second, ${state}.first])`);
  expect(stateReads(stacks).map(({ output }) => output)).toEqual(['first', 'second']);
});
