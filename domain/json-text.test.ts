import fc from 'fast-check';

import { jsonNode, readJson } from './json-text';
import { repeatedKeys } from './repeated-keys';
import { largestParts, minified } from './policy/minified';

function problem(text: string): unknown {
  const read = readJson(text);
  return 'problem' in read ? [read.problem.message, read.problem.position] : read;
}

test.each([
  ['', 'a value is missing', 1, 1],
  ['{"a":1,}', 'a key in double quotes is missing', 1, 8],
  ['{\n  "a" 1\n}', 'a colon is missing', 2, 7],
  ['{\r\n"a":1\r\n"b":2}', 'a comma is missing', 3, 1],
  ['{"a":1', 'a closing } is missing', 1, 7],
  ['[1,2', 'a closing ] is missing', 1, 5],
  ['{} {}', 'there is more text after the end of the document', 1, 4],
  ['{"a": // b\n1}', 'a comment, which JSON does not allow', 1, 7],
  ['{"a', 'text without a closing quote', 1, 2],
  ['[nul]', 'expected text in quotes, a number, true, false or null', 1, 2],
  ['["\\x"]', 'a backslash before a character that cannot be escaped', 1, 2],
])('O4 %j is not JSON: %s', (text, message, line, column) => {
  expect(problem(text)).toEqual([message, { line, column }]);
});

test('O4 refuses a text that is nested too deeply, before it exhausts the stack', () => {
  expect(problem('['.repeat(100_000))).toEqual(['nested more than 100 levels deep', { line: 1, column: 101 }]);
  expect(readJson(`${'['.repeat(100)}${']'.repeat(100)}`)).toHaveProperty('node');
  expect(readJson(`["${'['.repeat(1000)}"]`)).toHaveProperty('node');
});

test('O4 reading time grows with the length of a text, not with its square', () => {
  const text = `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":\n1`).join(',\n')}}`;
  // Of the processor, of which a busy machine takes no more: a tenth of a second, or most of a minute by the square.
  const begun = process.cpuUsage();
  expect(readJson(text)).toHaveProperty('node');
  const { user, system } = process.cpuUsage(begun);
  expect(user + system).toBeLessThan(10_000_000);
});

test('O4 keys keep their order and stay as often as they are written, numbers keep their digits', () => {
  const text = '{"b":1e2,"2":"x","a":[true,null],"b":007}'.replace('007', '7.0');
  const read = readJson(text);
  expect('node' in read && minified(read.node)).toBe(text);
});

test('O4 accepts exactly what JSON.parse accepts, and reads the same', () => {
  const almostJson = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', '0', ' ', '\u0001', '\uFEFF'))
    .map(
      ([text, at, inserted]) => text.slice(0, at % (text.length + 1)) + inserted + text.slice(at % (text.length + 1)),
    );
  fc.assert(
    fc.property(fc.oneof(fc.json({ maxDepth: 4 }), fc.string(), almostJson), (text) => {
      const read = readJson(text);
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        expect(read).toHaveProperty('problem');
        return;
      }
      expect('node' in read && JSON.parse(minified(read.node))).toEqual(parsed);
    }),
    { numRuns: 2000 },
  );
});

test('O4 minified text reads back as the same document', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(JSON.parse(minified(jsonNode(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('O4 treats non-JSON values as null, even a value that contains itself', () => {
  const endless: unknown[] = [];
  endless.push(endless);
  expect(() => minified(jsonNode(endless))).not.toThrow();
  expect(minified(jsonNode([undefined, 1n, NaN, () => 1]))).toBe('[null,null,null,null]');
});

test('O4 the largest parts are rules and selections, or other parts of a plan', () => {
  const parts = largestParts(
    jsonNode({
      plans: {
        P: {
          regions: { '@@assign': ['us-east-1'] },
          rules: { Long: { x: 'x'.repeat(50) }, Short: {} },
          selections: { tags: { S: { x: 'x'.repeat(30) } } },
        },
      },
    }),
  );
  expect(parts).toEqual([
    { path: 'plans/P/rules/Long', characters: 65 },
    { path: 'plans/P/selections/tags/S', characters: 42 },
    { path: 'plans/P/regions', characters: 36 },
  ]);
});

describe('O4 repeated keys', () => {
  const keysOf = (text: string, ignoreCase = false) => {
    const read = readJson(text);
    if ('problem' in read) return read.problem.message;
    return repeatedKeys(read.node, { ignoreCase }).map(({ path, offset }) => `${path.join('/')} at ${offset}`);
  };

  test('are found wherever they are', () => {
    expect(keysOf('{"a": {"b": 1, "b": 2}, "c": [0, {"d": 1, "d" : 2}], "a": 3}')).toEqual([
      'a/b at 15',
      'c/1/d at 42',
      'a at 53',
    ]);
  });

  test('are compared by their meaning, not by their escapes', () => {
    expect(keysOf(String.raw`{"a": 1, "\u0061": 2, "\"": 1, "\\": 1}`)).toEqual(['a at 9']);
  });

  test('are not values, nor text that looks like structure', () => {
    expect(keysOf('{"a": "b", "b": ["a", "a"], "c": "{,\\"a\\":[", "d": {"a": 1}}')).toEqual([]);
  });

  test('can be compared ignoring case', () => {
    expect(keysOf('{"a": 1, "A": 2, "a": 3}')).toEqual(['a at 17']);
    expect(keysOf('{"a": 1, "A": 2, "a": 3}', true)).toEqual(['A at 9', 'a at 17']);
  });

  test('never occur in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, space) => {
        expect(keysOf(JSON.stringify(value, null, space))).toEqual([]);
      }),
    );
  });

  test('are not looked for where nesting could exhaust the stack', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(readJson(nested(120), 120)).toHaveProperty('node');
    expect(readJson(nested(121), 120)).toEqual({
      problem: { position: { line: 1, column: 121 }, message: 'nested more than 120 levels deep', tooDeep: true },
    });
  });
});
