import type { Finding } from '../finding';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
export const QUOTAS = {
  'vaults in a region': 300,
  'plans in a region': 300,
  'rules in a plan': 10,
  'selections by tags in a plan': 10,
  'tags in a selection': 30,
  'tags on a recovery point': 10,
  'copies in a rule': 5,
  'conditions in a selection': 30,
  'ARNs with wildcards in a selection': 30,
  'ARNs without wildcards in a selection': 500,
} as const;

/** More of something than AWS Backup takes. */
export function quotaExceeded(counted: keyof typeof QUOTAS, count: number, path: string): Finding[] {
  const most = QUOTAS[counted];
  if (count <= most) return [];
  return [
    {
      rule: 'quota-exceeded',
      severity: 'error',
      source: 'aws',
      path,
      message: `${count} ${counted}, but AWS Backup takes ${most}`,
      remedy: `keep ${most} or fewer, or spread them`,
    },
  ];
}
