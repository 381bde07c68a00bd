import {
  type AutomationExecutionStatus,
  paginateDescribeAutomationExecutions,
  type SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';

import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { withAwsErrors, AwsError } from '../aws-error';
import { everyPage } from '../pages';
import { type BackupExecution, backupExecution } from './execution';
import { required } from '../unreadable-response';

/**
 * Starts the backup of one instance, and returns the execution ID (S12).
 *
 * @param token a UUID for this start: Systems Manager starts nothing twice with the same token
 * @throws {AwsError} also when the document does not exist
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
 */
export function startBackup(
  ssm: SSMClient,
  { instanceId, token }: { readonly instanceId: string; readonly token: string },
): Promise<string> {
  const action = 'ssm:StartAutomationExecution';
  const request = { DocumentName: BACKUP_DOCUMENT, Parameters: { InstanceId: [instanceId] }, ClientToken: token };
  return withAwsErrors(action, async () => {
    const started = await ssm.send(new StartAutomationExecutionCommand(request)).catch((error: unknown) => {
      throw refusedStart(action, error);
    });
    return required(started, 'AutomationExecutionId');
  });
}

function refusedStart(action: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AutomationDefinitionNotFoundException') {
    return new AwsError(
      `${action} failed: Systems Manager has no document ${BACKUP_DOCUMENT} in this region\n→ apply the ssm-backup stack of the environment first`,
    );
  }
  const { httpStatusCode } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (httpStatusCode !== undefined) return error;
  return new AwsError(
    `${action}: no response arrived (${error.name}: ${error.message}), so the backup may be running\n→ run the command again: it is refused if a backup is running`,
  );
}

/** The statuses of an execution that has not ended. */
const RUNNING: AutomationExecutionStatus[] = ['Pending', 'InProgress', 'Waiting', 'Cancelling'];

/**
 * The running backup of an instance, started manually or by the window; undefined when there is none. The list does not
 * name instances, so each execution is read.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationExecutions.html
 */
export async function runningBackup(ssm: SSMClient, instanceId: string): Promise<BackupExecution | undefined> {
  const Filters = [
    { Key: 'DocumentNamePrefix' as const, Values: [BACKUP_DOCUMENT] },
    { Key: 'ExecutionStatus' as const, Values: RUNNING },
  ];
  const running = await withAwsErrors('ssm:DescribeAutomationExecutions', () =>
    everyPage(
      paginateDescribeAutomationExecutions({ client: ssm, pageSize: 50 }, { Filters }),
      'AutomationExecutionMetadataList',
    ),
  );
  for (const { AutomationExecutionId = '', DocumentName } of running) {
    if (DocumentName !== BACKUP_DOCUMENT) continue;
    const execution = await backupExecution(ssm, AutomationExecutionId);
    if (execution?.instanceId === instanceId && execution.outcome === 'unfinished') return execution;
  }
  return undefined;
}
