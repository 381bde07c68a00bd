import { ListTagsForResourceCommand, type SNSClient } from '@aws-sdk/client-sns';

import type { AdoptableSubscription, AdoptableTopic } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { tagValues } from '../tag-values';
import { required } from '../unreadable-response';
import { comparedAttributes, listedSubscriptions, subscriptionAttributes } from '../verify/found-subscriptions';
import { topicAttributes } from '../verify/found-topic';
import type { OrDenied, Reading } from './reading';

/** Those of these topics that exist, with their subscriptions. */
export async function readTopics(
  sns: SNSClient,
  reading: Reading,
  arns: ReadonlySet<string>,
): Promise<AdoptableTopic[]> {
  const read = (arn: string, orDenied: OrDenied): Promise<AdoptableTopic | null> => readTopic(sns, arn, orDenied);
  const topics = await reading.parts('topics', [...arns].toSorted(), (arn) => arn, read);
  return topics.filter((topic) => topic !== null);
}

async function readTopic(sns: SNSClient, arn: string, orDenied: OrDenied): Promise<AdoptableTopic | null> {
  const name = arn.split(':').at(-1) ?? '';
  const attributes = await orDenied(`topic ${name}`, () => topicAttributes(sns, arn));
  if (!attributes) return null;
  const unread = new Set<AdoptableTopic['unread'][number]>();
  const missing = (): void => void unread.add('subscriptions');
  const listed = await orDenied(`subscriptions of topic ${name}`, () => listedSubscriptions(sns, arn), missing);
  const subscriptions: AdoptableSubscription[] = [];
  for (const { arn: id, protocol, endpoint } of listed ?? []) {
    const what = `attributes of an ${protocol} subscription of topic ${name}`;
    const found = id === undefined ? undefined : await orDenied(what, () => subscriptionAttributes(sns, id), missing);
    subscriptions.push({
      arn: id,
      protocol,
      endpoint: withoutSecret(protocol, endpoint),
      attributes: found && comparedAttributes(found),
      settings: others(found ?? {}, SUBSCRIPTION_DEFAULTS),
    });
  }
  const tags = await orDenied(
    `tags of topic ${name}`,
    () => tagsOf(sns, arn),
    () => void unread.add('tags'),
  );
  const { Policy, KmsMasterKeyId, DisplayName = '' } = attributes;
  return {
    arn,
    name,
    displayName: DisplayName,
    policy: Policy,
    keyId: KmsMasterKeyId,
    settings: others(attributes, TOPIC_DEFAULTS),
    subscriptions,
    tags: tags ?? {},
    unread: [...unread],
  };
}

/** Webhooks have their secret in the path, the query or the user. */
function withoutSecret(protocol: string, endpoint: string): string {
  if (!protocol.startsWith('http')) return endpoint;
  return URL.canParse(endpoint) ? new URL(endpoint).origin : `${protocol}:`;
}

/**
 * Defaults of attributes that an environment cannot configure.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
const TOPIC_DEFAULTS: Defaults = [
  [/^(?:DeliveryPolicy|ArchivePolicy|DataProtectionPolicy)$/, ''],
  [/^(?:FifoTopic|ContentBasedDeduplication)$/, 'false'],
  [/^SignatureVersion$/, '1'],
  [/^TracingConfig$/, 'PassThrough'],
  [/FeedbackRoleArn$/, ''],
];

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const SUBSCRIPTION_DEFAULTS: Defaults = [
  [/^RawMessageDelivery$/, 'false'],
  [/^(?:DeliveryPolicy|ReplayPolicy|SubscriptionRoleArn)$/, ''],
];

type Defaults = readonly (readonly [attribute: RegExp, value: string])[];

function others(attributes: Readonly<Record<string, string>>, defaults: Defaults): Record<string, string> {
  const differs = ([name, value]: [string, string]): boolean =>
    defaults.some(([attribute, usual]) => attribute.test(name) && value !== usual);
  return Object.fromEntries(Object.entries(attributes).filter(differs));
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
async function tagsOf(sns: SNSClient, ResourceArn: string): Promise<Record<string, string>> {
  const tags = await withAwsErrors('sns:ListTagsForResource', async () =>
    required(await sns.send(new ListTagsForResourceCommand({ ResourceArn })), 'Tags'),
  );
  return tagValues(tags);
}
