import fc from 'fast-check';

import { planSelecting } from '../../testing/placed-selection';
import { selects } from '../coverage/resource-selection';
import { RESOURCE_TYPES } from './resource-types';
import { everythingExcluded, excludesEverything, resourceExcluded } from './selection-resources';

const INSTANCES = 'arn:aws:ec2:*:*:instance/*';
const ONE = 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-1';

const found = (resources: string[], notResources: string[]) => {
  const plan = planSelecting([], { resources, notResources });
  const everything = everythingExcluded(plan).map(({ finding }) => finding);
  return [...everything, ...resourceExcluded({ resources, notResources }, 'S.resources')].map(({ rule }) => rule);
};

test.each([
  [[ONE], [ONE], ['resources-excluded']],
  [[INSTANCES], ['arn:aws:ec2:*'], ['resources-excluded']],
  [['*'], ['*'], ['resources-excluded']],
  [[ONE, 'arn:aws:rds:*:*:db:*'], [INSTANCES, 'arn:aws:rds:*'], ['resources-excluded']],
  [[], RESOURCE_TYPES.map(({ arn }) => arn), ['resources-excluded']],
  [[ONE, 'arn:aws:rds:*:*:db:*'], [INSTANCES], ['resource-excluded']],
  [['*'], [INSTANCES], []],
  [[INSTANCES], [ONE], []],
  [[INSTANCES], [], []],
  [['*'], RESOURCE_TYPES.map(({ arn }) => arn).slice(0, -1), []],
  [[], [INSTANCES], []],
])('N7 of %j without %j: %j', (resources, notResources, expected) => {
  expect(found(resources, notResources)).toEqual(expected);
});

test('N7 no ARN is selected where everything is excluded', () => {
  const pattern = fc.constantFrom('*', INSTANCES, ONE, 'arn:aws:ec2:*', 'arn:aws:ec2:*:*:volume/*', 'arn:aws:s3:::*');
  const arn = fc.constantFrom(ONE, `${ONE}0`, 'arn:aws:ec2:us-east-1:111111111111:volume/vol-1', 'arn:aws:s3:::bucket');
  const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(patterns, patterns, arn, (resources, notResources, one) => {
      fc.pre(excludesEverything({ resources, notResources }));
      const selection = { resources, notResources, tags: [], conditions: [] };
      expect(selects(selection, { arn: one, tags: {} }, { optedIn: true })).toBe(false);
    }),
  );
});
