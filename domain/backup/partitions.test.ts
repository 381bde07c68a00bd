import { vaultArn, vaultOfArn } from './model';
import { inPartition, partitionOfArn, partitionOfRegion } from './partitions';
import { regionUnknown } from './regions';
import { reachableTypes } from './resource-types';

test.each([
  ['ap-northeast-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-gov-wst-1', 'aws-us-gov'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['nowhere', 'aws'],
])('O4 %s belongs to %s', (region, partition) => {
  expect(partitionOfRegion(region)).toBe(partition);
});

test.each([
  ['us-gov-west-1', undefined],
  ['cn-north-1', undefined],
  ['us-gov-wst-1', 'write us-gov-west-1'],
  ['us-gov-west-2', 'write us-gov-west-1'],
  ['cn-east-1', 'write cn-north-1 or cn-northwest-1'],
  ['us-wst-1', 'write us-west-1'],
])('O4 the remedy for the region %s stays in its partition', (region, remedy) => {
  expect(regionUnknown(region, 'regions')[0]?.remedy).toBe(remedy);
});

test('O4 an ARN has a partition that exists', () => {
  expect(partitionOfArn('arn:aws-cn:iam::$account:role/r')).toBe('aws-cn');
  expect(partitionOfArn('arn:aws-moon:iam::$account:role/r')).toBeUndefined();
  expect(partitionOfArn('aws-cn')).toBeUndefined();
  expect(inPartition('aws', 'arn:aws-us-gov:ec2:*:*:volume/*')).toBe('arn:aws:ec2:*:*:volume/*');
  expect(inPartition('aws', 'arn:aws-moon:ec2:*:*:volume/*')).toBe('arn:aws-moon:ec2:*:*:volume/*');
});

test('O4 the ARN of a vault has the partition of its region', () => {
  const arn = 'arn:aws-us-gov:backup:us-gov-east-1:$account:backup-vault:dr';
  expect(vaultOfArn(arn)).toEqual({ vault: 'dr', region: 'us-gov-east-1', accountId: '$account' });
  expect(vaultArn(vaultOfArn(arn))).toBe(arn);
});

test('O4 every partition has the same resource types', () => {
  const reached = (pattern: string) =>
    reachableTypes({ resources: [pattern], notResources: [] }).map(({ name }) => name);
  expect(reached('arn:aws-cn:ec2:*:*:volume/*')).toEqual(['EBS']);
  expect(reachableTypes({ resources: [], notResources: ['arn:aws-cn:ec2:*'] })).not.toContainEqual(
    expect.objectContaining({ name: 'EBS' }),
  );
});
