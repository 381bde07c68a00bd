/** A group of regions with accounts of its own. */
interface Partition {
  /** The beginning of its regions, by which misspelled ones belong to it too. */
  readonly prefix: string;
  readonly regions: readonly string[];
}

/**
 * The regions of the `aws` partition.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const OTHER_PARTITIONS: Readonly<Record<string, Partition>> = {
  'aws-us-gov': { prefix: 'us-gov-', regions: ['us-gov-east-1', 'us-gov-west-1'] },
  'aws-cn': { prefix: 'cn-', regions: ['cn-north-1', 'cn-northwest-1'] },
  'aws-eusc': { prefix: 'eusc-', regions: ['eusc-de-east-1'] },
  'aws-iso': { prefix: 'us-iso-', regions: ['us-iso-east-1', 'us-iso-west-1'] },
  'aws-iso-b': { prefix: 'us-isob-', regions: ['us-isob-east-1', 'us-isob-west-1'] },
  'aws-iso-e': { prefix: 'eu-isoe-', regions: ['eu-isoe-west-1'] },
  'aws-iso-f': { prefix: 'us-isof-', regions: ['us-isof-east-1', 'us-isof-south-1'] },
};

const ARN = /^arn:(aws[a-z-]*):/;

/** The partition of a region, which can be misspelled. */
export function partitionOfRegion(region: string): string {
  const other = Object.entries(OTHER_PARTITIONS).find(([, { prefix }]) => region.startsWith(prefix));
  return other?.[0] ?? 'aws';
}

/** The regions of a partition. */
export function regionsOf(partition: string): readonly string[] {
  return partition === 'aws' ? REGIONS : (OTHER_PARTITIONS[partition]?.regions ?? []);
}

/** The partition in an ARN; undefined for any other text, and for a partition that does not exist. */
export function partitionOfArn(arn: string): string | undefined {
  const partition = ARN.exec(arn)?.[1] ?? '';
  return partition === 'aws' || Object.hasOwn(OTHER_PARTITIONS, partition) ? partition : undefined;
}

/** The same ARN in another partition. Any other text stays unchanged. */
export function inPartition(partition: string, arn: string): string {
  return partitionOfArn(arn) === undefined ? arn : arn.replace(ARN, `arn:${partition}:`);
}
