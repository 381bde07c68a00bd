import { topicKeyAlias } from '../notifications/derived-names';
import { topicKeyStatements } from '../notifications/topic-key-statements';
import { topicStatements } from '../notifications/topic-statements';
import { serializeStatement } from '../iam/serialize-statement';
import type { AdoptContext, AdoptedNotifications } from './adopted';
import type { AdoptableKey, AdoptableTopic, FoundAccount } from './found';
import { mostUsed } from './most-used';
import { type Exclusions, type Item, type Part, partKey, refusedItems } from './part';
import { hasStatements } from './same-statements';
import { mapSubscriptions } from './subscriptions';

interface Around {
  readonly account: FoundAccount;
  readonly context: AdoptContext;
  /** Regions with a vault that is taken over, and the environment's. */
  readonly regions: readonly string[];
  readonly excluded: Exclusions;
  /** Names of the roles that publish to a topic with its own key. */
  readonly publisherRoles: readonly string[];
}

interface MappedTopics {
  readonly notifications: AdoptedNotifications;
  /** The topic of a region. */
  readonly topicArn: (region: string) => string;
  readonly items: readonly Item[];
}

interface Placed {
  readonly region: string;
  readonly topic: AdoptableTopic;
}

/** Topics that the stack would create in the same way are taken over; others, which vaults publish to, are referenced. */
export function mapTopics(around: Around): MappedTopics {
  const { account, context, regions, excluded } = around;
  const used = (region: string): string[] => usedTopics(around, region);
  const published = mostUsed(regions.flatMap(used).map((arn) => arn.replace(/^.*:/, '')));
  const own = [context.topicName, published].flatMap((name) =>
    name === undefined ? [] : (ownTopics(name, around) ?? []),
  )[0];
  const name = own?.notifications.topicName ?? context.topicName;
  const others = regions.filter((region) => !own?.regions.has(region));
  const existing = others.flatMap((region): [string, string][] => {
    // Where nothing is published, the topic of the stack would have the name of this one.
    const taken = account.regions[region]?.topics.find((topic) => topic.name === name)?.arn;
    const arn = mostUsed(used(region)) ?? taken;
    return arn === undefined || excluded.has(partKey(topicPart(region))) ? [] : [[region, arn]];
  });
  const topicArns = Object.fromEntries(existing);
  return {
    notifications: {
      ...own?.notifications,
      ...(existing.length === 0 ? {} : { topicArns }),
      ...keysOfExisting(existing, own, around),
    },
    topicArn: (region) => topicArns[region] ?? topicOf(context, name, region),
    items: [
      ...(own?.items ?? []),
      ...others.flatMap((region) => refusedItems(topicPart(region), excluded)),
      ...existing.map(([region, arn]): Item => ({
        kind: 'topic',
        region,
        name: arn.replace(/^.*:/, ''),
        state: 'referenced',
        reason: 'its policy, subscriptions and key are not those that the stack would create, and are not changed',
      })),
    ],
  };
}

/** The topics of the account that the vaults of a region publish to. AWS Backup publishes to no other: those are refused with their vault. */
function usedTopics({ account, context }: Pick<Around, 'account' | 'context'>, region: string): string[] {
  return (account.regions[region]?.vaults ?? [])
    .flatMap(({ notifications }) => notifications?.topicArn ?? [])
    .filter((arn) => arn.startsWith(topicOf(context, '', region)));
}

/** The existing topic of a region, whatever its name. */
export const topicPart = (region: string): Part => ({ kind: 'topic', region, name: 'of the region' });

/** What the topics of the stack have besides the subscriptions that are taken over. */
export const OTHER_SUBSCRIPTIONS: Part = { kind: 'subscription', region: 'global', name: 'others' };

const topicOf = ({ accountId }: AdoptContext, name: string, region: string): string =>
  `arn:aws:sns:${region}:${accountId}:${name}`;

interface OwnTopics {
  readonly notifications: AdoptedNotifications;
  readonly regions: ReadonlySet<string>;
  readonly items: readonly Item[];
}

/** The keys of existing topics: what publishes to them needs them. A single key, or none, says how own topics are encrypted. */
function keysOfExisting(
  existing: readonly (readonly [string, string])[],
  own: OwnTopics | undefined,
  { account: { regions }, regions: needed }: Around,
): Pick<AdoptedNotifications, 'key'> {
  // A topic that the stack creates would need a key too.
  const ofOwn = own?.notifications.key ?? {};
  if (typeof ofOwn === 'string' || (!own && existing.length < needed.length)) return {};
  const keys = existing.flatMap(([region, arn]) => {
    const keyId = regions[region]?.topics.find((topic) => topic.arn === arn)?.keyId;
    const key = keyId === undefined ? undefined : usedKey(keyId, regions[region]?.keys ?? []);
    return key?.manager === 'CUSTOMER' ? [[region, key.arn] as const] : [];
  });
  return keys.length === 0 ? {} : { key: { ...ofOwn, ...Object.fromEntries(keys) } };
}

/** The key that a topic names by its ID, its ARN or an alias. */
function usedKey(keyId: string, keys: readonly AdoptableKey[]): AdoptableKey | undefined {
  return keys.find(({ id, arn, aliases }) =>
    [id, arn, ...aliases].some((one) => one === keyId || keyId.endsWith(`:${one}`)),
  );
}

/** The topics of this name, if at least one exists and the stack would create all of them in the same way. */
function ownTopics(name: string, around: Around): OwnTopics | undefined {
  const { account, context, regions } = around;
  const topics = regions.flatMap((region): Placed[] => {
    const topic = account.regions[region]?.topics.find((one) => one.name === name);
    return topic ? [{ region, topic }] : [];
  });
  const key = keyOf(topics, name, around);
  const isOwn = ({ region, topic }: Placed): boolean =>
    hasStatements(
      topic.policy,
      topicStatements(context.accountId, topicOf(context, name, region)).map(serializeStatement),
    ) &&
    Object.keys(topic.settings).length === 0 &&
    !topic.unread.includes('tags');
  if (topics.length === 0 || key === undefined || !topics.every(isOwn)) return undefined;
  const subscriptions = mapSubscriptions(topics, name, around);
  const isComplete =
    (subscriptions.items.every(({ state }) => state === 'taken over') &&
      !topics.some(({ topic }) => topic.unread.includes('subscriptions'))) ||
    around.excluded.has(partKey(OTHER_SUBSCRIPTIONS));
  const { displayName = '' } = (topics.find(({ region }) => region === context.region) ?? topics[0])?.topic ?? {};
  return {
    notifications: {
      topicName: name,
      ...(displayName === '' ? {} : { displayName }),
      key,
      subscriptions: subscriptions.values,
      ...(isComplete ? {} : { otherSubscriptions: 'unmanaged' }),
    },
    regions: new Set(topics.map(({ region }) => region)),
    items: [
      ...topics.map(({ region }): Item => ({ kind: 'topic', region, name, state: 'taken over' })),
      ...subscriptions.items,
    ],
  };
}

/** How all of these topics are encrypted; undefined if the configuration cannot express it. */
function keyOf(topics: readonly Placed[], name: string, around: Around): AdoptedNotifications['key'] | undefined {
  const { account, context, regions, publisherRoles } = around;
  const statements = topicKeyStatements({ accountId: context.accountId, publisherRoles }).map(serializeStatement);
  const kinds = topics.map(({ region, topic: { keyId } }): readonly [string, string | undefined] => {
    if (keyId === undefined) return [region, 'none'];
    const key = usedKey(keyId, account.regions[region]?.keys ?? []);
    if (key?.manager === 'AWS' || keyId.endsWith('alias/aws/sns')) return [region, undefined];
    const isOwn = key?.aliases.includes(topicKeyAlias(name)) && key.isRotated && hasStatements(key.policy, statements);
    return [region, isOwn ? 'customer-managed' : (key?.arn ?? (keyId.startsWith('arn:') ? keyId : undefined))];
  });
  const [first] = kinds;
  if (first === undefined) return 'none';
  const simple = ['none', 'customer-managed'].find((kind) => kinds.every(([, one]) => one === kind));
  if (simple !== undefined) return simple;
  const isArn = ([, key]: readonly [string, string | undefined]): boolean => key?.startsWith('arn:') === true;
  // The stack would create a topic without a key in a region that has none.
  const isWithout = (region: string): boolean =>
    !kinds.some(([one]) => one === region) && usedTopics(around, region).length === 0;
  if (!kinds.every(isArn) || regions.some(isWithout)) return undefined;
  return Object.fromEntries(kinds.map(([region, arn = '']) => [region, arn]));
}
