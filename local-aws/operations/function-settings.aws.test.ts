import { IAM } from '@aws-sdk/client-iam';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { motoRest } from '../moto-rest';

const EMPTY_ZIP = Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`).toString('base64');
const PATH = '/2019-09-25/functions/check/event-invoke-config';

let aws: LocalAws;

async function call(method: string, path: string, body?: unknown): Promise<any> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = { region: 'ap-northeast-1', endpoint: aws.standIn.url, credentials };
  const response = await motoRest(client, 'lambda', { method, path, body });
  const text = await response.text();
  return { status: response.status, ...(text ? JSON.parse(text) : {}) };
}

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const iam = new IAM({ region: 'us-east-1', endpoint: aws.standIn.url, credentials });
  await iam.createRole({ RoleName: 'check', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' });
  await call('POST', '/2015-03-31/functions', {
    FunctionName: 'check',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::111111111111:role/check',
    Handler: 'index.handler',
    Code: { ZipFile: EMPTY_ZIP },
  });
});

beforeEach(() => call('DELETE', PATH));

afterAll(() => aws.stop());

const to = (queue: string) => ({ OnFailure: { Destination: `arn:aws:sqs:ap-northeast-1:111111111111:${queue}` } });

test('replaces the whole configuration of a function', async () => {
  await call('PUT', PATH, { MaximumRetryAttempts: 0, DestinationConfig: to('first') });
  await expect(call('GET', PATH)).resolves.toMatchObject({ MaximumRetryAttempts: 0, DestinationConfig: to('first') });
  await expect(call('PUT', PATH, { MaximumRetryAttempts: 2 })).resolves.toMatchObject({ status: 200 });
  const { MaximumRetryAttempts, DestinationConfig } = await call('GET', PATH);
  expect([MaximumRetryAttempts, DestinationConfig]).toEqual([2, undefined]);
});

test('changes parts of the configuration of a function', async () => {
  await call('PUT', PATH, { MaximumRetryAttempts: 0, DestinationConfig: to('first') });
  const updated = { MaximumEventAgeInSeconds: 60, DestinationConfig: to('second') };
  await expect(call('POST', PATH, updated)).resolves.toMatchObject({ status: 200, ...updated });
  await expect(call('GET', PATH)).resolves.toMatchObject({ MaximumRetryAttempts: 0, ...updated });
});

test('a function that may not run has a concurrency of 0, others have none', async () => {
  const get = async () => (await call('GET', '/2015-03-31/functions/check')).Concurrency;
  await expect(get()).resolves.toBeUndefined();
  const concurrency = '/2017-10-31/functions/check/concurrency';
  for (const ReservedConcurrentExecutions of [0, 1]) {
    await call('PUT', concurrency, { ReservedConcurrentExecutions });
    await expect(get()).resolves.toEqual({ ReservedConcurrentExecutions });
  }
  await call('DELETE', concurrency);
  await expect(get()).resolves.toBeUndefined();
});

test('a function logs as it is configured, and otherwise as AWS does by default', async () => {
  const get = async () => (await call('GET', '/2015-03-31/functions/check')).Configuration.LoggingConfig;
  await expect(get()).resolves.toEqual({ LogFormat: 'Text', LogGroup: '/aws/lambda/check' });
  const LoggingConfig = { LogFormat: 'JSON', LogGroup: '/own' };
  await call('PUT', '/2015-03-31/functions/check/configuration', { LoggingConfig });
  await call('PUT', '/2015-03-31/functions/check/configuration', { MemorySize: 256 });
  await expect(get()).resolves.toEqual(LoggingConfig);
  await expect(call('GET', '/2015-03-31/functions/missing')).resolves.toMatchObject({ status: 404 });
});

test('changes no configuration that does not exist', async () => {
  await expect(call('POST', PATH, { MaximumRetryAttempts: 0 })).resolves.toMatchObject({
    status: 404,
    message: "The function check doesn't have an EventInvokeConfig",
  });
  await expect(call('PUT', PATH.replace('check', 'missing'), {})).resolves.toMatchObject({ status: 404 });
});
