import type { BackupExecution } from '../../operations/automation/execution';
import { AwsError } from '../../operations/aws-error';
import { table } from '../table';

/** One row for each started step, and the image. */
export function executionText({ executionId, instanceId, outcome, imageId, steps }: BackupExecution): string {
  const rows = steps.map(({ name, status, startedAt, endedAt }) => [
    name,
    status,
    startedAt ?? '-',
    startedAt === undefined || endedAt === undefined
      ? '-'
      : String(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)),
  ]);
  const image = imageId === undefined ? 'no image' : `image ${imageId}`;
  return [
    table(['STEP', 'STATUS', 'STARTED', 'SECONDS'], rows),
    `Backup of ${instanceId ?? 'an unknown instance'} ${outcome}: ${image} (execution ${executionId})`,
  ].join('\n\n');
}

const UNDONE = new Set(['Cancelled', 'Failed', 'TimedOut']);

/** @throws {AwsError} when a backup failed, with the failed steps; the first one is the cause */
export function refuseFailure({ executionId, instanceId, status, outcome, steps, message }: BackupExecution): void {
  if (outcome !== 'failed') return;
  const failed = steps.filter((step) => UNDONE.has(step.status));
  const lines = failed.map((step) => `  ${step.name} ${step.status}: ${step.message ?? 'AWS gives no reason'}`);
  const reason = failed.length === 0 ? [`  ${message ?? 'AWS gives no reason'}`] : lines;
  throw new AwsError(
    [
      `\nThe backup of ${instanceId} ended as ${status} (execution ${executionId}):`,
      ...reason,
      '→ fix the cause of the first failed step, and run the backup again',
    ].join('\n'),
  );
}

/** The command that follows a backup. */
export function followText(executionId: string, { environment, profile, region }: FollowAs): string {
  const options = [
    `--environment ${environment}`,
    ...(profile === undefined ? [] : [`--profile ${profile}`]),
    ...(region === undefined ? [] : [`--region ${region}`]),
  ];
  return `npx backupctl ssm-backup follow ${executionId} ${options.join(' ')}`;
}

/** The options of the call. */
export interface FollowAs {
  readonly environment: string;
  readonly profile?: string;
  readonly region?: string;
}
