import fc from 'fast-check';

import { typeOfArn } from './arn-type';
import { mergeFound, type FoundResource } from './resource';

const PLACE = { account: '111111111111', region: 'ap-northeast-1' };
const ARN = 'arn:aws:dynamodb:ap-northeast-1:111111111111:table/orders';
const table: FoundResource = { arn: ARN, type: 'DynamoDB' };

test('H1 puts together what several sources know, and which they are', () => {
  const merged = mergeFound(
    PLACE,
    [
      ['protected', [{ ...table, lastBackup: '2026-11-20T00:00:00.000Z' }]],
      ['tagged', [{ ...table, tags: { A: 'x' } }]],
      ['described', [{ ...table, name: 'orders', tags: undefined }]],
    ],
    { tagsListed: true },
  );
  expect(merged).toEqual([
    {
      ...table,
      ...PLACE,
      name: 'orders',
      tags: { A: 'x' },
      lastBackup: '2026-11-20T00:00:00.000Z',
      sources: ['protected', 'tagged', 'described'],
    },
  ]);
});

test('H1 what is not among all tagged resources has no tags; without that list its tags are not known', () => {
  const found = [['described', [table]]] as const;
  expect(mergeFound(PLACE, found, { tagsListed: true })[0]?.tags).toEqual({});
  expect(mergeFound(PLACE, found, { tagsListed: false })[0]).not.toHaveProperty('tags');
});

test('H1 the order of sources does not change what is found, and the latest backup counts', () => {
  const time = fc.integer({ min: 0, max: 9 }).map((day) => `2026-11-1${day}T00:00:00.000Z`);
  const found = fc.array(fc.record({ ...record(ARN), lastBackup: time }), { maxLength: 3 });
  fc.assert(
    fc.property(found, found, (one, other) => {
      const merged = (order: Parameters<typeof mergeFound>[1]) => mergeFound(PLACE, order, { tagsListed: true });
      const [first] = merged([
        ['protected', one],
        ['images', other],
      ]);
      const [second] = merged([
        ['images', other],
        ['protected', one],
      ]);
      expect(second?.lastBackup).toBe(first?.lastBackup);
      expect(first?.lastBackup).toBe(
        [...one, ...other]
          .map(({ lastBackup }) => lastBackup)
          .toSorted()
          .at(-1),
      );
    }),
  );
});

const record = (arn: string) => ({ arn: fc.constant(arn), type: fc.constant('DynamoDB') });

test.each([
  [ARN, 'DynamoDB'],
  [`${ARN}/index/by-date`, undefined],
  ['arn:aws:ec2:ap-northeast-1:111111111111:instance/i-1', 'EC2'],
  ['arn:aws:ec2:ap-northeast-1:111111111111:snapshot/snap-1', undefined],
  ['arn:aws:rds:ap-northeast-1:111111111111:db:one', 'RDS'],
  ['arn:aws:rds:ap-northeast-1:111111111111:cluster:one', 'Aurora'],
  ['arn:aws:rds:ap-northeast-1:111111111111:cluster-snapshot:one', undefined],
  ['arn:aws:s3:::bucket', 'S3'],
  ['arn:aws-cn:elasticfilesystem:cn-north-1:111111111111:file-system/fs-1', 'EFS'],
  ['arn:aws:elasticache:ap-northeast-1:111111111111:cluster:one', 'ElastiCache'],
  ['no ARN', undefined],
])('H1 the type of %s is %s', (arn, type) => {
  expect(typeOfArn(arn)).toBe(type);
});
