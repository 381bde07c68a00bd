/** The topic of failures, unless the configuration names another one (S1). */
export const DEFAULT_TOPIC_NAME = 'sns-backup-alertnotification';

/** The alias of the key that is created for a topic (N1). */
export function topicKeyAlias(topicName: string): string {
  return `alias/${topicName}`;
}

/** The queue of messages that a topic could not deliver. */
export function undeliveredQueue(topicName: string): string {
  return `${topicName}-undelivered`;
}
