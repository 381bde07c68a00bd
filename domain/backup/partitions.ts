import { AWS_REGIONS } from '../aws-limits/generated';

/** A group of regions with accounts of its own. */
interface Partition {
  /** The beginning of its regions, by which misspelled ones belong to it too. */
  readonly prefix: string;
  readonly regions: readonly string[];
}

/** The regions of the `aws` partition. */
export const REGIONS: readonly string[] = AWS_REGIONS.aws;

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const OTHER_PARTITIONS: Readonly<Record<string, Partition>> = {
  'aws-us-gov': { prefix: 'us-gov-', regions: AWS_REGIONS['aws-us-gov'] },
  'aws-cn': { prefix: 'cn-', regions: AWS_REGIONS['aws-cn'] },
  'aws-eusc': { prefix: 'eusc-', regions: AWS_REGIONS['aws-eusc'] },
  'aws-iso': { prefix: 'us-iso-', regions: AWS_REGIONS['aws-iso'] },
  'aws-iso-b': { prefix: 'us-isob-', regions: AWS_REGIONS['aws-iso-b'] },
  'aws-iso-e': { prefix: 'eu-isoe-', regions: AWS_REGIONS['aws-iso-e'] },
  'aws-iso-f': { prefix: 'us-isof-', regions: AWS_REGIONS['aws-iso-f'] },
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
