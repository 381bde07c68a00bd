import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import { buildLambdas } from '../bin/build-lambdas';
import { invokeLambda } from '../local-aws/lambda';
import { type Ending, Fault, FOREIGN_BODIES, ForeignBody } from '../local-aws/operation';
import { testAws, type LocalAws } from '../testing/aws/local-aws';
import { type Operators, subscribeOperators } from '../testing/aws/operators';
import { makeOrganization } from '../testing/aws/organization';
import { sampleEvent } from '../testing/backup-events';

const REGION = 'ap-northeast-1';
const UNKNOWN = '444444444444';

let aws: LocalAws;
let clients: { readonly sns: SNSClient; readonly sqs: SQSClient };
let operators: Operators;
/** A member with the name prod. */
let prod = '';

beforeAll(async () => {
  buildLambdas();
  aws = await testAws('999999999999');
  const endpoint = aws.variables['AWS_ENDPOINT_URL'] ?? '';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { region: REGION, endpoint, credentials };
  await makeOrganization(endpoint);
  const organizations = new OrganizationsClient({ ...options, region: 'us-east-1' });
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'prod', Email: 'prod@example.com' }),
  );
  const status = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
  );
  prod = status.CreateAccountStatus?.AccountId ?? '';
  organizations.destroy();
  clients = { sns: new SNSClient(options), sqs: new SQSClient(options) };
  operators = await subscribeOperators(clients.sns, clients.sqs);
});

afterEach(async () => {
  await received();
  aws.standIn.reset();
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await aws.stop();
});

/** What has reached the operators since the last call, by subject. */
async function received(): Promise<{ Subject: string; Message: string }[]> {
  return (await operators.received()).toSorted((a, b) => a.Subject.localeCompare(b.Subject));
}

const report = (bodies: readonly string[]) =>
  invokeLambda(
    'report-backup-failures',
    { Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) },
    { ...aws.variables, SNS_TOPIC_ARN: operators.topicArn },
  );

const failed = (account: string, statusMessage: string, state = 'FAILED') =>
  JSON.stringify(sampleEvent('backup', { state, statusMessage }, { account }));

test('M6 publishes one message per cause, with the names of accounts, or their IDs', async () => {
  const { result, error } = await report([
    failed(prod, 'Access denied'),
    failed(UNKNOWN, 'Access denied'),
    JSON.stringify(sampleEvent('region', { state: 'MODIFIED' }, { account: prod })),
  ]);
  expect(error).toBeUndefined();
  expect(result).toEqual({ batchItemFailures: [] });
  const messages = await received();
  expect(messages.map(({ Subject }) => Subject)).toEqual([
    `Changed region settings: 1 in account ${prod}`,
    'FAILED backup jobs: 2 in 2 accounts',
  ]);
  expect(messages[1]?.Message).toContain(`- prod (${prod}), us-west-2`);
  expect(messages[1]?.Message).toContain(`- ${UNKNOWN}, us-west-2`);
  // One call for each account.
  expect(aws.standIn.requests('organizations:DescribeAccount')).toHaveLength(2);
});

test('M6 the default filter lets through a job that completed with a message', async () => {
  await report([failed(prod, 'VSS failed', 'COMPLETED')]);
  expect(await received()).toEqual([
    expect.objectContaining({ Subject: `COMPLETED_WITH_ISSUES backup jobs: 1 in account ${prod}` }),
  ]);
});

test('M6 passes on what it cannot read, and reports an event that came twice once', async () => {
  const event = failed(prod, 'Access denied');
  await report([event, 'not JSON', event]);
  const messages = await received();
  expect(messages.map(({ Subject }) => Subject)).toEqual([
    `FAILED backup jobs: 1 in account ${prod}`,
    'Unreadable event about backups',
  ]);
  expect(messages[1]?.Message).toMatch(/\nnot JSON$/);
});

test.each<[string, Ending]>([
  ['denies it', new Fault('AccessDeniedException', 'No.', 400)],
  ['fails', new Fault('ServiceException', 'Broken.', 500)],
  ['is replaced by a proxy', new ForeignBody('<html></html>')],
])('M6 publishes with IDs when AWS Organizations %s', async (_how, fault) => {
  aws.standIn.fail('organizations:DescribeAccount', [fault, fault, fault]);
  const { result, log } = await report([failed(prod, 'Access denied'), failed(UNKNOWN, 'Access denied')]);
  expect(result).toEqual({ batchItemFailures: [] });
  const [{ Message } = { Message: '' }] = await received();
  expect(Message).toContain(`- ${prod}, us-west-2`);
  expect(log.find(({ message }) => message === 'reported')?.['report'].namesMissing).toContain(
    'organizations:DescribeAccount',
  );
});

test('M6 returns only the messages of a batch whose notice SNS refused', async () => {
  const denied = new Fault('AuthorizationErrorException', 'No publishing.', 403);
  aws.standIn.fail('sns:Publish', [denied]);
  const { result, error, log } = await report([
    failed(prod, 'Out of space', 'ABORTED'),
    failed(prod, 'Access denied'),
    failed(UNKNOWN, 'Out of space', 'ABORTED'),
  ]);
  expect(error).toBeUndefined();
  // The first notice, of aborted jobs, failed.
  const returned = (result as { batchItemFailures: { itemIdentifier: string }[] }).batchItemFailures;
  expect(returned.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(['m0', 'm2']);
  expect((await received()).map(({ Subject }) => Subject)).toEqual([`FAILED backup jobs: 1 in account ${prod}`]);
  expect(log.find(({ message }) => message === 'reported')).toMatchObject({
    level: 'error',
    report: { failed: [{ reason: expect.stringContaining('is not allowed to call sns:Publish') }] },
  });
});

test('M6 returns messages when a proxy confirms them instead of SNS', async () => {
  for (const body of FOREIGN_BODIES) {
    aws.standIn.fail('sns:Publish', [body]);
    expect((await report([failed(prod, 'Access denied')])).result).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  }
});

test('M6 survives throttling and a lost response, and reports at least once', async () => {
  for (const action of ['organizations:DescribeAccount', 'sns:Publish'])
    aws.standIn.fail(action, [new Fault('ThrottlingException', 'Rate exceeded', 400)]);
  expect((await report([failed(prod, 'Access denied')])).result).toEqual({ batchItemFailures: [] });
  expect((await received()).length).toBeGreaterThan(0);
});

test('M6 throws if the topic is not set: the queue keeps everything', async () => {
  const { error } = await invokeLambda(
    'report-backup-failures',
    { Records: [{ messageId: 'm0', body: failed(prod, 'x') }] },
    { ...aws.variables, SNS_TOPIC_ARN: '' },
  );
  expect(error?.errorMessage).toBe(
    'SNS_TOPIC_ARN is not set.\n→ set it to the topic that receives messages about failed backups',
  );
});
