import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SNSClient } from '@aws-sdk/client-sns';

import { reportBackupFailures, type QueuedEvent } from '../../operations/report-backup-failures';
import { CLIENT_OPTIONS } from '../client-options';
import { logged, type Invocation } from '../invocation';

/** Names only make a message easier to read: it does not wait for them. In milliseconds. */
const NAMES = { maxAttempts: 2, requestHandler: { ...CLIENT_OPTIONS.requestHandler, requestTimeout: 5000 } };

const clients = {
  organizations: new OrganizationsClient({ ...CLIENT_OPTIONS, ...NAMES }),
  sns: new SNSClient(CLIENT_OPTIONS),
};

interface Batch {
  readonly Records: readonly QueuedEvent[];
}

/** What the queue delivers again. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Publishes the failures of the members' backups that a queue has collected (M6).
 *
 * @throws {Error} the topic is not set: the queue keeps everything
 */
export const handler = (event: Batch, invocation: Invocation): Promise<BatchResponse> =>
  // The events themselves are in the message; all of them would be too much for a line of the log.
  logged(invocation, { messages: event.Records.map(({ messageId }) => messageId) }, async (log) => {
    const { SNS_TOPIC_ARN: topicArn } = process.env;
    if (topicArn === undefined || topicArn === '') {
      throw new Error('SNS_TOPIC_ARN is not set.\n→ set it to the topic that receives messages about failed backups');
    }
    const { redeliver, ...report } = await reportBackupFailures(clients, topicArn, event.Records);
    log(report.failed.length > 0 ? 'error' : 'info', 'reported', { report });
    return { batchItemFailures: redeliver.map((itemIdentifier) => ({ itemIdentifier })) };
  });
