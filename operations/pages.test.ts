import { BackupClient, paginateListBackupPlans } from '@aws-sdk/client-backup';
import { EC2Client, paginateDescribeInstances, paginateDescribeLaunchTemplates } from '@aws-sdk/client-ec2';
import { OrganizationsClient, paginateListRoots } from '@aws-sdk/client-organizations';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { paginateDescribeInstanceInformation, SSMClient } from '@aws-sdk/client-ssm';

import { withAwsErrors } from './aws-error';
import { everyPage } from './pages';
import { bodyHandler, FAKE_CONFIGURATION } from '../testing/aws/fake-aws';

/** One reader of each protocol, which gets these bodies one after the other. */
const READERS: Readonly<Record<string, (...bodies: readonly string[]) => Promise<readonly object[]>>> = {
  'EC2 query': (...bodies) =>
    everyPage(paginateDescribeLaunchTemplates({ client: new EC2Client(answering(bodies)) }, {}), 'LaunchTemplates'),
  'AWS query': (...bodies) =>
    everyPage(
      paginateListSubscriptionsByTopic({ client: new SNSClient(answering(bodies)) }, { TopicArn: 'arn:topic' }),
      'Subscriptions',
    ),
  'JSON 1.1': (...bodies) =>
    everyPage(
      paginateDescribeInstanceInformation({ client: new SSMClient(answering(bodies)) }, {}),
      'InstanceInformationList',
    ),
  'JSON 1.1 of Organizations': (...bodies) =>
    everyPage(paginateListRoots({ client: new OrganizationsClient(answering(bodies)) }, {}), 'Roots'),
  'REST JSON': (...bodies) =>
    everyPage(paginateListBackupPlans({ client: new BackupClient(answering(bodies)) }, {}), 'BackupPlansList'),
};

const answering = (bodies: readonly string[]) => ({
  ...FAKE_CONFIGURATION,
  requestHandler: bodyHandler(bodies),
});

const ec2 = (content: string) => `<DescribeLaunchTemplatesResponse>${content}</DescribeLaunchTemplatesResponse>`;
const sns = (content: string) =>
  `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult>${content}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;

test.each([
  ['EC2 query', ec2('<requestId>r</requestId><launchTemplates/>')],
  ['EC2 query', ec2('<launchTemplates></launchTemplates>')],
  ['EC2 query', ec2('<launchTemplates>\n  </launchTemplates>')],
  ['AWS query', sns('<Subscriptions/>')],
  ['JSON 1.1', '{"InstanceInformationList":[]}'],
  ['JSON 1.1 of Organizations', '{"Roots":[]}'],
  ['REST JSON', '{"BackupPlansList":[]}'],
])('reads a list without elements as AWS sends it in %s: %s', async (protocol, body) => {
  await expect(READERS[protocol]?.(body)).resolves.toEqual([]);
});

test.each<[string, string]>([
  ['EC2 query', ec2('<requestId>r</requestId>')],
  ['AWS query', sns('')],
  ['JSON 1.1', '{}'],
  ['JSON 1.1', '{"InstanceInformationList":null}'],
  ['JSON 1.1 of Organizations', '{}'],
  ['REST JSON', '{}'],
  ...Object.keys(READERS).flatMap((protocol): [string, string][] => [
    [protocol, ''],
    [protocol, '<html><body>Busy</body></html>'],
    [protocol, '<!DOCTYPE html><html><head><meta charset=utf-8></head><p>Busy</html>'],
    [protocol, 'Busy'],
  ]),
])('refuses a response without the list in %s: %s', async (protocol, body) => {
  const read = READERS[protocol];
  await expect(withAwsErrors('service:Action', () => read?.(body) ?? Promise.resolve([]))).rejects.toMatchObject({
    name: 'AwsError',
    message: expect.stringMatching(
      /^service:Action failed: the response is not from AWS: .+\.\n→ run it again; if it fails again, look for a proxy/,
    ),
  });
});

test('reads empty pages before the last one, and refuses a later page without the list', async () => {
  const page = (list: string, token: string) =>
    `<DescribeInstancesResponse>${list}<nextToken>${token}</nextToken></DescribeInstancesResponse>`;
  const reservation = '<reservationSet><item><reservationId>r-1</reservationId></item></reservationSet>';
  const read = (...bodies: readonly string[]) =>
    everyPage(paginateDescribeInstances({ client: new EC2Client(answering(bodies)) }, {}), 'Reservations');
  await expect(read(page('<reservationSet/>', 'two'), page(reservation, ''))).resolves.toEqual([
    { ReservationId: 'r-1' },
  ]);
  await expect(read(page(reservation, 'two'), '')).rejects.toThrow('it has no Reservations');
});

test('refuses pages that repeat, and lists without an element', async () => {
  const read = (...bodies: readonly string[]) =>
    everyPage(paginateListBackupPlans({ client: new BackupClient(answering(bodies)) }, {}), 'BackupPlansList');
  const page = '{"BackupPlansList":[],"NextToken":"two"}';
  await expect(read(page, '{"BackupPlansList":[],"NextToken":"three"}', '{"BackupPlansList":[]}')).resolves.toEqual([]);
  await expect(read(page, page)).rejects.toThrow('it is the same page again');
  await expect(read('{"BackupPlansList":[{},null]}')).rejects.toThrow('it has no BackupPlansList[1]');
});
