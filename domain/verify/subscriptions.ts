import { DEFAULT_FILTER } from '../notifications/default-filter';
import { comparer, NONE, unmanaged, type Comparison } from './comparison';

/** A subscription as it is configured. */
export interface ConfiguredSubscription {
  /** A description of the address without secrets. */
  readonly label: string;
  readonly protocol: 'email' | 'https';
  /** Undefined when its parameter does not exist. */
  readonly endpoint: string | undefined;
  readonly filter?: Readonly<Record<string, unknown>> | 'none';
  /** Where undelivered messages go; undefined if they are dropped. */
  readonly deadLetterQueueArn: string | undefined;
}

/** A subscription as SNS lists it. */
export interface FoundSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Undefined until the subscription is confirmed: before that, SNS returns nothing more. */
  readonly attributes: FoundAttributes | undefined;
}

/** JSON, as SNS stores it. */
export interface FoundAttributes {
  readonly filterPolicy: string | undefined;
  readonly filterPolicyScope: string | undefined;
  readonly redrivePolicy: string | undefined;
}

/**
 * Compares the subscriptions of a topic with those of SNS (N9). Addresses of https subscriptions are never shown.
 *
 * @param otherSubscriptions `unmanaged`: the topic may have more
 */
export function compareSubscriptions(
  region: string,
  configured: readonly ConfiguredSubscription[],
  found: readonly FoundSubscription[],
  otherSubscriptions?: 'unmanaged',
): Comparison[] {
  const isSame = (one: ConfiguredSubscription, other: FoundSubscription): boolean =>
    one.protocol === other.protocol && one.endpoint !== undefined && shown(one.endpoint) === other.endpoint;
  const others = found.filter((one) => !configured.some((other) => isSame(other, one)));
  return [
    ...configured.flatMap((one) =>
      compareSubscription(
        region,
        one,
        found.find((other) => isSame(one, other)),
      ),
    ),
    ...others.map(({ protocol, endpoint }) => {
      const compare = comparer(region, `subscription ${protocol}`);
      const address = protocol === 'https' ? 'an address not configured' : endpoint;
      return otherSubscriptions ? unmanaged(compare, 'subscription', address) : compare('subscription', NONE, address);
    }),
  ];
}

function compareSubscription(
  region: string,
  { label, endpoint, filter = DEFAULT_FILTER, deadLetterQueueArn = NONE }: ConfiguredSubscription,
  found: FoundSubscription | undefined,
): Comparison[] {
  const compare = comparer(region, `subscription ${label}`);
  if (endpoint === undefined) return [compare('subscription', 'confirmed', 'none: its parameter does not exist')];
  if (!found) return [compare('subscription', 'confirmed', NONE)];
  if (!found.attributes) return [compare('subscription', 'confirmed', 'pending confirmation')];
  const { filterPolicy, filterPolicyScope = 'MessageAttributes', redrivePolicy } = found.attributes;
  const scope =
    filterPolicy === undefined || filterPolicyScope === 'MessageAttributes' ? '' : ` on ${filterPolicyScope}`;
  const wanted = filter === 'none' ? NONE : filterText(filter);
  return [
    compare('subscription', 'confirmed', 'confirmed'),
    compare('filter', wanted, `${filterPolicy === undefined ? NONE : filterText(readObject(filterPolicy))}${scope}`),
    compare('undelivered to', deadLetterQueueArn, deadLetterQueueOf(redrivePolicy)),
  ];
}

/** SNS shows the password of an address as asterisks. */
function shown(endpoint: string): string {
  return endpoint.replace(/^(\w+:\/\/[^/:@]+):[^/@]+@/, '$1:****@');
}

/** In a canonical form: the order of keys and of alternatives has no meaning. */
function filterText(filter: unknown): string {
  return JSON.stringify(sorted(filter));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, sorted(inner)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function deadLetterQueueOf(redrivePolicy: string | undefined): string {
  const { deadLetterTargetArn = NONE } = readObject(redrivePolicy ?? '{}');
  return String(deadLetterTargetArn);
}

function readObject(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
