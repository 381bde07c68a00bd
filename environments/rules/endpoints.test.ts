import type { EnvironmentInput } from '../schema';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

type Notifications = NonNullable<EnvironmentInput['notifications']>;

function notifying(notifications: Notifications): EnvironmentInput {
  return validEnvironment(({ environment }) => {
    environment.notifications = { ...environment.notifications, ...notifications };
  });
}

test('N4 refuses addresses that are none', () => {
  const input = notifying({
    subscriptions: [
      { protocol: 'email', endpoint: 'alerts' },
      { protocol: 'https', endpoint: 'http://example.com/hook' },
      { protocol: 'https', endpointParameter: 'my parameter' },
    ],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      notifications.subscriptions.alerts.endpoint
        "alerts" is not an email address.
        → write name@domain

      notifications.subscriptions.http://example.com.endpoint
        The address is not an https:// URL.
        → write https://…, or use endpointParameter

      notifications.subscriptions.my parameter.endpointParameter = "my parameter"
        "my parameter" cannot name an SSM parameter.
        → use a name such as /backup/webhook, with up to 15 levels of letters, digits, _ . and -
  `);
});

test('N4 refuses https subscriptions with no address or with two, without calling them the same', () => {
  const input = notifying({
    subscriptions: [
      { protocol: 'https' },
      { protocol: 'https' },
      { protocol: 'https', endpoint: 'https://example.com', endpointParameter: '/backup/webhook' },
    ],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      notifications.subscriptions.https.endpoint
        An https subscription needs one address.
        → give either endpoint or endpointParameter

      notifications.subscriptions./backup/webhook.endpoint
        An https subscription needs one address.
        → give either endpoint or endpointParameter
  `);
});

test('N4 refuses an address with a secret, without repeating the secret', () => {
  const input = notifying({
    subscriptions: [{ protocol: 'https', endpoint: 'https://me:pass@hooks.example.com/sns?api_key=0123456789' }],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.https://hooks.example.com.endpoint
        The address of hooks.example.com contains a user, a password, a query or a fragment, which may be a secret.
        → put the whole address into an SSM parameter, and write its name as endpointParameter
  `);
});

test.each(['https://me@example.com', 'https://:pass@example.com', 'https://example.com/?api_key=1'])(
  'N4 takes %s for one with a secret',
  (endpoint) => {
    const input = notifying({ subscriptions: [{ protocol: 'https', endpoint }] });
    expect(refusalOf(input)).toContain('which may be a secret');
  },
);

test('N4 refuses to lose messages that an https endpoint did not take', () => {
  const input = notifying({
    subscriptions: [{ protocol: 'https', endpoint: 'https://example.com/hook', deadLetterQueue: false }],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.https://example.com.deadLetterQueue
        Messages that the https endpoint rejects would be lost.
        → remove deadLetterQueue: it is always on for https
  `);
});

test('N4 refuses an address that is subscribed twice', () => {
  const input = notifying({
    subscriptions: [
      { protocol: 'email', endpoint: 'a@example.com' },
      { protocol: 'email', endpoint: 'a@example.com', filter: 'none' },
    ],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.a@example.com
        "a@example.com" is subscribed twice, but SNS keeps one subscription per address.
        → remove one of them
  `);
});

test('N4 accepts two addresses of one host', () => {
  const input = notifying({
    subscriptions: [
      { protocol: 'https', endpoint: 'https://example.com/a' },
      { protocol: 'https', endpoint: 'https://example.com/b' },
    ],
  });
  expect(warningsOf(input)).toEqual([]);
});

test('N1 refuses the AWS-managed key for topics', () => {
  expect(refusalOf(notifying({ key: 'alias/aws/sns' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.key = "alias/aws/sns"
        AWS Backup cannot publish to a topic under alias/aws/sns: the policy of an AWS-managed key allows no publisher.
        → use 'customer-managed', 'none' or the ARN of a customer-managed key for each region
  `);
});

test.each(['alias/aws/sns', 'arn:aws:kms:ap-northeast-1:111111111111:alias/aws/sns'])(
  'N1 says of the AWS-managed key why it cannot be the key of a region: %s',
  (key) => {
    expect(refusalOf(notifying({ key: { 'ap-northeast-1': key } }))).toContain(
      `AWS Backup cannot publish to a topic under ${key}: the policy of an AWS-managed key allows no publisher.`,
    );
  },
);

test('N1 refuses a key that is not one, one in another region, and a region without one', () => {
  expect(refusalOf(notifying({ key: 'my-key' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.key = "my-key"
        "my-key" is not a key for a topic.
        → use 'customer-managed', 'none' or the ARN of a customer-managed key for each region
  `);

  const input = notifying({ key: { 'ap-northeast-1': 'arn:aws:kms:us-east-1:111111111111:key/1234' } });
  input.backup.vaults.push({ name: 'Osaka', region: 'ap-northeast-3' });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      notifications.key = "arn:aws:kms:us-east-1:111111111111:key/1234"
        "arn:aws:kms:us-east-1:111111111111:key/1234" is not a key in ap-northeast-1.
        → use 'customer-managed', 'none' or the ARN of a customer-managed key for each region

      notifications.key
        No key for the topic in ap-northeast-3.
        → use 'customer-managed', 'none' or the ARN of a customer-managed key for each region
  `);
});

test('N4 refuses addresses that become one Terraform address, in any region of a topic', () => {
  const https = (first: object, second: object) =>
    validEnvironment(({ environment }) => {
      environment.backup.vaults = [...environment.backup.vaults, { name: 'Osaka', region: 'ap-northeast-3' }];
      environment.notifications = {
        subscriptions: [
          { protocol: 'https', ...first },
          { protocol: 'https', ...second },
        ],
      };
    });
  expect(refusalOf(https({ endpointParameter: '/a/b' }, { endpointParameter: '--a--b' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.--a--b
        "--a--b" and "/a/b" become the same Terraform address.
        → use another address or parameter for one of them
  `);
  const [one, other] = ['https://example.com/x', 'https://example.com/x-@ap-northeast-3'];
  expect(refusalOf(https({ endpoint: one }, { endpoint: other }))).toContain('become the same Terraform address.');
  expect(warningsOf(https({ endpointParameter: '/a/b' }, { endpointParameter: '/a/c' }))).toEqual([]);
  expect(warningsOf(https({ endpoint: one }, { endpoint: `${one}-ap-northeast-3` }))).toEqual([]);
});
