import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { Construct } from 'constructs';

/** Five minutes, the longest that Lambda accepts: failures of one night arrive in few messages. */
export const BATCH_WINDOW_SECONDS = 300;

/** The Lambda payload of 6 MB holds at least as many events of ordinary size. */
const BATCH_SIZE = 1000;

export interface QueueConsumerProps {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly name: string;
}

/**
 * Lets a function read a queue in batches. It returns which messages failed: only these are delivered again.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function queueConsumer(scope: Construct, id: string, { queueArn, functionArn, name }: QueueConsumerProps): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: queueArn,
    functionName: functionArn,
    batchSize: BATCH_SIZE,
    maximumBatchingWindowInSeconds: BATCH_WINDOW_SECONDS,
    functionResponseTypes: ['ReportBatchItemFailures'],
    // The fewest that Lambda accepts: more functions would share the jobs of one cause, each with a message of its own.
    scalingConfig: { maximumConcurrency: 2 },
    tags: { Name: name },
  });
}
