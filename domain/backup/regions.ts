import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { partitionOfRegion, regionsOf } from './partitions';

/** A region that does not exist in any partition. The remedy never names a region of another partition. */
export function regionUnknown(region: string, path: string): Finding[] {
  const partition = partitionOfRegion(region);
  const regions = regionsOf(partition);
  if (regions.includes(region)) return [];
  const similar = nearest(region, regions);
  const example = partition === 'aws' ? 'the code of a region, such as ap-northeast-1' : regions.join(' or ');
  return [
    {
      rule: 'region-unknown',
      severity: 'error',
      source: 'aws',
      path,
      found: region,
      message: `"${region}" is not an AWS region`,
      remedy: `write ${similar ?? example}`,
    },
  ];
}
