import { S3 } from '@aws-sdk/client-s3';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';

let aws: LocalAws;

beforeAll(async () => {
  aws = await testAws('111111111111');
});

afterAll(() => aws.stop());

test('a conditional denial does not deny every request, and the policy is read as it was written', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3({ region: 'us-east-1', endpoint: aws.standIn.url, credentials, forcePathStyle: true });
  const [Bucket, Key] = ['states', 'one'];
  await s3.createBucket({ Bucket });
  await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const deny = { Sid: 'Plain', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource, Condition: insecure };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
  await s3.putBucketPolicy({ Bucket, Policy });
  await expect(s3.getBucketPolicy({ Bucket })).resolves.toMatchObject({ Policy });
  await s3.putObject({ Bucket, Key, Body: 'x' });
  await expect(s3.headObject({ Bucket, Key })).resolves.toMatchObject({ ContentLength: 1 });
  await s3.deleteBucketPolicy({ Bucket });
  await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
});
