import { planSelecting } from '../../testing/placed-selection';
import { continuousIgnored } from './continuous-ignored';
import type { Rule } from './model';
import { reachableTypes } from './resource-types';

const RULE: Rule = { name: 'R', continuous: true, archive: false, recoveryPointTags: {}, copies: [] };

function found(continuous: boolean, ...resources: string[]): string[] {
  const value = { ...RULE, continuous };
  const plan = { ...planSelecting([]), rules: [{ value, at: (setting: string) => `R.${setting}`, copies: [] }] };
  return continuousIgnored(plan, reachableTypes({ resources, notResources: [] })).map(({ path }) => path);
}

test('N7 warns of continuous backup of types that have none', () => {
  expect(found(true, 'arn:aws:ec2:*:*:instance/*', 'arn:aws:dynamodb:*:*:table/*')).toEqual(['R.continuous']);
  expect(found(true, 'arn:aws:ec2:*:*:instance/*', 'arn:aws:s3:::*')).toEqual([]);
  expect(found(true, 'arn:aws:rds:*:*:db:*')).toEqual([]);
  expect(found(true)).toEqual([]);
  expect(found(false, 'arn:aws:ec2:*:*:instance/*')).toEqual([]);
});
