import { documentName, imagingDocuments } from './documents';

const ACCOUNT = '111111111111';
const step = (action: string, inputs: object) => JSON.stringify({ mainSteps: [{ name: 'a', action, inputs }] });
const imaging = (content: string, others: readonly { name: string; content: string }[] = []) =>
  imagingDocuments([{ name: 'Mine', content }, ...others], ACCOUNT).has('Mine');

test.each([
  step('aws:createImage', { InstanceId: 'i-1' }),
  step('aws:executeAwsApi', { Service: 'ec2', Api: 'CreateImage' }),
  step('aws:executeScript', { Script: 'ec2.create_image(InstanceId=id)' }),
  step('aws:runShellScript', { runCommand: ['aws ec2 create-image --instance-id i-1'] }),
  step('aws:runPowerShellScript', { runCommand: ['New-EC2Image -InstanceId i-1'] }),
  step('aws:executeAutomation', { DocumentName: 'AWS-CreateImage' }),
  step('aws:runDocument', { documentType: 'SSMDocument', documentPath: 'AWSEC2-CreateVssSnapshot' }),
])('X1 a document creates images: %s', (content) => {
  expect(imaging(content)).toBe(true);
});

test.each([
  step('aws:sleep', { Duration: 'PT1M' }),
  step('aws:executeAwsApi', { Service: 'ec2', Api: 'DescribeImages' }),
  step('aws:executeAutomation', { DocumentName: 'Other' }),
  step('aws:executeAutomation', { DocumentName: '{{ Document }}' }),
  '',
])('X1 a document creates none: %s', (content) => {
  expect(imaging(content, [{ name: 'Other', content: step('aws:sleep', {}) }])).toBe(false);
});

test('X1 a document creates images by those that it runs, whatever their order, and also if they run each other', () => {
  const run = (name: string) => step('aws:executeAutomation', { DocumentName: name });
  const second = { name: 'Second', content: run(`arn:aws:ssm:eu-west-1:${ACCOUNT}:document/Third`) };
  const third = { name: 'Third', content: step('aws:createImage', {}) };
  expect(imaging(run('Second'), [second, third])).toBe(true);
  expect(imaging(run('Second'), [{ name: 'Second', content: run('Mine') }])).toBe(false);
});

test.each([
  ['Mine', 'Mine'],
  [`arn:aws:ssm:eu-west-1:${ACCOUNT}:document/Mine`, 'Mine'],
  ['arn:aws:ssm:eu-west-1::document/AWS-CreateImage', 'AWS-CreateImage'],
  ['arn:aws:ssm:eu-west-1:222222222222:document/Shared', 'arn:aws:ssm:eu-west-1:222222222222:document/Shared'],
])('X1 %s is the document %s', (nameOrArn, expected) => {
  expect(documentName(nameOrArn, ACCOUNT)).toBe(expected);
});
