import type { Finding } from '../finding';

/** Whether AWS Backup restores a recovery point with this status. A continuous recovery point never completes. */
export function isRestorable(status: string): boolean {
  return status === 'COMPLETED' || status === 'AVAILABLE';
}

/**
 * Refuses a recovery point that AWS Backup cannot restore (R5).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRecoveryPoint.html for the statuses
 */
export function notRestorable(
  {
    recoveryPoint,
    status,
    message,
  }: { readonly recoveryPoint: string; readonly status: string; readonly message: string },
  path: string,
): Finding[] {
  if (isRestorable(status)) return [];
  const reason = message === '' ? '' : `: ${message}`;
  return [
    {
      rule: 'recovery-point-not-restorable',
      severity: 'error',
      source: 'aws',
      path,
      found: recoveryPoint,
      message: `${recoveryPoint} is ${status}${reason}`,
      remedy:
        status === 'CREATING'
          ? 'wait until backupctl recovery-points shows it as COMPLETED, or choose an older one'
          : 'choose one that backupctl recovery-points shows as COMPLETED',
    },
  ];
}
