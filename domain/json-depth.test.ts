import { isTooDeep } from './json-depth';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each([
  [nested(200), false],
  [nested(201), true],
  [nested(100_000), true],
  [`{"a":${'{"a":'.repeat(200)}1${'}'.repeat(201)}`, true],
  // Never closed.
  ['['.repeat(100_000), true],
  // Side by side.
  [`[${Array.from({ length: 10_000 }, () => '[]').join(',')}]`, false],
  // Inside of a text.
  [JSON.stringify(nested(300)), false],
  [String.raw`["\"","${'['.repeat(300)}"]`, false],
  [String.raw`["\\",${nested(300)}]`, true],
  ['"', false],
  ['', false],
])('takes JSON as too deep from 201 levels on: %#', (text, expected) => {
  expect(isTooDeep(text)).toBe(expected);
});

test('takes one pass for a text of 20 MB', () => {
  const start = performance.now();
  expect(isTooDeep(JSON.stringify('\\'.repeat(5_000_000)))).toBe(false);
  expect(isTooDeep('[],'.repeat(7_000_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(5000);
});
