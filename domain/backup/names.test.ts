import fc from 'fast-check';

import { nameNotAllowed } from './names';

const allowed = (named: 'vault' | 'plan' | 'rule' | 'selection', name: string) =>
  nameNotAllowed(named, name, 'name').length === 0;

test('E2 a vault has 2 to 50 letters, digits, - and _', () => {
  expect(['EC2', 'ab', 'a'.repeat(50), '-_'].filter((name) => !allowed('vault', name))).toEqual([]);
  expect(['a', '', 'a'.repeat(51), 'a.b', 'a b', 'é1', 'ab\n'].filter((name) => allowed('vault', name))).toEqual([]);
});

test('E2 shortens the ARN of a vault to its name', () => {
  const remedyOf = (name: string) => nameNotAllowed('vault', name, 'name')[0]?.remedy;
  expect(remedyOf('arn:aws:backup:us-east-1:111111111111:backup-vault:ab')).toBe('write the name alone: ab');
  expect(remedyOf('arn:aws:backup:us-east-1:111111111111:backup-vault:a')).toBe('use 2 to 50 letters, digits, - and _');
});

test.each(['plan', 'rule', 'selection'] as const)('E3 E4 a %s has 1 to 50 letters, digits, -, _ and .', (named) => {
  expect(['a', 'a.b', 'a'.repeat(50)].filter((name) => !allowed(named, name))).toEqual([]);
  expect(['', 'a'.repeat(51), 'a/b', 'a b', 'a\n'].filter((name) => allowed(named, name))).toEqual([]);
});

test('what names a vault names a plan too, but for dots and single letters not the other way round', () => {
  const letters = fc.string({ maxLength: 60, unit: fc.constantFrom('a', 'Z', '9', '-', '_', '.', ' ', 'é') });
  fc.assert(
    fc.property(letters, (name) => {
      const differs = name.length < 2 || name.includes('.');
      expect(allowed('vault', name)).toBe(allowed('plan', name) && !differs);
    }),
  );
});
