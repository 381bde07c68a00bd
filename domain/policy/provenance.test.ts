import { inheritLevel, NOTHING, type Place } from './inheritance-place';
import { readDocument } from './inheritance-statement';
import { contributingPolicies, provenanceOf } from './provenance';

/** Levels of documents by policy name; the targets are named `level-0`, `level-1`... */
function merge(...levels: Readonly<Record<string, unknown>>[]): Place {
  return levels.reduce<Place>(
    (place, level, index) =>
      inheritLevel(
        place,
        Object.entries(level).map(([policy, document]) => ({
          source: { policy, target: `level-${index}` },
          statement: readDocument(document),
        })),
      ),
    NOTHING,
  );
}

test('O7 shows which policies set, appended, removed and were blocked, in the order of effect', () => {
  const root = merge(
    {
      Base: {
        plans: {
          A: { regions: { '@@append': ['x'], '@@operators_allowed_for_child_policies': ['@@append', '@@remove'] } },
        },
      },
      Early: { plans: { a: { regions: { '@@remove': ['y'] } } } },
      Late: { plans: { a: { regions: { '@@assign': ['w', 1] } } } },
    },
    { Child: { plans: { a: { regions: { '@@assign': ['z'], '@@append': ['v'] } } } } },
  );
  expect(provenanceOf(root)).toEqual({
    'plans/a/regions': [
      { action: 'set', policy: 'Late', target: 'level-0', value: ['w', '1'] },
      { action: 'appended', policy: 'Base', target: 'level-0', value: ['x'] },
      { action: 'removed', policy: 'Early', target: 'level-0', value: ['y'] },
      {
        action: 'blocked',
        policy: 'Child',
        target: 'level-1',
        operator: '@@assign',
        value: ['z'],
        by: [{ policy: 'Base', target: 'level-0' }],
        reason: 'forbidden',
      },
      { action: 'appended', policy: 'Child', target: 'level-1', value: ['v'] },
    ],
  });
});

test('O7 shows which policy was attached first when two policies of a level assign', () => {
  const root = merge({ First: { a: { '@@assign': '1' } }, Second: { a: { '@@assign': '2' } } });
  expect(provenanceOf(root)['a']?.[1]).toEqual({
    action: 'blocked',
    policy: 'Second',
    target: 'level-0',
    operator: '@@assign',
    value: '2',
    by: [{ policy: 'First', target: 'level-0' }],
    reason: 'assigned-first',
  });
});

test('O7 shows every setting of an entry that cannot be added, and all policies that forbid it', () => {
  const closed = { plans: { '@@operators_allowed_for_child_policies': ['@@none'] } };
  const child = { plans: { New: { rules: { r: { vault: { '@@assign': 'V' } } }, regions: { '@@append': ['x'] } } } };
  const root = merge({ One: closed }, { Two: closed }, { Child: child });
  const by = [
    { policy: 'One', target: 'level-0' },
    { policy: 'Two', target: 'level-1' },
  ];
  const source = { policy: 'Child', target: 'level-2', action: 'blocked', reason: 'forbidden', by };
  expect(root.merged).toBeUndefined();
  expect(provenanceOf(root)).toEqual({
    'plans/new/regions': [{ ...source, operator: '@@append', value: ['x'] }],
    'plans/new/rules/r/vault': [{ ...source, operator: '@@assign', value: 'V' }],
  });
});

test('O7 a policy whose value was replaced or blocked did not contribute', () => {
  const root = merge(
    { Root: { a: { '@@assign': ['1'] }, b: { '@@assign': ['1'] } } },
    {
      Ou: { a: { '@@assign': ['2'], '@@operators_allowed_for_child_policies': ['@@none'] }, b: { '@@remove': ['1'] } },
    },
    { Account: { a: { '@@append': ['3'] } } },
  );
  expect(contributingPolicies(root.entries.get('a'))).toEqual(['Ou']);
  expect(contributingPolicies(root.entries.get('b'))).toEqual(['Ou', 'Root']);
  expect(contributingPolicies(root, undefined)).toEqual(['Ou', 'Root']);
});

test('O7 settings with one path are combined when a name has a slash', () => {
  const root = merge({ P: { 'a/b': { '@@assign': '1' }, a: { b: { '@@assign': '2' } } } });
  expect(provenanceOf(root)['a/b']?.map(({ value }) => value)).toEqual(['2', '1']);
});
