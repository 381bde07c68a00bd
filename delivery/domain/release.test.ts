import fc from 'fast-check';

import { releaseOf, type ReleaseParts } from './release';

const digest = (text: string) => `digest of ${text}`;

const PARTS: ReleaseParts = {
  commit: 'abc',
  packageLock: 'none',
  providerLock: 'none',
  stacks: {
    'dev-iam': {
      '//': { metadata: { version: '0.21.0' } },
      resource: { aws_iam_role: { backup: { '//': { metadata: { path: 'dev-iam/backup' } }, name: 'backup' } } },
      data: { aws_iam_policy_document: { trust: { '//': { metadata: {} }, version: '2012-10-17' } } },
    },
  },
};

const release = (change: Partial<ReleaseParts>) => releaseOf({ ...PARTS, ...change }, digest);
const iam = (json: object) => ({ 'dev-iam': json as never });

test('E a release is a digest that ignores what cdktf says of itself, and the order of keys', () => {
  const bare = {
    data: { aws_iam_policy_document: { trust: { version: '2012-10-17' } } },
    resource: { aws_iam_role: { backup: { name: 'backup' } } },
  };
  expect(release({})).toMatch(/^digest of /);
  expect(release({ stacks: iam(bare) })).toBe(release({}));
});

test.each([
  ['commit', { commit: 'abd' }],
  ['package lock', { packageLock: 'x' }],
  ['provider lock', { providerLock: 'x' }],
  ['stack', { stacks: { ...PARTS.stacks, 'stg-iam': {} } }],
  ['argument', { stacks: iam({ resource: { aws_iam_role: { backup: { name: 'other' } } } }) }],
])('E another %s is another release', (_what, change) => {
  expect(release(change)).not.toBe(release({}));
});

test('E a configured comment, such as a tag, counts', () => {
  const tagged = (text: string) => iam({ resource: { aws_iam_role: { backup: { tags: { '//': text } } } } });
  expect(release({ stacks: tagged('a') })).not.toBe(release({ stacks: tagged('b') }));
});

test('E whatever is written differently is another release', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const of = (value: unknown) => release({ stacks: iam({ locals: { value } }) });
      const sorted = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
      const same = JSON.stringify(canonical(sorted(a))) === JSON.stringify(canonical(sorted(b)));
      expect(of(a) === of(b)).toBe(same);
    }),
  );
});

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
