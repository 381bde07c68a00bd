import fc from 'fast-check';

import { type ResourceSelection, selects, type TagCondition } from './resource-selection';

const ARN = 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-1';
const NOTHING: ResourceSelection = { resources: [], notResources: [], tags: [], conditions: [] };

const reaches = (
  selection: Partial<ResourceSelection>,
  tags: Readonly<Record<string, string>> = {},
  { optedIn = true } = {},
) => selects({ ...NOTHING, ...selection }, { arn: ARN, tags }, { optedIn });

const ec2 = { key: 'AWSBackup', value: 'EC2' };
const daily = { key: 'Backup', value: 'daily' };

test('S11 one of several tags is enough', () => {
  expect(reaches({ tags: [ec2, daily] }, { Backup: 'daily' })).toBe(true);
  expect(reaches({ tags: [ec2, daily] }, { Backup: 'Daily', AWSBackup: 'EFS' })).toBe(false);
  expect(reaches({ tags: [ec2] }, { awsbackup: 'EC2' })).toBe(false);
});

test('S11 resources and tags add up, and conditions narrow both', () => {
  const both = { resources: ['arn:aws:ec2:*:*:instance/*'], tags: [daily] };
  expect(reaches(both)).toBe(true);
  expect(reaches({ ...both, resources: ['arn:aws:rds:*'] }, { Backup: 'daily' })).toBe(true);
  const production: TagCondition = { operator: 'stringEquals', key: 'Stage', value: 'prod' };
  expect(reaches({ ...both, conditions: [production] }, { Backup: 'daily' })).toBe(false);
  expect(reaches({ ...both, conditions: [production] }, { Stage: 'prod' })).toBe(true);
});

test('S11 conditions alone select from all resources, and all must match', () => {
  const conditions: TagCondition[] = [
    { operator: 'stringEquals', key: 'Backup', value: 'on' },
    { operator: 'stringNotEquals', key: 'Stage', value: 'test' },
  ];
  expect(reaches({ conditions }, { Backup: 'on' })).toBe(true);
  expect(reaches({ conditions }, { Backup: 'on', Stage: 'prod' })).toBe(true);
  expect(reaches({ conditions }, { Backup: 'on', Stage: 'test' })).toBe(false);
  expect(reaches({ conditions }, { Stage: 'prod' })).toBe(false);
});

test.each<[TagCondition['operator'], string, string | undefined, boolean]>([
  ['stringEquals', 'on', 'on', true],
  ['stringEquals', 'o*', 'on', false],
  ['stringEquals', 'on', undefined, false],
  ['stringLike', '*rod*', 'production', true],
  ['stringLike', '*rod*', 'Production', true],
  ['stringLike', 'prod*', 'Production', false],
  ['stringLike', 'prod*', 'prod web', false],
  ['stringLike', 'a.c', 'abc', false],
  ['stringLike', '*', undefined, false],
  ['stringNotEquals', 'on', 'off', true],
  ['stringNotEquals', 'on', 'on', false],
  ['stringNotEquals', 'on', undefined, true],
  ['stringNotLike', 'tmp-*', 'tmp-1', false],
  ['stringNotLike', 'tmp-*', 'web', true],
  ['stringNotLike', 'tmp-*', undefined, true],
])('S11 %s %j of a tag with value %j: %j', (operator, value, found, expected) => {
  const tags: Record<string, string> = found === undefined ? {} : { Tag: found };
  expect(reaches({ conditions: [{ operator, key: 'Tag', value }] }, tags)).toBe(expected);
});

test.each([
  ['*', true],
  ['arn:aws:ec2:*:*:instance/*', true],
  [ARN, true],
  [`${ARN}0`, false],
  ['arn:aws:ec2:*:*:volume/*', false],
  ['arn:aws:ec2:ap-northeast-3:*:instance/*', false],
])('S11 the resource %s: %j', (pattern, expected) => {
  expect(reaches({ resources: [pattern] })).toBe(expected);
  expect(reaches({ resources: ['*'], notResources: [pattern] })).toBe(!expected);
});

test('S11 a resource type that the region has not opted in to is selected only by name', () => {
  const off = { optedIn: false };
  expect(reaches({ tags: [ec2] }, { AWSBackup: 'EC2' }, off)).toBe(false);
  expect(reaches({ resources: ['*'] }, {}, off)).toBe(false);
  expect(reaches({}, {}, off)).toBe(false);
  expect(reaches({ resources: ['*', 'arn:aws:ec2:*:*:instance/*'] }, {}, off)).toBe(true);
});

// Few keys and values, so that they meet.
const key = fc.constantFrom('A', 'B', 'C');
const value = fc.constantFrom('x', 'y', 'x*');
const tag = fc.record({ key, value });
const condition = fc.record({
  operator: fc.constantFrom('stringEquals', 'stringLike', 'stringNotEquals', 'stringNotLike'),
  key,
  value,
});
const pattern = fc.constantFrom('*', ARN, 'arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*', 'arn:aws:rds:*');
const selection: fc.Arbitrary<ResourceSelection> = fc.record({
  resources: fc.array(pattern, { maxLength: 2 }),
  notResources: fc.array(pattern, { maxLength: 1 }),
  tags: fc.array(tag, { maxLength: 3 }),
  conditions: fc.array(condition, { maxLength: 2 }),
});
const instance = fc.record({ arn: fc.constant(ARN), tags: fc.dictionary(key, fc.constantFrom('x', 'y', 'xy')) });
const region = fc.record({ optedIn: fc.boolean() });

test('S11 the order in a selection does not matter', () => {
  const shuffled = selection.chain((one) =>
    fc.record({
      one: fc.constant(one),
      other: fc.record({
        resources: fc.shuffledSubarray([...one.resources], { minLength: one.resources.length }),
        notResources: fc.shuffledSubarray([...one.notResources], { minLength: one.notResources.length }),
        tags: fc.shuffledSubarray([...one.tags], { minLength: one.tags.length }),
        conditions: fc.shuffledSubarray([...one.conditions], { minLength: one.conditions.length }),
      }),
    }),
  );
  fc.assert(
    fc.property(shuffled, instance, region, ({ one, other }, resource, where) => {
      expect(selects(other, resource, where)).toBe(selects(one, resource, where));
    }),
  );
});

test('S11 one more tag, or one more resource, never excludes a selected resource', () => {
  fc.assert(
    fc.property(selection, tag, pattern, instance, region, (one, more, resource, target, where) => {
      fc.pre(one.tags.length + one.resources.length > 0 && selects(one, target, where));
      expect(selects({ ...one, tags: [...one.tags, more] }, target, where)).toBe(true);
      expect(selects({ ...one, resources: [...one.resources, resource] }, target, where)).toBe(true);
    }),
  );
});

test('S11 one more condition, or one more exclusion, never adds to what was selected', () => {
  fc.assert(
    fc.property(selection, condition, pattern, instance, region, (one, more, excluded, target, where) => {
      fc.pre(!selects(one, target, where));
      expect(selects({ ...one, conditions: [...one.conditions, more] }, target, where)).toBe(false);
      expect(selects({ ...one, notResources: [...one.notResources, excluded] }, target, where)).toBe(false);
    }),
  );
});

test('S11 a selection of one tag and of the same condition select the same', () => {
  fc.assert(
    fc.property(tag, instance, region, (one, target, where) => {
      const conditions = [{ operator: 'stringEquals', ...one } as const];
      expect(selects({ ...NOTHING, tags: [one] }, target, where)).toBe(
        selects({ ...NOTHING, conditions }, target, where),
      );
    }),
  );
});
