import { setTimeout as wait } from 'node:timers/promises';

import type { SSMClient } from '@aws-sdk/client-ssm';

import { AwsError } from '../aws-error';
import type { Progress } from '../progress';
import { type BackupExecution, backupExecution } from './execution';

/** Waits until a backup is over, and tells each step that begins or ends. */
export async function followBackup(
  ssm: SSMClient,
  executionId: string,
  { pollSeconds }: { readonly pollSeconds: number },
  progress: Progress,
): Promise<BackupExecution> {
  const told = new Map<string, string>();
  for (;;) {
    const execution = await backupExecution(ssm, executionId);
    if (execution === undefined) {
      throw new AwsError(`ssm:GetAutomationExecution failed: Systems Manager knows no execution ${executionId}`);
    }
    for (const { name, status } of execution.steps) {
      if (told.get(name) !== status) progress(`${name}: ${status}`);
      told.set(name, status);
    }
    if (execution.outcome !== 'unfinished') return execution;
    await wait(pollSeconds * 1000);
  }
}
