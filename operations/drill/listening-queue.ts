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
import { asking } from '../aws-error';
import { isGone } from '../sdk-error';
import { madeNothing, type Made } from './cleanup';
import type { DrillClients, DrillRequest } from './request';
import { subscribe } from './subscription';
import { required } from '../unreadable-response';

/** The most that SQS hands out at once. */
const MESSAGES = 10;

/** A temporary queue that hears what a subscriber with the same filter hears. */
export interface Listener {
  readonly label: ListeningQueue['label'];
  readonly filter: ListeningQueue['filter'];
  /** Every notice so far, with the moment at which it was found. */
  readonly heard: { readonly notice: Notice; readonly at: number }[];
  /** Takes what has come since. */
  readonly listen: () => Promise<void>;
}

/** Makes a queue and subscribes it to the topic. What it makes is told to `made` before AWS is asked. */
export async function listener(
  { sqs, sns }: Pick<DrillClients, 'sqs' | 'sns'>,
  request: DrillRequest,
  { label, filter, name }: Pick<ListeningQueue, 'label' | 'filter'> & { readonly name: string },
  made: Made[],
): Promise<Listener> {
  const { accountId, region } = request;
  const queueArn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const url = await createQueue(sqs, { ...request, name, queueArn }, made);
  await subscribe(sns, { ...request, queueArn, filter }, made);
  const heard: Listener['heard'] = [];
  // Up to a second, which makes SQS look at all of its servers, and never longer than until the next look.
  const seconds = Math.min(1, Math.floor(request.poll / 1000));
  return { label, filter, heard, listen: () => listen(sqs, { url, seconds }, heard) };
}

/**
 * Only the topic may send to it. SQS's own encryption: SNS needs no permission for its key, whatever encrypts the topic.
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 */
async function createQueue(
  sqs: SQSClient,
  { name, queueArn, topicArn, region }: DrillRequest & { readonly name: string; readonly queueArn: string },
  made: Made[],
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
  // Hidden for half a minute, a message whose receipt was lost comes again.
  const Attributes = { Policy, SqsManagedSseEnabled: 'true', MessageRetentionPeriod: '86400', VisibilityTimeout: '30' };
  let url: string | undefined;
  const queue: Made = {
    remove: () => deleteQueue(sqs, name, url),
    left: () => [
      {
        what: `queue ${name}`,
        command: `aws sqs delete-queue --queue-url "$(aws sqs get-queue-url --queue-name ${name} --region ${region} --query QueueUrl --output text)" --region ${region}`,
      },
    ],
  };
  made.push(queue);
  try {
    url = await asking('sqs:CreateQueue', async () =>
      required(await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes })), 'QueueUrl'),
    );
    return url;
  } catch (error) {
    if (madeNothing(error)) made.splice(made.indexOf(queue), 1);
    throw error;
  }
}

async function deleteQueue(sqs: SQSClient, name: string, known: string | undefined): Promise<void> {
  try {
    const QueueUrl = known ?? (await urlOf(sqs, name));
    await asking('sqs:DeleteQueue', () => sqs.send(new DeleteQueueCommand({ QueueUrl })));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function urlOf(sqs: SQSClient, QueueName: string): Promise<string> {
  return asking('sqs:GetQueueUrl', async () =>
    required(await sqs.send(new GetQueueUrlCommand({ QueueName })), 'QueueUrl'),
  );
}

async function listen(
  sqs: SQSClient,
  { url: QueueUrl, seconds: WaitTimeSeconds }: { readonly url: string; readonly seconds: number },
  heard: Listener['heard'],
): Promise<void> {
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MESSAGES, WaitTimeSeconds });
    // SQS sends no list when there is no message; the drill asks again until its time is up.
    const { Messages = [] } = await asking('sqs:ReceiveMessage', () => sqs.send(receive));
    for (const { Body = '', ReceiptHandle } of Messages) {
      const notice = readNotice(Body);
      const known = heard.some((one) => one.notice.messageId === notice?.messageId);
      if (notice && !known) heard.push({ notice, at: Date.now() });
      const remove = new DeleteMessageCommand({ QueueUrl, ReceiptHandle });
      await asking('sqs:DeleteMessage', () => sqs.send(remove));
    }
    if (Messages.length < MESSAGES) return;
  }
}
