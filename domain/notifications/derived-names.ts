/** The alias of the key that is created for a topic (N1). */
export function topicKeyAlias(topicName: string): string {
  return `alias/${topicName}`;
}

/** The queue of messages that a topic could not deliver. */
export function undeliveredQueue(topicName: string): string {
  return `${topicName}-undelivered`;
}
