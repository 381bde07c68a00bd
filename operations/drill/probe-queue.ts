import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import { readNotice, type Notice } from '../../domain/drill/notice';
import type { ListeningQueue } from '../../domain/drill/outcome';
import { withAwsErrors } from '../aws-error';
import { isGone } from '../sdk-error';
import { createdNothing, type CleanupStep } from './cleanup';
import type { DrillClients, DrillRequest } from './request';
import { subscribe } from './subscription';
import { answered, required } from '../unreadable-response';

/** The most that SQS returns at once. */
const MESSAGES = 10;

/** A temporary queue that receives what a subscriber with the same filter receives. */
export interface ProbeQueue {
  readonly label: ListeningQueue['label'];
  readonly filter: ListeningQueue['filter'];
  /** Every notice so far, with the time at which it was received. */
  readonly received: { readonly notice: Notice; readonly at: number }[];
  /** Receives new messages. */
  readonly poll: () => Promise<void>;
}

/** Creates a queue and subscribes it to the topic. Cleanup steps are registered before each call. */
export async function probeQueue(
  { sqs, sns }: Pick<DrillClients, 'sqs' | 'sns'>,
  request: DrillRequest,
  { label, filter, name }: Pick<ListeningQueue, 'label' | 'filter'> & { readonly name: string },
  cleanup: CleanupStep[],
): Promise<ProbeQueue> {
  const { topicArn } = request;
  // Next to the topic.
  const [, , , region = '', accountId = ''] = topicArn.split(':');
  const queueArn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const url = await createQueue(sqs, { topicArn, region, name, queueArn }, cleanup);
  await subscribe(sns, { topicArn, region, queueArn, filter }, cleanup);
  const received: ProbeQueue['received'] = [];
  // Long polling for up to a second makes SQS query all of its servers; never longer than the polling interval.
  const seconds = Math.min(1, Math.floor(request.poll / 1000));
  return { label, filter, received, poll: () => receive(sqs, { url, seconds }, received) };
}

interface NamedQueue {
  readonly name: string;
  readonly queueArn: string;
  readonly topicArn: string;
  readonly region: string;
}

/**
 * Only the topic may send to the queue. With SQS-managed encryption, SNS needs no key permission, however the topic is
 * encrypted.
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 */
async function createQueue(
  sqs: SQSClient,
  { name, queueArn, topicArn, region }: NamedQueue,
  cleanup: CleanupStep[],
): Promise<string> {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SendByTopic',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
  // A message whose receipt was lost becomes visible again after 30 seconds.
  const Attributes = { Policy, SqsManagedSseEnabled: 'true', MessageRetentionPeriod: '86400', VisibilityTimeout: '30' };
  let url: string | undefined;
  const queue: CleanupStep = {
    remove: () => deleteQueue(sqs, name, url),
    left: () => [
      {
        what: `queue ${name}`,
        command: `aws sqs delete-queue --queue-url "$(aws sqs get-queue-url --queue-name ${name} --region ${region} --query QueueUrl --output text)" --region ${region}`,
      },
    ],
  };
  cleanup.push(queue);
  try {
    url = await withAwsErrors('sqs:CreateQueue', async () =>
      required(await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes })), 'QueueUrl'),
    );
    return url;
  } catch (error) {
    if (createdNothing(error)) cleanup.splice(cleanup.indexOf(queue), 1);
    throw error;
  }
}

async function deleteQueue(sqs: SQSClient, name: string, known: string | undefined): Promise<void> {
  try {
    const QueueUrl = known ?? (await urlOf(sqs, name));
    await withAwsErrors('sqs:DeleteQueue', async () => answered(await sqs.send(new DeleteQueueCommand({ QueueUrl }))));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function urlOf(sqs: SQSClient, QueueName: string): Promise<string> {
  return withAwsErrors('sqs:GetQueueUrl', async () =>
    required(await sqs.send(new GetQueueUrlCommand({ QueueName })), 'QueueUrl'),
  );
}

async function receive(
  sqs: SQSClient,
  { url: QueueUrl, seconds: WaitTimeSeconds }: { readonly url: string; readonly seconds: number },
  received: ProbeQueue['received'],
): Promise<void> {
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MESSAGES, WaitTimeSeconds });
    // SQS sends no list when there is no message. The drill polls until its timeout.
    const { Messages = [] } = await withAwsErrors('sqs:ReceiveMessage', async () => answered(await sqs.send(command)));
    for (const { Body = '', ReceiptHandle } of Messages) {
      const notice = readNotice(Body);
      const known = received.some((one) => one.notice.messageId === notice?.messageId);
      if (notice && !known) received.push({ notice, at: Date.now() });
      const remove = new DeleteMessageCommand({ QueueUrl, ReceiptHandle });
      await withAwsErrors('sqs:DeleteMessage', async () => answered(await sqs.send(remove)));
    }
    if (Messages.length < MESSAGES) return;
  }
}
