import fc from 'fast-check';

import type { Selection } from '../backup/model';
import { selectionTerms } from '../backup/selection-terms';
import { selectionOfTerms, termsText, type WrittenSelection } from './selection-of-terms';

const none = { any: [], conditions: {}, resources: [], notResources: [] };
const key = (name: string) => `aws:ResourceTag/${name}`;

test.each<[string, Parameters<typeof selectionOfTerms>[0], WrittenSelection]>([
  ['one tag', { ...none, any: [{ key: 'AWSBackup', value: 'EC2' }] }, { tags: { AWSBackup: 'EC2' }, match: 'any' }],
  [
    'a tag that must hold for named resources',
    {
      ...none,
      conditions: { stringEquals: [{ key: key('AWSBackup'), value: 'EFS' }] },
      resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'],
    },
    { tags: { AWSBackup: 'EFS' }, match: 'all', resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'] },
  ],
  [
    'conditions on all resources',
    { ...none, conditions: { stringNotLike: [{ key: key('Name'), value: 'test*' }] }, resources: ['*'] },
    { conditions: { stringNotLike: { Name: 'test*' } } },
  ],
  [
    'tags and conditions',
    {
      ...none,
      any: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
      conditions: { stringEquals: [{ key: key('b'), value: '3' }] },
      resources: ['*'],
    },
    { tags: { a: ['1', '2'] }, match: 'any', conditions: { stringEquals: { b: '3' } } },
  ],
])('X1 writes %s as the configuration expresses it', (_, terms, written) => {
  expect(selectionOfTerms(terms)).toEqual(written);
});

test.each([
  ['a condition on something else than a tag', { stringEquals: [{ key: 'aws:RequestedRegion', value: 'x' }] }, ['*']],
  ['a prefix in another case', { stringEquals: [{ key: 'AWS:resourcetag/a', value: 'x' }] }, ['*']],
  ['conditions without any resource', { stringEquals: [{ key: key('a'), value: 'x' }] }, []],
])('X1 finds no selection for %s', (_, conditions, resources) => {
  expect(selectionOfTerms({ ...none, conditions, resources })).toBeUndefined();
});

const tagKey = fc.string({ unit: fc.constantFrom('a', 'B', '1', ':', '/', '=', ' '), minLength: 1, maxLength: 3 });
const tagValues = fc.oneof(fc.string({ maxLength: 3 }), fc.uniqueArray(fc.string({ maxLength: 3 }), { minLength: 1 }));
const tags = fc.dictionary(tagKey, tagValues, { maxKeys: 3, noNullPrototype: true });
const resources = fc.uniqueArray(fc.constantFrom('*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:rds:*:*:db:*'));

test('X1 every selection that a configuration expresses is read back as one that is sent in the same way', () => {
  const selection = fc.record({
    tags,
    match: fc.constantFrom<Selection['match']>('any', 'all', undefined),
    conditions: fc.option(
      fc.record({ stringEquals: tags, stringLike: tags, stringNotEquals: tags, stringNotLike: tags }),
      { nil: undefined },
    ),
    resources,
    notResources: resources,
  });
  fc.assert(
    fc.property(selection, (one) => {
      const terms = selectionTerms(one);
      const written = selectionOfTerms(terms);
      const again = selectionTerms({
        resources: [],
        notResources: [],
        tags: {},
        ...written,
        conditions: written?.conditions && {
          stringEquals: {},
          stringLike: {},
          stringNotEquals: {},
          stringNotLike: {},
          ...written.conditions,
        },
      });
      expect(termsText(again)).toBe(termsText(terms));
    }),
  );
});
