import type { Finding } from '../finding';
import { nearest } from '../nearest';

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

/** A region that does not exist. */
export function regionUnknown(region: string, path: string): Finding[] {
  if (REGIONS.includes(region)) return [];
  const similar = nearest(region, REGIONS);
  return [
    {
      rule: 'region-unknown',
      severity: 'error',
      source: 'aws',
      path,
      found: region,
      message: `"${region}" is not an AWS region`,
      remedy: similar === undefined ? 'write the code of a region, such as ap-northeast-1' : `write ${similar}`,
    },
  ];
}
