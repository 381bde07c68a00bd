import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import { actIn } from '../act-in';
import { invokeLambda } from '../lambda';
import { functionConfiguration, lambdaFolder } from '../lambda-folder';
import type { MotoClient } from '../operation';
import type { EventSourceMapping } from '../operations/event-source-mappings';
import type { Delivered } from './deliver';

/**
 * Runs the built function that reads a queue, without its batching window. What it does not report as failed is deleted.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function consume(
  queue: Delivered,
  mappings: readonly EventSourceMapping[],
  moto: MotoClient,
): Promise<void> {
  const mapping = mappings.find(({ EventSourceArn, enabled }) => enabled && EventSourceArn === queue.queueArn);
  if (!mapping) return;
  const as = await actIn(moto, queue, moto.endpoint);
  const sqs = new SQSClient(as);
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue.queueArn.split(':').at(-1) }));
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return;
    const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
    const { result, error } = await invoke(mapping.FunctionArn, { Records }, as);
    const failed: string[] = (result?.batchItemFailures ?? []).map((one: any) => one.itemIdentifier);
    for (const { MessageId = '', ReceiptHandle } of error ? [] : Messages) {
      if (!failed.includes(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  } finally {
    sqs.destroy();
  }
}

async function invoke(functionArn: string, event: unknown, as: MotoClient) {
  const name = functionArn.split(':')[6] ?? '';
  const configured = await functionConfiguration(name, as);
  const folder = lambdaFolder(name, configured);
  if (folder === undefined) throw new Error(`${name} is not a function of this repository`);
  return invokeLambda(folder, event, {
    AWS_ENDPOINT_URL: as.endpoint,
    AWS_ACCESS_KEY_ID: as.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: as.credentials.secretAccessKey,
    AWS_REGION: as.region,
    ...configured?.Environment?.Variables,
  });
}
