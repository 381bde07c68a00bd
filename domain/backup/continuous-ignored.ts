import type { Finding } from '../finding';
import type { PlacedPlan } from './model';
import type { ResourceType } from './resource-types';

/**
 * Continuous backups in a plan that selects only types without point-in-time restore.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function continuousIgnored({ rules }: PlacedPlan, types: readonly ResourceType[]): Finding[] {
  if (types.length === 0 || types.some(({ pointInTime }) => pointInTime === true)) return [];
  return rules
    .filter(({ value }) => value.continuous)
    .map(({ at }) => ({
      rule: 'continuous-ignored',
      severity: 'warning',
      source: 'backupctl',
      path: at('continuous'),
      found: true,
      message: `the plan selects only ${types.map(({ name }) => name).join(', ')}, which cannot be restored to a point in time: AWS Backup takes periodic backups instead`,
      remedy: 'leave continuous backup out, or select Aurora, RDS, S3 or SAP HANA',
    }));
}
