/** An environment, as far as it decides which topics its vaults and its SSM backup publish to. */
export interface Topics {
  readonly accountId: string;
  readonly notifications: {
    readonly topicName: string;
    /** Existing topics by region. */
    readonly topicArns: Readonly<Record<string, string>>;
  };
}

/** The topic of a region: one that exists, or the one that the notifications stack creates. */
export function regionTopicArn({ accountId, notifications }: Topics, region: string): string {
  return notifications.topicArns[region] ?? `arn:aws:sns:${region}:${accountId}:${notifications.topicName}`;
}

interface EncryptedTopics extends Topics {
  readonly notifications: Topics['notifications'] & {
    /** How topics are encrypted: `none`, `customer-managed`, or the ARNs of keys by region. */
    readonly key: string | Readonly<Record<string, string>>;
  };
}

/** The topic of a region as its publishers need it. */
export function publishedTopic(environment: EncryptedTopics, region: string) {
  const { topicName } = environment.notifications;
  return {
    topicName,
    topicArn: regionTopicArn(environment, region),
    topicKey: topicKeyOf(environment, region),
  };
}

/** The rules guarantee a key for a topic that is created. Of an existing topic, the configuration can name the key. */
function topicKeyOf({ notifications: { key, topicArns } }: EncryptedTopics, region: string): string {
  if (typeof key !== 'string') return key[region] ?? 'none';
  return topicArns[region] === undefined ? key : 'none';
}

/** The topic that a vault publishes to. */
export function vaultTopicArn(
  environment: Topics,
  { region, topicArn }: { readonly region: string; readonly topicArn?: string },
): string {
  return topicArn ?? regionTopicArn(environment, region);
}
