import { idsTaken, regionalId } from '../../domain/construct-id';
import { type Finding, refusal } from '../../domain/finding';
import type { Environment, Subscription } from '../schema';
import { PARAMETER, regionOfKey, shaped } from './formats';
import { labelOf, placeOf } from './notifications';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** By its alias, or by the ARN of that. */
const AWS_MANAGED_TOPIC_KEY = /^(arn:aws:kms:[^:]*:\d*:)?alias\/aws\/sns$/;

/** Addresses that SNS accepts and that contain no secret, and a topic key that the publishers can use. */
export const endpoints = (configured: Notified): Finding[] => [
  ...configured.notifications.subscriptions.flatMap((subscription) => addressNotUsable(subscription)),
  ...listedTwice(configured.notifications.subscriptions),
  ...addressesCollide(configured),
  ...topicKeyNotUsable(configured),
];

/** An environment, or the organization. */
type Notified = Pick<Environment, 'region' | 'notifications'>;

function listedTwice(subscriptions: readonly Subscription[]): Finding[] {
  const addresses = subscriptions.map(addressOf);
  return subscriptions
    .filter((_, index) => addresses[index] !== undefined && addresses.indexOf(addresses[index]) < index)
    .map((subscription) =>
      refusal({
        rule: 'subscription-twice',
        path: placeOf(subscription),
        message: `"${labelOf(subscription)}" is subscribed twice, but SNS keeps one subscription per address`,
        remedy: 'remove one of them',
      }),
    );
}

/** Addresses that become one ID in Terraform, such as the parameters /a/b and --a--b. */
function addressesCollide({ region: home, notifications: { subscriptions, regions } }: Notified): Finding[] {
  const keyOf = (subscription: Subscription): string =>
    (subscription.protocol === 'https' ? subscription.endpointParameter : undefined) ?? subscription.endpoint ?? '';
  const different = subscriptions.filter(
    (subscription, index) => subscriptions.findIndex((other) => keyOf(other) === keyOf(subscription)) === index,
  );
  return idsTaken(different, (subscription) =>
    regions.map((region) => regionalId(keyOf(subscription), region, home)),
  ).map(({ value, other }) =>
    refusal({
      rule: 'names-collide',
      path: placeOf(value),
      message: `"${labelOf(value)}" and "${labelOf(other)}" become the same Terraform address`,
      remedy: 'use another address or parameter for one of them',
    }),
  );
}

/** The address that SNS compares with existing subscriptions; undefined if there is none. */
function addressOf(subscription: Subscription): string | undefined {
  if (subscription.protocol === 'email') return `email ${subscription.endpoint}`;
  const { endpoint, endpointParameter } = subscription;
  if (endpointParameter !== undefined) return `parameter ${endpointParameter}`;
  return endpoint === undefined ? undefined : `https ${endpoint}`;
}

function addressNotUsable(subscription: Subscription): Finding[] {
  const place = placeOf(subscription);
  const refuse = (rule: string, setting: string, message: string, remedy: string): Finding[] => [
    { rule, severity: 'error', source: 'backupctl', path: `${place}.${setting}`, message, remedy },
  ];
  if (subscription.protocol === 'email') {
    if (EMAIL.test(subscription.endpoint)) return [];
    return refuse(
      'endpoint-not-usable',
      'endpoint',
      `"${subscription.endpoint}" is not an email address`,
      'write name@domain',
    );
  }
  const { endpoint, endpointParameter, deadLetterQueue } = subscription;
  return [
    ...((endpoint === undefined) === (endpointParameter === undefined)
      ? refuse(
          'endpoint-not-usable',
          'endpoint',
          'an https subscription needs one address',
          'give either endpoint or endpointParameter',
        )
      : []),
    ...(endpoint === undefined ? [] : urlNotUsable(endpoint, refuse)),
    ...shaped(endpointParameter, PARAMETER, `${place}.endpointParameter`),
    ...(deadLetterQueue
      ? []
      : refuse(
          'dead-letter-queue-missing',
          'deadLetterQueue',
          'messages that the https endpoint rejects would be lost',
          'remove deadLetterQueue: it is always on for https',
        )),
  ];
}

function urlNotUsable(
  endpoint: string,
  refuse: (rule: string, setting: string, message: string, remedy: string) => Finding[],
): Finding[] {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:') {
    return refuse(
      'endpoint-not-usable',
      'endpoint',
      'the address is not an https:// URL',
      'write https://…, or use endpointParameter',
    );
  }
  if (url.username === '' && url.password === '' && url.search === '' && url.hash === '') return [];
  return refuse(
    'endpoint-holds-secret',
    'endpoint',
    `the address of ${url.host} contains a user, a password, a query or a fragment, which may be a secret`,
    'put the whole address into an SSM parameter, and write its name as endpointParameter',
  );
}

function topicKeyNotUsable({ notifications: { key, regions, createdIn } }: Notified): Finding[] {
  if (key === 'none' || key === 'customer-managed') return [];
  const refuse = (found: string | undefined, message: string): Finding[] => [
    refusal({
      rule: 'topic-key-not-usable',
      path: 'notifications.key',
      found,
      message,
      remedy: "use 'customer-managed', 'none' or the ARN of a customer-managed key for each region",
    }),
  ];
  const refuseNoKey = (found: string, message: string): Finding[] =>
    AWS_MANAGED_TOPIC_KEY.test(found)
      ? refuse(
          found,
          `AWS Backup cannot publish to a topic under ${found}: the policy of an AWS-managed key allows no publisher`,
        )
      : refuse(found, message);
  if (typeof key === 'string') return refuseNoKey(key, `"${key}" is not a key for a topic`);
  return regions.flatMap((region) => {
    const arn = key[region];
    // Publishers to an existing topic need its key only if it has one.
    if (arn === undefined && !createdIn.includes(region)) return [];
    if (arn === undefined) return refuse(undefined, `no key for the topic in ${region}`);
    return regionOfKey(arn) === region ? [] : refuseNoKey(arn, `"${arn}" is not a key in ${region}`);
  });
}
