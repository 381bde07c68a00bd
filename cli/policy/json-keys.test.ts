import fc from 'fast-check';

import { textProblems } from './json-keys';

const keysOf = (text: string) => textProblems(text).repeated.map(({ path, offset }) => `${path} at ${offset}`);

test('finds a key that its object has already, wherever it stands', () => {
  expect(keysOf('{"a": {"b": 1, "b": 2}, "c": [0, {"d": 1, "d" : 2}], "a": 3}')).toEqual([
    'a/b at 15',
    'c/1/d at 42',
    'a at 53',
  ]);
});

test('takes keys by what they say, not by how they are written', () => {
  expect(keysOf(String.raw`{"a": 1, "\u0061": 2, "\"": 1, "\\": 1}`)).toEqual(['a at 9']);
});

test('does not take values for keys, nor what stands in texts for structure', () => {
  expect(keysOf('{"a": "b", "b": ["a", "a"], "c": "{,\\"a\\":[", "d": {"a": 1}}')).toEqual([]);
});

test('finds nothing in what JSON.stringify writes, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, space) => {
      expect(textProblems(JSON.stringify(value, null, space))).toEqual({ repeated: [], tooDeepAt: undefined });
    }),
  );
});

test('stops where nesting could exhaust the stack', () => {
  expect(textProblems(`${'['.repeat(120)}${']'.repeat(120)}`).tooDeepAt).toBeUndefined();
  expect(textProblems(`${'['.repeat(121)}${']'.repeat(121)}`).tooDeepAt).toBe(120);
});
