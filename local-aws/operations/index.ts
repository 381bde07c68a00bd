import type { Operation, Paged } from '../operation';
import { BACKUP_JOBS, emptyBackupJobs } from './backup-jobs';
import { BACKUP_PLANS, emptyBackupPlans } from './backup-plans';
import { BACKUP_SETTINGS, emptyBackupSettings } from './backup-settings';
import { BACKUP_VAULTS, emptyBackupVaults } from './backup-vaults';
import { emptyOrganizations, ORGANIZATIONS } from './organizations';
import { emptyRecoveryPointDeletion, RECOVERY_POINT_DELETION } from './recovery-point-deletion';
import { emptyRecoveryPoints } from './recovery-points';
import { emptySubscriptions, SUBSCRIPTIONS } from './subscriptions';

/** What AWS Backup, AWS Organizations and AWS Systems Manager would know. Tests write it. */
export function emptyState() {
  const paged: Paged = { pageSize: 2 };
  return {
    ...paged,
    ...emptyBackupJobs(),
    ...emptyBackupPlans(),
    ...emptyBackupSettings(),
    ...emptyBackupVaults(),
    ...emptyOrganizations(),
    ...emptyRecoveryPointDeletion(),
    ...emptyRecoveryPoints(),
    ...emptySubscriptions(),
  };
}

export type StandInState = ReturnType<typeof emptyState>;

/** Everything that the stand-in answers itself: what shipped commands call and moto lacks. All else goes to moto. */
export const OPERATIONS: readonly Operation<StandInState>[] = [
  ...BACKUP_JOBS,
  ...BACKUP_PLANS,
  ...BACKUP_SETTINGS,
  ...BACKUP_VAULTS,
  ...ORGANIZATIONS,
  ...RECOVERY_POINT_DELETION,
  ...SUBSCRIPTIONS,
];
