import fc from 'fast-check';
import original from 'string-width';

import stringWidth from './string-width';

test('measures any text as string-width does', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', ' ', '~', '\u007F', '\n', '\u001B[1m', '表', 'é', '😀', '│') }),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(stringWidth(value)).toBe(original(value));
    }),
  );
});
