import { randomUUID } from 'node:crypto';

import type { BridgedEvent } from './deliver';

interface EndedJob {
  readonly region: string;
  /** As `BackupJob` of the API. */
  readonly job: Readonly<Record<string, unknown>> & { readonly CreationDate: number };
}

/** As AWS Backup words it, in quotes. */
const STOPPED = '"Backup job was stopped by user."';

/**
 * The event that AWS Backup sends when a backup job has ended.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function jobEvent({ region, job }: EndedJob, now: Date): BridgedEvent {
  const { BackupJobId, BackupVaultArn, BackupVaultName, IamRoleArn, ResourceArn, ResourceType, State, AccountId } = job;
  const isStopped = State === 'ABORTED';
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Backup Job State Change',
    source: 'aws.backup',
    account: String(AccountId),
    time: `${now.toISOString().slice(0, 19)}Z`,
    region,
    resources: isStopped ? [] : [job['RecoveryPointArn']],
    detail: {
      backupJobId: BackupJobId,
      backupVaultArn: BackupVaultArn,
      backupVaultName: BackupVaultName,
      creationDate: new Date(job.CreationDate * 1000).toISOString(),
      iamRoleArn: IamRoleArn,
      resourceArn: ResourceArn,
      resourceType: ResourceType,
      state: State,
      ...(isStopped ? { statusMessage: STOPPED } : {}),
      percentDone: isStopped ? 0 : 100,
    },
  };
}
