import fc from 'fast-check';

import { lineAndColumn, positionsIn } from './json-position';

test.each([
  ['', 0, 1, 1],
  ['ab', 2, 1, 3],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 3, 2, 1],
  ['a\rb\n\nc', 5, 4, 1],
])('O4 finds line and column: %j at %i', (text, offset, line, column) => {
  expect(lineAndColumn(text, offset)).toEqual({ line, column });
});

test('O4 counts lines like editors do', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n') });
  fc.assert(
    fc.property(text, fc.nat(), (written, at) => {
      const offset = at % (written.length + 1);
      // Nothing that could be found is inside a line ending.
      fc.pre(!(written[offset - 1] === '\r' && written[offset] === '\n'));
      const before = written.slice(0, offset).split(/\r\n|\r|\n/);
      expect(positionsIn(written)(offset)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
    }),
  );
});
