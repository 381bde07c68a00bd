import fc from 'fast-check';

import { covers, isKnownResource, overlap, reachableTypes, RESOURCE_TYPES, type Selected } from './resource-types';

const reach = (selected: Partial<Selected>, optedIn?: readonly string[]) =>
  reachableTypes({ resources: [], notResources: [], ...selected }, optedIn && new Set(optedIn)).map(({ name }) => name);

test('N7 without ARNs every type can carry the tags', () => {
  expect(reach({})).toEqual(RESOURCE_TYPES.map(({ name }) => name));
  expect(reach({ resources: ['*'] })).toEqual(RESOURCE_TYPES.map(({ name }) => name));
});

test.each([
  ['arn:aws:ec2:*:*:instance/*', ['EC2']],
  ['arn:aws:ec2:*:*:volume/*', ['EBS']],
  ['arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0123456789', ['EC2']],
  ['arn:aws:ec2:*', ['EBS', 'EC2']],
  ['arn:aws:rds:*:*:db:*', ['RDS']],
  ['arn:aws:rds:*:*:cluster:*', ['Aurora', 'DocumentDB', 'Neptune', 'RDS']],
  ['arn:aws:s3:::my-bucket', ['S3']],
  ['arn:aws:elasticfilesystem:*:*:file-system/fs-1', ['EFS']],
  ['arn:aws:storagegateway:*:*:gateway/sgw-1/volume/vol-1', ['Storage Gateway']],
  ['arn:aws:sqs:*:*:*', []],
  ['i-0123456789', []],
  ['', []],
])('N7 %s can reach %j', (pattern, types) => {
  expect(reach({ resources: [pattern] })).toEqual(types);
  expect(isKnownResource(pattern)).toBe(types.length > 0);
});

test('N7 an exclusion removes a type only if it covers all of it', () => {
  expect(reach({ resources: ['arn:aws:ec2:*'], notResources: ['arn:aws:ec2:*:*:volume/*'] })).toEqual(['EC2']);
  expect(reach({ resources: ['arn:aws:ec2:*'], notResources: ['arn:aws:ec2:*:*:volume/vol-1*'] })).toEqual([
    'EBS',
    'EC2',
  ]);
  expect(reach({ notResources: ['*'] })).toEqual([]);
});

test('N7 by tags only what the region has opted in, by name anything but Aurora, DocumentDB and Neptune', () => {
  expect(reach({}, ['EFS'])).toEqual(['EFS']);
  expect(reach({ resources: ['*'] }, ['EFS'])).toEqual(['EFS']);
  expect(reach({ resources: ['arn:aws:ec2:*:*:instance/*'] }, ['EFS'])).toEqual(['EC2']);
  expect(reach({ resources: ['arn:aws:rds:*:*:cluster:*'] }, ['Aurora'])).toEqual(['Aurora', 'RDS']);
});

// Short and of few letters, so that patterns meet.
const pattern = fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', ':', '*') });
const word = fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', ':') });

const fits = (text: string, written: string) => new RegExp(`^${written.replaceAll('*', '.*')}$`).test(text);

test('a text fits a pattern exactly when the two overlap', () => {
  fc.assert(fc.property(word, pattern, (text, written) => expect(overlap(text, written)).toBe(fits(text, written))));
});

test('two patterns overlap if some text matches both, in any order', () => {
  fc.assert(
    fc.property(pattern, pattern, word, (first, second, text) => {
      expect(overlap(first, second)).toBe(overlap(second, first));
      expect(overlap(first, first)).toBe(true);
      if (fits(text, first) && fits(text, second)) expect(overlap(first, second)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what overlaps has a text of a few letters that fits both', () => {
  const few = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '*') });
  const texts = wordsUpTo(5);
  fc.assert(
    fc.property(few, few, (first, second) => {
      expect(overlap(first, second)).toBe(texts.some((text) => fits(text, first) && fits(text, second)));
    }),
  );
});

test('what covers a pattern fits every text that the pattern fits', () => {
  fc.assert(
    fc.property(pattern, pattern, word, (wide, narrow, text) => {
      expect(covers('*', narrow)).toBe(true);
      expect(covers(narrow, narrow)).toBe(true);
      if (covers(wide, narrow) && fits(text, narrow)) expect(fits(text, wide)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('many wildcards and long names take no time', () => {
  const begun = process.cpuUsage();
  expect(overlap('*a'.repeat(60), 'a*'.repeat(60))).toBe(true);
  expect(isKnownResource(`arn:aws:s3:::${'x'.repeat(2_000)}`)).toBe(true);
  const { user, system } = process.cpuUsage(begun);
  expect(user + system).toBeLessThan(10_000_000);
});

function wordsUpTo(length: number): string[] {
  if (length === 0) return [''];
  const shorter = wordsUpTo(length - 1);
  return [...new Set(['', ...shorter.flatMap((start) => [start, `${start}a`, `${start}b`])])];
}
