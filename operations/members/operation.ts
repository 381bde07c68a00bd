import {
  DescribeStackSetOperationCommand,
  paginateListStackSetOperations,
  type StackSetOperation,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as wait } from 'node:timers/promises';

import { withAwsErrors } from '../aws-error';
import type { Progress } from '../progress';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';
import type { MembersStackSet } from './stack-set';

const ACTIVE = new Set<string | undefined>(['RUNNING', 'QUEUED', 'STOPPING']);

/**
 * The IDs of operations that have not ended, oldest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperations.html
 */
export async function activeOperations({ client, name, callAs }: MembersStackSet): Promise<string[]> {
  const input = { StackSetName: name, CallAs: callAs };
  const operations = await withAwsErrors('cloudformation:ListStackSetOperations', () =>
    everyPage(paginateListStackSetOperations({ client, pageSize: 100 }, input), 'Summaries'),
  );
  return operations
    .filter(({ Status }) => ACTIVE.has(Status))
    .map(({ OperationId = '' }) => OperationId)
    .toReversed();
}

/**
 * Waits until an operation ends, and reports its progress. AWS continues it whether or not anyone waits.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSetOperation.html
 */
export async function followOperation(
  { client, name, callAs }: MembersStackSet,
  operationId: string,
  pollSeconds: number,
  progress: Progress,
): Promise<StackSetOperation> {
  const command = new DescribeStackSetOperationCommand({
    StackSetName: name,
    OperationId: operationId,
    CallAs: callAs,
  });
  for (;;) {
    const operation = await withAwsErrors('cloudformation:DescribeStackSetOperation', async () => {
      const found = required(await client.send(command), 'StackSetOperation');
      required(found, 'Status');
      return found;
    });
    const { Action = 'operation', Status, StatusDetails } = operation;
    const failed = StatusDetails?.FailedStackInstancesCount ?? 0;
    progress(`${Action.toLowerCase()} ${operationId}: ${Status}${failed > 0 ? `, ${failed} failed` : ''}`);
    if (!ACTIVE.has(Status)) return operation;
    await wait(pollSeconds * 1000);
  }
}
