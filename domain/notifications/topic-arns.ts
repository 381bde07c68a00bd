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

/** The topic that a vault publishes to. */
export function vaultTopicArn(
  environment: Topics,
  { region, topicArn }: { readonly region: string; readonly topicArn?: string },
): string {
  return topicArn ?? regionTopicArn(environment, region);
}
