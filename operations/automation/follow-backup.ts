import { setTimeout as wait } from 'node:timers/promises';

import type { SSMClient } from '@aws-sdk/client-ssm';

import { AwsError } from '../aws-error';
import type { Progress } from '../progress';
import { type BackupExecution, backupExecution } from './execution';

/** Waits until a backup ends, and reports each step that starts or ends. */
export async function followBackup(
  ssm: SSMClient,
  executionId: string,
  { pollSeconds }: { readonly pollSeconds: number },
  progress: Progress,
): Promise<BackupExecution> {
  const reported = new Map<string, string>();
  for (;;) {
    const execution = await backupExecution(ssm, executionId);
    if (execution === undefined) {
      throw new AwsError(`ssm:GetAutomationExecution failed: Systems Manager has no execution ${executionId}`);
    }
    for (const { name, status } of execution.steps) {
      if (reported.get(name) !== status) progress(`${name}: ${status}`);
      reported.set(name, status);
    }
    if (execution.outcome !== 'unfinished') return execution;
    await wait(pollSeconds * 1000);
  }
}
