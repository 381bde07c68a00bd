import { topicStatements } from '../notifications/topic-statements';
import { comparer, NONE, type Compare, type Comparison } from './comparison';
import { comparePolicy } from './policy';

/** A topic as it is configured. */
export interface ConfiguredTopic {
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  /** `none`, `customer-managed` (a key is created) or keys by region. */
  readonly key: string | Readonly<Record<string, string>>;
}

/** A topic as SNS describes it. */
export interface FoundTopic {
  /** JSON. */
  readonly policy: string | undefined;
  /** An ID, an alias or an ARN; undefined when the topic is not encrypted. */
  readonly keyId: string | undefined;
}

/** Compares a topic and its access policy with those of SNS (N9). */
export function compareTopic(
  { accountId, region, arn, key }: ConfiguredTopic,
  found: FoundTopic | undefined,
): Comparison[] {
  const compare = comparer(region, `topic ${arn.replace(/^.*:/, '')}`);
  if (!found) return [compare('topic', 'exists', NONE)];
  const { keyId = NONE } = found;
  return [
    compare('topic', 'exists', 'exists'),
    keyOf(typeof key === 'string' ? key : (key[region] ?? NONE), keyId, compare),
    ...comparePolicy(compare, topicStatements(accountId, arn), found.policy),
  ];
}

/** Terraform creates the customer-managed key, so its ID is unknown here. AWS's own key allows no service to publish. */
function keyOf(key: string, found: string, compare: Compare): Comparison {
  if (key === NONE || key.startsWith('arn:')) return compare('key', key, found);
  const isOwn = found !== NONE && !found.endsWith('alias/aws/sns');
  return { ...compare('key', key, found), state: isOwn ? 'not compared' : 'different' };
}
