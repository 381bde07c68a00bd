import type { Finding } from '../finding';
import { covers } from './resource-types';

/** What belongs to resources that AWS Backup backs up, but is never backed up itself. */
const NEVER: readonly (readonly [what: string, pattern: string])[] = [
  ['an object of S3', 'arn:aws:s3:::*/*'],
  ['a snapshot of RDS', 'arn:aws:rds:*:*:snapshot:*'],
  ['a snapshot of RDS', 'arn:aws:rds:*:*:cluster-snapshot:*'],
  ['a backup of FSx', 'arn:aws:fsx:*:*:backup/*'],
  ['a snapshot of FSx', 'arn:aws:fsx:*:*:snapshot/*'],
  ['a backup of DynamoDB', 'arn:aws:dynamodb:*:*:table/*/backup/*'],
  ['a stream of DynamoDB', 'arn:aws:dynamodb:*:*:table/*/stream/*'],
  ['an index of DynamoDB', 'arn:aws:dynamodb:*:*:table/*/index/*'],
];

/**
 * ARNs that look like those of a supported resource, but that AWS Backup never backs up.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 */
export function neverBackedUp(arn: string, path: string): Finding[] {
  const [what] = NEVER.find(([, pattern]) => covers(pattern, arn)) ?? [];
  if (what === undefined) return [];
  return [
    {
      rule: 'resource-never-backed-up',
      severity: 'warning',
      source: 'backupctl',
      path,
      found: arn,
      message: `"${arn}" is ${what}, which AWS Backup does not back up`,
      remedy: 'name the bucket, database, file system or table that it belongs to',
    },
  ];
}
