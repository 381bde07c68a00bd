import type { Finding } from '../finding';
import { covers } from './resource-types';

/** The name of the rule. */
export const NEVER_BACKED_UP = 'resource-never-backed-up';

/** What belongs to resources that AWS Backup backs up, but is never backed up itself. */
const NEVER: readonly (readonly [what: string, pattern: string])[] = [
  ['a snapshot of EBS', 'arn:aws:ec2:*:*:snapshot/*'],
  ['an image of EC2', 'arn:aws:ec2:*:*:image/*'],
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
      rule: NEVER_BACKED_UP,
      severity: 'warning',
      source: 'backupctl',
      path,
      found: arn,
      message: `"${arn}" is ${what}, which AWS Backup does not back up`,
      remedy: 'name the bucket, database, file system, instance, table or volume that it belongs to',
    },
  ];
}
