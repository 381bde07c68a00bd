import { inPartition } from './partitions';

/** A resource type that AWS Backup supports, by the name that the region settings use. */
export interface ResourceType {
  readonly name: string;
  /** The pattern of its ARNs. */
  readonly arn: string;
  /** The key that encrypts its recovery points: the vault's if AWS Backup fully manages them, else the source's. */
  readonly encryptedBy: 'vault' | 'source';
  /** Whether its recovery points can move to cold storage. Those of EBS need the archive opt-in. */
  readonly coldStorage: 'yes' | 'archive' | 'ignored';
  /**
   * Whether its snapshots store only what has changed. A type for which AWS does not say so counts as full: the upper bound.
   * Aurora has incremental backups only if they are continuous. docs/commands/cost.md lists the AWS page for each type.
   */
  readonly incremental?: true;
  /** Whether continuous backups of it can be restored to a point in time. */
  readonly pointInTime?: true;
  /** Whether it must be opted in even if a selection names it. */
  readonly alwaysNeedsOptIn?: true;
}

/**
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  {
    name: 'Aurora',
    arn: 'arn:aws:rds:*:*:cluster:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    pointInTime: true,
    alwaysNeedsOptIn: true,
  },
  { name: 'CloudFormation', arn: 'arn:aws:cloudformation:*:*:stack/*', encryptedBy: 'vault', coldStorage: 'yes' },
  { name: 'DSQL', arn: 'arn:aws:dsql:*:*:cluster/*', encryptedBy: 'vault', coldStorage: 'ignored' },
  {
    name: 'DocumentDB',
    arn: 'arn:aws:rds:*:*:cluster:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    alwaysNeedsOptIn: true,
  },
  { name: 'DynamoDB', arn: 'arn:aws:dynamodb:*:*:table/*', encryptedBy: 'vault', coldStorage: 'yes' },
  { name: 'EBS', arn: 'arn:aws:ec2:*:*:volume/*', encryptedBy: 'source', coldStorage: 'archive', incremental: true },
  { name: 'EC2', arn: 'arn:aws:ec2:*:*:instance/*', encryptedBy: 'source', coldStorage: 'ignored', incremental: true },
  {
    name: 'EFS',
    arn: 'arn:aws:elasticfilesystem:*:*:file-system/*',
    encryptedBy: 'vault',
    coldStorage: 'yes',
    incremental: true,
  },
  { name: 'EKS', arn: 'arn:aws:eks:*:*:cluster/*', encryptedBy: 'vault', coldStorage: 'ignored' },
  { name: 'FSx', arn: 'arn:aws:fsx:*:*:*', encryptedBy: 'source', coldStorage: 'ignored', incremental: true },
  {
    name: 'Neptune',
    arn: 'arn:aws:rds:*:*:cluster:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    alwaysNeedsOptIn: true,
  },
  // Multi-AZ clusters have cluster ARNs, instances have database ARNs.
  {
    name: 'RDS',
    arn: 'arn:aws:rds:*:*:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    incremental: true,
    pointInTime: true,
  },
  {
    name: 'Redshift',
    arn: 'arn:aws:redshift:*:*:cluster:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    incremental: true,
  },
  {
    name: 'Redshift Serverless',
    arn: 'arn:aws:redshift-serverless:*:*:namespace/*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
  },
  {
    name: 'S3',
    arn: 'arn:aws:s3:::*',
    encryptedBy: 'vault',
    coldStorage: 'ignored',
    incremental: true,
    pointInTime: true,
  },
  {
    name: 'SAP HANA on Amazon EC2',
    arn: 'arn:aws:ssm-sap:*:*:HANA/*',
    encryptedBy: 'vault',
    coldStorage: 'yes',
    incremental: true,
    pointInTime: true,
  },
  {
    name: 'Storage Gateway',
    arn: 'arn:aws:storagegateway:*:*:gateway/*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    incremental: true,
  },
  {
    name: 'Timestream',
    arn: 'arn:aws:timestream:*:*:database/*',
    encryptedBy: 'vault',
    coldStorage: 'yes',
    incremental: true,
  },
  {
    name: 'VirtualMachine',
    arn: 'arn:aws:backup-gateway:*:*:vm/*',
    encryptedBy: 'vault',
    coldStorage: 'yes',
    incremental: true,
  },
];

/** The resources of a selection. */
export interface Selected {
  /** ARNs and patterns. If empty, every resource with the tags. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

/**
 * The types of resources that a selection can reach.
 *
 * @param optedIn names of the types that the region has opted in; undefined when unknown. A type that a selection names
 *   counts as opted in, except for Aurora, DocumentDB and Neptune.
 */
export function reachableTypes({ resources, notResources }: Selected, optedIn?: ReadonlySet<string>): ResourceType[] {
  const named = resources.some((pattern) => pattern !== '*');
  const [selected, excluded] = [resources.map(inAws), notResources.map(inAws)];
  return RESOURCE_TYPES.filter((type) => {
    if (excluded.some((pattern) => covers(pattern, type.arn))) return false;
    if (resources.length > 0 && !selected.some((pattern) => canBe(pattern, type.arn))) return false;
    if (optedIn === undefined || optedIn.has(type.name)) return true;
    return named && type.alwaysNeedsOptIn === undefined;
  });
}

/** Whether a resource type of AWS Backup can have such an ARN, or one that matches the pattern. */
export function isKnownResource(pattern: string): boolean {
  return RESOURCE_TYPES.some(({ arn }) => canBe(inAws(pattern), arn));
}

/** All partitions have the same resource types. */
function inAws(pattern: string): string {
  return inPartition('aws', pattern);
}

const FIELDS_BEFORE_RESOURCE = 5;

/** Whether an ARN can match both patterns. If both have every field, a `*` does not cross fields. */
function canBe(pattern: string, arn: string): boolean {
  const [fields, others] = [fieldsOf(pattern), fieldsOf(arn)];
  if (fields === undefined || others === undefined) return overlap(pattern, arn);
  return fields.every((field, index) => overlap(field, others[index] ?? ''));
}

/** Partition, service, region, account and the resource, which can contain colons; undefined for fewer fields. */
function fieldsOf(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length <= FIELDS_BEFORE_RESOURCE) return undefined;
  return [...parts.slice(0, FIELDS_BEFORE_RESOURCE), parts.slice(FIELDS_BEFORE_RESOURCE).join(':')];
}

/** Whether some text matches both patterns, in which `*` matches anything except white space. */
export function overlap(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] !== '*' && a[same] === b[same]) same++;
  const isWildcard = a[same] === '*' || b[same] === '*';
  return isWildcard ? wildcardsOverlap(a.slice(same), b.slice(same)) : same === a.length && same === b.length;
}

function wildcardsOverlap(a: string, b: string): boolean {
  // Row by row: whether some text matches both the first i characters of a and the first j of b.
  let above: boolean[] = [];
  for (let i = 0; i <= a.length; i++) {
    const row: boolean[] = [];
    for (let j = 0; j <= b.length; j++) {
      const [inA, inB] = [a[i - 1], b[j - 1]];
      if (i === 0 && j === 0) row.push(true);
      else if (inA === '*' || inB === '*') {
        // A `*` matches nothing, or one more character of the other pattern.
        const matchesB = above[j] === true || (row[j - 1] === true && !isSpace(inB));
        const matchesA = row[j - 1] === true || (above[j] === true && !isSpace(inA));
        row.push((inA === '*' && matchesB) || (inB === '*' && matchesA));
      } else row.push(inA === inB && above[j - 1] === true);
    }
    above = row;
  }
  return above[b.length] === true;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

/** Whether the pattern matches everything that the other pattern matches. */
export function covers(pattern: string, other: string): boolean {
  // A character that no pattern contains represents "anything" in the other.
  return overlap(pattern, other.replaceAll('*', '\u0000'));
}
