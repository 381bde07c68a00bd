import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

import { readBackupEvent, type BackupEvent } from '../domain/backup-events/backup-event';
import { causesOf } from '../domain/backup-events/cause';
import { noticesOf, unreadableNotice, type FailureNotice } from '../domain/backup-events/failure-notice';
import { groupedBy } from '../domain/grouped-by';
import { accountNames } from './account-names';
import { withAwsErrors } from './aws-error';
import { required } from './unreadable-response';

export interface ReportClients {
  readonly organizations: OrganizationsClient;
  readonly sns: SNSClient;
}

/** An event as a queue delivers it. */
export interface QueuedEvent {
  readonly messageId: string;
  readonly body: string;
}

export interface FailureReport {
  readonly events: number;
  /** The subjects of what was published. */
  readonly published: readonly string[];
  /** What could not be published, with the reason. Its events must be delivered again. */
  readonly failed: readonly { readonly subject: string; readonly reason: string }[];
  /** The IDs of the queue's messages that must be delivered again. */
  readonly redeliver: readonly string[];
  /** Why accounts appear with their IDs only.
   * @default - all names are known */
  readonly namesMissing: string | undefined;
}

/**
 * Publishes one message for each cause of failed jobs, with every job (M6). What is not an event of AWS Backup is passed on as
 * it is. It throws nothing: what could not be published is in the report.
 */
export async function reportBackupFailures(
  { organizations, sns }: ReportClients,
  topicArn: string,
  queued: readonly QueuedEvent[],
): Promise<FailureReport> {
  // EventBridge and the queue deliver an event at least once.
  const byBody = groupedBy(queued, ({ body }) => body);
  const read = [...byBody].map(([body, copies]) => ({
    body,
    event: readBackupEvent(body),
    ids: copies.map(({ messageId }) => messageId),
  }));
  const ids = new Map<BackupEvent, readonly string[]>(
    read.flatMap(({ event, ids: own }) => (event ? [[event, own]] : [])),
  );
  const events = [...ids.keys()];
  const { names, stoppedBy } = await accountNames(
    organizations,
    events.map(({ account }) => account),
  );
  const notices: FailureNotice<string>[] = [
    ...causesOf(events).flatMap((cause) =>
      noticesOf(
        cause,
        (account) => names.get(account),
        (event) => ids.get(event) ?? [],
      ),
    ),
    ...read.flatMap(({ event, body, ids: own }) => (event ? [] : [unreadableNotice(body, own)])),
  ];
  const published: string[] = [];
  const failed: (FailureReport['failed'][number] & { readonly sources: readonly string[] })[] = [];
  for (const notice of notices) {
    const { subject, sources } = notice;
    try {
      await publish(sns, topicArn, notice);
      published.push(subject);
    } catch (error) {
      failed.push({ subject, reason: error instanceof Error ? error.message : String(error), sources });
    }
  }
  return {
    events: events.length,
    published,
    failed: failed.map(({ subject, reason }) => ({ subject, reason })),
    redeliver: failed.flatMap(({ sources }) => sources),
    namesMissing: stoppedBy,
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
async function publish(
  sns: SNSClient,
  TopicArn: string,
  { subject, body, attributes }: FailureNotice<string>,
): Promise<void> {
  const command = new PublishCommand({
    TopicArn,
    Subject: subject,
    Message: body,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  });
  await withAwsErrors('sns:Publish', async () => required(await sns.send(command), 'MessageId'));
}
