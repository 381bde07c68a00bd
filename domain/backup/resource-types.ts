/** A kind of resource that AWS Backup backs up, by the name that the region settings use. */
export interface ResourceType {
  readonly name: string;
  /** What its ARNs look like. */
  readonly arn: string;
  /** Whose key encrypts its recovery points: the vault's where AWS Backup manages them fully, else the source's own. */
  readonly encryptedBy: 'vault' | 'source';
  /** Whether its recovery points can turn cold; those of EBS only by the archive opt-in. */
  readonly coldStorage: 'yes' | 'archive' | 'ignored';
  /** Whether it must be opted in even when a selection names it. */
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
  { name: 'EBS', arn: 'arn:aws:ec2:*:*:volume/*', encryptedBy: 'source', coldStorage: 'archive' },
  { name: 'EC2', arn: 'arn:aws:ec2:*:*:instance/*', encryptedBy: 'source', coldStorage: 'ignored' },
  { name: 'EFS', arn: 'arn:aws:elasticfilesystem:*:*:file-system/*', encryptedBy: 'vault', coldStorage: 'yes' },
  { name: 'EKS', arn: 'arn:aws:eks:*:*:cluster/*', encryptedBy: 'vault', coldStorage: 'ignored' },
  { name: 'FSx', arn: 'arn:aws:fsx:*:*:*', encryptedBy: 'source', coldStorage: 'ignored' },
  {
    name: 'Neptune',
    arn: 'arn:aws:rds:*:*:cluster:*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
    alwaysNeedsOptIn: true,
  },
  { name: 'RDS', arn: 'arn:aws:rds:*:*:db:*', encryptedBy: 'source', coldStorage: 'ignored' },
  { name: 'Redshift', arn: 'arn:aws:redshift:*:*:cluster:*', encryptedBy: 'source', coldStorage: 'ignored' },
  {
    name: 'Redshift Serverless',
    arn: 'arn:aws:redshift-serverless:*:*:namespace/*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
  },
  { name: 'S3', arn: 'arn:aws:s3:::*', encryptedBy: 'vault', coldStorage: 'ignored' },
  { name: 'SAP HANA on Amazon EC2', arn: 'arn:aws:ssm-sap:*:*:HANA/*', encryptedBy: 'vault', coldStorage: 'yes' },
  {
    name: 'Storage Gateway',
    arn: 'arn:aws:storagegateway:*:*:gateway/*',
    encryptedBy: 'source',
    coldStorage: 'ignored',
  },
  { name: 'Timestream', arn: 'arn:aws:timestream:*:*:database/*', encryptedBy: 'vault', coldStorage: 'yes' },
  { name: 'VirtualMachine', arn: 'arn:aws:backup-gateway:*:*:vm/*', encryptedBy: 'vault', coldStorage: 'yes' },
];

/** What a selection says about resources. */
export interface Selected {
  /** ARNs and patterns; none: whatever carries the tags. */
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

/**
 * The types of resources that a selection can reach.
 *
 * @param optedIn names of the types that the region has opted in; undefined when nobody says. A type that a selection
 *   names counts as opted in, but for Aurora, DocumentDB and Neptune.
 */
export function reachableTypes({ resources, notResources }: Selected, optedIn?: ReadonlySet<string>): ResourceType[] {
  const named = resources.some((pattern) => pattern !== '*');
  return RESOURCE_TYPES.filter((type) => {
    if (notResources.some((pattern) => covers(pattern, type.arn))) return false;
    if (resources.length > 0 && !resources.some((pattern) => overlap(pattern, type.arn))) return false;
    if (optedIn === undefined || optedIn.has(type.name)) return true;
    return named && type.alwaysNeedsOptIn === undefined;
  });
}

/** Whether some text fits both patterns, in which `*` stands for anything. */
function overlap(a: string, b: string): boolean {
  if (a === '' && b === '') return true;
  if (a.startsWith('*')) return overlap(a.slice(1), b) || (b !== '' && overlap(a, b.slice(1)));
  if (b.startsWith('*')) return overlap(b, a);
  return a !== '' && a[0] === b[0] && overlap(a.slice(1), b.slice(1));
}

/** Whether the pattern fits everything that the other pattern stands for. */
function covers(pattern: string, other: string): boolean {
  // A text that no one would write in a pattern stands for "anything" in the other.
  return overlap(pattern, other.replaceAll('*', '\u0000'));
}
