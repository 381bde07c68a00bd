import { objectIn } from '../json-object';
import { DEFAULT_FILTER } from '../notifications/default-filter';
import { undeliveredQueue } from '../notifications/derived-names';
import { stableJson } from '../stable-json';
import type { AdoptContext, AdoptedSubscription } from './adopted';
import type { AdoptableSubscription, AdoptableTopic } from './found';
import { type Exclusions, type Item, refusedItems } from './part';
import type { Mapped } from './vaults';

interface Around {
  readonly context: AdoptContext;
  readonly excluded: Exclusions;
}

interface Placed {
  readonly region: string;
  readonly topic: AdoptableTopic;
}

/** The subscriptions that the topics of all regions have: the configuration cannot name others. */
export function mapSubscriptions(
  topics: readonly Placed[],
  topicName: string,
  { context, excluded }: Around,
): Mapped<AdoptedSubscription> {
  const read = topics.flatMap(({ region, topic }) =>
    topic.subscriptions.map((one) => ({ region, one, value: subscriptionOf(one, region, topicName, context) })),
  );
  const values: AdoptedSubscription[] = [];
  const items = read.flatMap(({ region, one, value }): Item[] => {
    const part = { kind: 'subscription', region, name: `${one.protocol} ${one.endpoint}` } as const;
    if (typeof value === 'string') return [{ ...part, state: 'outside', reason: value, ...REMEDIES[one.protocol] }];
    const inEach = read.filter(
      (other) => typeof other.value === 'object' && stableJson(other.value) === stableJson(value),
    );
    if (inEach.length < topics.length) {
      return [
        {
          ...part,
          state: 'outside',
          reason: 'topics of other regions do not have it: the configuration would subscribe it to all of them',
          remedy: 'add it to `subscriptions`, with another message to confirm from each region',
        },
      ];
    }
    const refused = refusedItems({ ...part, region: 'global' }, excluded);
    if (refused.length > 0) return refused.map((item) => ({ ...item, region }));
    if (!values.some((other) => stableJson(other) === stableJson(value))) values.push(value);
    if (one.arn !== undefined) return [{ ...part, state: 'taken over' }];
    return [
      { ...part, state: 'taken over', reason: 'it is not confirmed yet: the first apply asks the recipient again' },
    ];
  });
  return { values: values.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1)), items };
}

const REMEDIES: Readonly<Record<string, Pick<Item, 'remedy'>>> = {
  https: { remedy: 'put its address into an SSM parameter, and add a subscription with `endpointParameter`' },
};

/** A subscription as a file has it, or why it cannot have it. */
function subscriptionOf(
  { arn, protocol, endpoint, attributes, settings }: AdoptableSubscription,
  region: string,
  topicName: string,
  { accountId }: AdoptContext,
): AdoptedSubscription | string {
  if (protocol === 'https') return 'its address can contain a secret, which was not read';
  if (protocol !== 'email') return `the configuration cannot express subscriptions by ${protocol}`;
  const [other] = Object.entries(settings);
  if (other) return `the configuration cannot express ${other.join('=')}`;
  if (arn !== undefined && !attributes) return 'its settings could not be read';
  if (!attributes) return { protocol, endpoint, deadLetterQueue: false };
  const { filterPolicy, filterPolicyScope = 'MessageAttributes', redrivePolicy } = attributes;
  if (filterPolicy !== undefined && filterPolicyScope !== 'MessageAttributes') {
    return 'the configuration cannot express a filter on the body of messages';
  }
  const queue = `arn:aws:sqs:${region}:${accountId}:${undeliveredQueue(topicName)}`;
  const target = redrivePolicy === undefined ? undefined : objectIn(redrivePolicy)?.['deadLetterTargetArn'];
  if (redrivePolicy !== undefined && target !== queue) return 'its dead-letter queue is not that of the stack';
  const filter = filterPolicy === undefined ? 'none' : objectIn(filterPolicy);
  if (filter === undefined) return 'its filter is not JSON';
  const isDefault = filter !== 'none' && stableJson(filter) === stableJson(DEFAULT_FILTER);
  return { protocol, endpoint, ...(isDefault ? {} : { filter }), deadLetterQueue: target !== undefined };
}
