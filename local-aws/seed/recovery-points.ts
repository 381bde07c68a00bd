import { DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';

import { backupRoleArn } from '../../domain/backup/service-roles';
import { arnOf } from '../../modules/core/naming';
import { BACKUP_LASTS } from '../operations/job-course';
import type { SeededAccount } from './account';
import type { Server } from './servers';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Enough to show which one is the newest. */
const MOST = 2;

/** Backs up an instance on previous days, into the vault of the first rule in this region. */
export async function seedRecoveryPoints(
  { environment, backup: of, clock }: SeededAccount,
  { id }: Server,
): Promise<void> {
  const { region, accountId } = environment;
  const rule = environment.backup.plans.find((plan) => plan.region === region)?.rules[0];
  if (!rule) return;
  const backup = of(region);
  const job = new StartBackupJobCommand({
    BackupVaultName: rule.vault,
    ResourceArn: arnOf('ec2', { accountId, region }, `instance/${id}`),
    IamRoleArn: backupRoleArn(environment),
    ...(rule.deleteAfterDays === undefined ? {} : { Lifecycle: { DeleteAfterDays: rule.deleteAfterDays } }),
  });
  for (let daysAgo = Math.min(MOST, rule.deleteAfterDays ?? MOST); daysAgo > 0; daysAgo -= 1) {
    const ago = daysAgo * DAY - 6 * HOUR;
    clock.advance(-ago);
    const { BackupJobId } = await backup.send(job);
    clock.advance(BACKUP_LASTS);
    // Jobs make progress when they are read.
    await backup.send(new DescribeBackupJobCommand({ BackupJobId }));
    clock.advance(ago - BACKUP_LASTS);
  }
}
