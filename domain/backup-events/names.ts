/** The event bus that receives the events of every member, in the organization's region. */
export const FAILURE_BUS = 'evtbg-bus-backup-failures';

/** The rule on the bus that queues the events. */
export const QUEUE_RULE = 'evtbg-rule-backup-failures-queue';

/** The queue of events, and that of events that could not be reported. */
export const FAILURE_QUEUE = 'sqs-backup-failures';
export const FAILURE_DEAD_LETTERS = 'sqs-backup-failures-dead-letters';

/** The rule in every account and region that sends events to the bus, and the role that it uses with its policy. */
export const MEMBER_RULE = 'evtbg-rule-backup-failures';
export const MEMBER_EVENTS_ROLE = 'EventsBackupFailuresRole';
export const MEMBER_EVENTS_POLICY = 'iam-policy-for-evtbg-backup-failures';

/** The ARN of the bus, from the account and the region that it is in. */
export function failureBusArn({ accountId, region }: { readonly accountId: string; readonly region: string }): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${FAILURE_BUS}`;
}
