import {
  type AutomationExecution,
  type AutomationExecutionStatus,
  GetAutomationExecutionCommand,
  type SSMClient,
  type StepExecution,
} from '@aws-sdk/client-ssm';

import { withAwsErrors } from '../aws-error';
import { required } from '../unreadable-response';

/** A step of an automation that has started. */
export interface BackupStep {
  readonly name: string;
  readonly action: string;
  /** As Systems Manager names it, such as `InProgress`. */
  readonly status: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** Why it failed. */
  readonly message: string | undefined;
}

/** The current state of an automation that backs up an instance. */
export interface BackupExecution {
  readonly executionId: string;
  readonly document: string;
  readonly instanceId: string | undefined;
  /** As Systems Manager names it, such as `Success`. */
  readonly status: string;
  readonly outcome: 'unfinished' | 'succeeded' | 'failed';
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** The image that was created, even when a later step failed. */
  readonly imageId: string | undefined;
  /** The steps that have started, in order. */
  readonly steps: readonly BackupStep[];
  /** AWS's message. */
  readonly message: string | undefined;
}

/**
 * An execution; undefined when Systems Manager has no execution with this ID in the region.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html
 */
export function backupExecution(ssm: SSMClient, executionId: string): Promise<BackupExecution | undefined> {
  return withAwsErrors('ssm:GetAutomationExecution', async () => {
    try {
      const command = new GetAutomationExecutionCommand({ AutomationExecutionId: executionId });
      return executionOf(required(await ssm.send(command), 'AutomationExecution'));
    } catch (error) {
      if (error instanceof Error && error.name === 'AutomationExecutionNotFoundException') return undefined;
      throw error;
    }
  });
}

function executionOf(execution: AutomationExecution): BackupExecution {
  const steps = execution.StepExecutions ?? [];
  return {
    executionId: execution.AutomationExecutionId ?? '',
    document: execution.DocumentName ?? '',
    instanceId: execution.Parameters?.['InstanceId']?.[0],
    status: execution.AutomationExecutionStatus ?? 'Unknown',
    outcome: outcomeOf(execution.AutomationExecutionStatus),
    startedAt: execution.ExecutionStartTime?.toISOString(),
    endedAt: execution.ExecutionEndTime?.toISOString(),
    imageId: steps.flatMap((step) => step.Outputs?.['ImageId'] ?? []).find((id) => id.startsWith('ami-')),
    steps: steps.filter(({ StepStatus }) => StepStatus !== 'Pending').map(stepOf),
    message: execution.FailureMessage,
  };
}

function stepOf(step: StepExecution): BackupStep {
  return {
    name: step.StepName ?? '',
    action: step.Action ?? '',
    status: step.StepStatus ?? 'Unknown',
    startedAt: step.ExecutionStartTime?.toISOString(),
    endedAt: step.ExecutionEndTime?.toISOString(),
    message: step.FailureMessage,
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
function outcomeOf(status: AutomationExecutionStatus | undefined): BackupExecution['outcome'] {
  switch (status) {
    case 'Success':
    case 'CompletedWithSuccess':
      return 'succeeded';
    case 'Cancelled':
    case 'ChangeCalendarOverrideRejected':
    case 'CompletedWithFailure':
    case 'Exited':
    case 'Failed':
    case 'Rejected':
    case 'TimedOut':
      return 'failed';
    default:
      return 'unfinished';
  }
}
