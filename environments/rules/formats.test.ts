import { refusalOf, validEnvironment, warningsOf, type Parts } from '../../testing/environment-inputs';

type Change = (environment: Parts['environment'], value: string) => void;

const bucket: Change = (environment, value) => {
  environment.state.bucket = value;
};
const topic: Change = (environment, value) => {
  environment.notifications = { ...environment.notifications, topicName: value };
};
const topicWithKey: Change = (environment, value) => {
  environment.notifications = { ...environment.notifications, topicName: value, key: 'customer-managed' };
};
const topicWithQueue: Change = (environment, value) => {
  environment.notifications = {
    topicName: value,
    subscriptions: [{ protocol: 'email', endpoint: 'alerts@example.org', deadLetterQueue: true }],
  };
};
const displayName: Change = (environment, value) => {
  environment.notifications = { ...environment.notifications, displayName: value };
};
const parameter: Change = (environment, value) => {
  environment.notifications = { subscriptions: [{ protocol: 'https', endpointParameter: value }] };
};
const group: Change = (environment, value) => {
  environment.ssmBackup = { group: value };
};
const image: Change = (environment, value) => {
  environment.ssmBackup = { imageParameterArns: [`arn:aws:ssm:ap-northeast-1:111111111111:parameter${value}`] };
};
const deployRole: Change = (environment, value) => {
  environment.deployRoleArn = `arn:aws:iam::111111111111:role/deployers/${value}`;
};
const boundary: Change = (environment, value) => {
  environment.iam = { permissionsBoundary: `arn:aws:iam::111111111111:policy/${value}` };
};

const size: Change = (environment, name) => {
  environment.costs = [{ name, type: 'EC2', sizeGb: 1, dailyChangePercent: 1 }];
};

const changed = (change: Change, value: string) =>
  validEnvironment(({ environment }) => {
    change(environment, value);
  });

/** What is accepted and what is not, on both sides of each boundary. */
test.each<[place: string, change: Change, accepted: readonly string[], refused: readonly string[]]>([
  ['state.bucket', bucket, ['abc', 'a'.repeat(63), 'a.b.c'], ['ab', 'a'.repeat(64), 'a..b', '10.0.0.1', 'xn--a']],
  ['notifications.topicName', topic, ['a'.repeat(256)], ['a'.repeat(257), 'a.b', '']],
  ['notifications.topicName', topicWithKey, ['a'.repeat(250)], ['a'.repeat(251), 'a.b', '']],
  ['notifications.topicName', topicWithQueue, ['a'.repeat(68)], ['a'.repeat(69), 'a.b', '']],
  ['notifications.displayName', displayName, ['', 'A name & more', 'a'.repeat(100)], ['a'.repeat(101)]],
  ['endpointParameter', parameter, ['/backup/webhook', 'webhook'], ['/aws/webhook', 'ssm-webhook', 'a/b', 'a b']],
  ['ssmBackup.group', group, ['a'.repeat(77)], ['a'.repeat(78), 'R&D']],
  ['ssmBackup.imageParameterArns', image, ['/golden', '/a/aws'], ['/aws/service/ami', '/SSM', ':1']],
  ['deployRoleArn', deployRole, ['a'.repeat(64)], ['a'.repeat(65), 'a b', '']],
  ['costs', size, ['a', `A${'1 _-'.repeat(12)}1`], ['', '1', 'a.b', 'a'.repeat(51)]],
  ['iam.permissionsBoundary', boundary, ['a'.repeat(128)], ['a'.repeat(129), 'a b', '']],
])('%s', (place, change, accepted, refused) => {
  for (const value of accepted) expect(() => warningsOf(changed(change, value))).not.toThrow();
  for (const value of refused) expect(refusalOf(changed(change, value))).toContain(place);
});

test('E1 names the reason why S3 refuses a bucket', () => {
  expect(refusalOf(changed(bucket, 'states--ol-s3'))).toContain(
    '"states--ol-s3" cannot name a bucket: S3 reserves the suffix --ol-s3.\n    → choose another name',
  );
});

test('N1 names what becomes too long because of a setting', () => {
  expect(refusalOf(changed(topicWithQueue, 'a'.repeat(70)))).toContain(
    'The name of the dead-letter queue would have 82 characters, and AWS accepts 80.\n    → use up to 68 characters',
  );
});
