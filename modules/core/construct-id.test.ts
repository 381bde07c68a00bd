import { Construct, RootConstruct } from 'constructs';
import fc from 'fast-check';

import { idsTaken, regionalId } from '../../domain/construct-id';

test('finds the IDs that constructs would refuse, and no others', () => {
  const id = fc.string({ unit: fc.constantFrom('a', 'A', '/', '-', '@', '.'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 6 }), (ids) => {
      const root = new RootConstruct();
      const refused = ids.filter((one) => {
        try {
          new Construct(root, one);
          return false;
        } catch {
          return true;
        }
      });
      expect(idsTaken(ids, (one) => [one]).map(({ value }) => value)).toEqual(refused);
    }),
  );
});

test('names the value that has the ID', () => {
  expect(idsTaken(['a/b', 'c', 'a--b'], (one) => [one])).toEqual([{ value: 'a--b', other: 'a/b' }]);
});

test('E8 the region of the stack adds nothing to an ID', () => {
  expect(regionalId('topic', 'eu-west-1', 'eu-west-1')).toBe('topic');
  expect(regionalId('topic', 'eu-west-3', 'eu-west-1')).toBe('topic-@eu-west-3');
});
