import fc from 'fast-check';

import { nearest } from './nearest';

const KEYS = ['name', 'vault', 'deleteAfterDays', 'startWindowMinutes', 'coldStorageAfterDays'];

test.each([
  ['nmae', 'name'],
  ['Vault', 'vault'],
  ['vaults', 'vault'],
  ['delete_after_days', 'deleteAfterDays'],
  ['deleteAfter', 'deleteAfterDays'],
  ['start', 'startWindowMinutes'],
])('%s was probably meant as %s', (written, meant) => expect(nearest(written, KEYS)).toBe(meant));

test.each([['encryption'], ['del'], ['__proto__'], ['constructor']])(
  '%s was meant as nothing that is known',
  (written) => expect(nearest(written, KEYS)).toBeUndefined(),
);

test('of two that begin alike none was meant, and of two that are as near the first', () => {
  expect(nearest('back', ['backupPlans', 'backupVaults'])).toBeUndefined();
  expect(nearest('ab1', ['ab2', 'ab3'])).toBe('ab2');
});

test('returns nothing if nothing is known', () => expect(nearest('name', [])).toBeUndefined());

test('finds every candidate by itself and with one letter changed, and never names anything else', () => {
  const letters = fc.string({ minLength: 5, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', 'd') });
  fc.assert(
    fc.property(letters, fc.nat(), fc.array(letters, { maxLength: 4 }), (word, place, others) => {
      expect(nearest(word, [...others, word])).toBe(word);
      const index = place % word.length;
      const changed = `${word.slice(0, index)}x${word.slice(index + 1)}`;
      expect(nearest(changed, [word])).toBe(word);
      expect([undefined, ...others]).toContain(nearest(word, others));
    }),
  );
});
