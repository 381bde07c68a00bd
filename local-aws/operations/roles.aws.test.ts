import { IAM } from '@aws-sdk/client-iam';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';

const RoleName = 'check';

let aws: LocalAws;
let iam: IAM;

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  iam = new IAM({ region: 'us-east-1', endpoint: aws.standIn.url, credentials, maxAttempts: 1 });
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' });
});

afterAll(() => aws.stop());

const role = async () => {
  const { Role } = await iam.getRole({ RoleName });
  return [Role?.Description, Role?.MaxSessionDuration];
};

test('keeps the description of a role that an update does not contain', async () => {
  await iam.updateRole({ RoleName, Description: 'first', MaxSessionDuration: 7200 });
  await expect(role()).resolves.toEqual(['first', 7200]);
  await iam.updateRole({ RoleName, MaxSessionDuration: 3600 });
  await expect(role()).resolves.toEqual(['first', 3600]);
  await iam.updateRole({ RoleName });
  await expect(role()).resolves.toEqual(['first', 3600]);
});

test('removes the description of a role', async () => {
  await iam.updateRole({ RoleName, Description: 'first' });
  await iam.updateRole({ RoleName, Description: '' });
  const [description] = await role();
  expect(description ?? '').toBe('');
});

test('updates only a role that exists', async () => {
  await expect(iam.updateRole({ RoleName: 'missing' })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});
