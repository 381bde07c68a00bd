import fc from 'fast-check';
import { mergeInherited } from './inheritance';
import { readJson } from '../json-text';

const OPERATORS = ['@@assign', '@@append', '@@remove'] as const;

/** What a policy says about one list, and what it allows the levels below. */
interface Said {
  readonly '@@assign'?: readonly string[];
  readonly '@@append'?: readonly string[];
  readonly '@@remove'?: readonly string[];
  readonly '@@operators_allowed_for_child_policies'?: readonly string[];
}

const values = fc.array(fc.constantFrom('a', 'A', 'b', 'c', 'd'), { maxLength: 4 });
const allowed = fc.oneof(fc.constantFrom(['@@none'], ['@@all']), fc.subarray([...OPERATORS], { minLength: 1 }));
const said: fc.Arbitrary<Said> = fc.record(
  { '@@assign': values, '@@append': values, '@@remove': values, '@@operators_allowed_for_child_policies': allowed },
  { requiredKeys: [] },
);
const levelsOf = <T>(of: fc.Arbitrary<T>) => fc.array(fc.array(of, { maxLength: 3 }), { maxLength: 4 });

/** What AWS was observed to do, written down once more, for one list, without sharing anything with the code. */
function naiveList(levels: readonly (readonly Said[])[]): readonly string[] | undefined {
  let list: string[] | undefined;
  let may: readonly string[] = OPERATORS;
  for (const level of levels) {
    const permitted = may;
    const of = (operator: (typeof OPERATORS)[number]) =>
      permitted.includes(operator) ? level.flatMap((policy) => (policy[operator] ? [policy[operator]] : [])) : [];
    const [first] = of('@@assign');
    if (first) list = [...first];
    for (const appended of of('@@append')) list = [...(list ?? []), ...appended];
    const removed = of('@@remove').flat();
    list = list?.filter((value, index, all) => !removed.includes(value) && all.indexOf(value) === index);
    for (const { '@@operators_allowed_for_child_policies': names } of level) {
      if (names) may = may.filter((operator) => names.includes('@@all') || names.includes(operator));
    }
  }
  return list;
}

test('O7 a list agrees with a naive reading of the facts, at any level', () => {
  fc.assert(
    fc.property(levelsOf(said), (levels) => {
      const merged = mergeInherited(levels.map((level) => level.map((at) => ({ deep: { at } }))));
      const list = naiveList(levels);
      expect(merged).toEqual(list === undefined ? {} : { deep: { at: list } });
    }),
    { numRuns: 1000 },
  );
});

test('O7 a blocked operator never changes the value', () => {
  fc.assert(
    fc.property(values, fc.subarray([...OPERATORS]), levelsOf(said), (inherited, forbidden, below) => {
      const may = OPERATORS.filter((operator) => !forbidden.includes(operator));
      const root = { '@@assign': inherited, '@@operators_allowed_for_child_policies': may };
      const merge = (levels: readonly (readonly object[])[]) =>
        mergeInherited([[{ at: root }], ...levels.map((level) => level.map((at) => ({ at })))]);
      const withoutForbidden = below.map((level) =>
        level.map((policy) =>
          Object.fromEntries(Object.entries(policy).filter(([key]) => !forbidden.includes(key as '@@assign'))),
        ),
      );
      expect(merge(below)).toEqual(merge(withoutForbidden));
    }),
  );
});

const documents: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    said,
    fc.dictionary(fc.constantFrom('plans', 'Plans', 'x', 'X', 'y', '@@assign', '__proto__'), tie('node'), {
      maxKeys: 3,
    }),
    fc.record({ x: tie('node'), '@@operators_allowed_for_child_policies': allowed }),
  ),
})).node;

/** The same document, its keys in the opposite order. */
function turned(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  return Object.fromEntries(
    Object.entries(document)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

test('O7 merging is deterministic and does not depend on the order of keys, not even byte for byte', () => {
  fc.assert(
    fc.property(levelsOf(documents), (levels) => {
      const merged = JSON.stringify(mergeInherited(levels));
      expect(JSON.stringify(mergeInherited(levels))).toBe(merged);
      expect(JSON.stringify(mergeInherited(levels.map((level) => level.map(turned))))).toBe(merged);
    }),
    { numRuns: 500 },
  );
});

test('O7 merging leaves the documents as they are', () => {
  fc.assert(
    fc.property(levelsOf(documents), (levels) => {
      const before = JSON.stringify(levels);
      mergeInherited(levels);
      expect(JSON.stringify(levels)).toBe(before);
    }),
  );
});

test('O7 any JSON merges, and only names, strings and lists of strings come out', () => {
  const isMerged = (value: unknown): boolean =>
    typeof value === 'string' ||
    (Array.isArray(value)
      ? value.every((element) => typeof element === 'string')
      : Object.entries(value as object).every(([name, inner]) => name === name.toLowerCase() && isMerged(inner)));
  fc.assert(
    fc.property(levelsOf(fc.oneof(fc.jsonValue(), documents)), (levels) => {
      expect(isMerged(mergeInherited(levels))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('O7 the deepest document that is read merges', () => {
  const text = `${'{"a":'.repeat(99)}{"@@assign":1}${'}'.repeat(99)}`;
  expect(readJson(text)).toHaveProperty('node');
  expect(readJson(`{"a":${text}}`)).toHaveProperty('problem');
  expect(JSON.stringify(mergeInherited([[JSON.parse(text)]]))).toContain('{"a":"1"}');
});

test('O7 levels and policies without content change nothing', () => {
  fc.assert(
    fc.property(levelsOf(documents), (levels) => {
      const padded = levels.flatMap((level) => [[], [{}, ...level, {}]]);
      expect(mergeInherited(padded)).toEqual(mergeInherited(levels));
    }),
  );
});
