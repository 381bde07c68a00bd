import fc from 'fast-check';

import { inOrder } from './order';

const namesOf = (stacks: Parameters<typeof inOrder>[0]) => inOrder(stacks).map(({ name }) => name);

test('E1 producers come before their readers, and otherwise names decide', () => {
  const stacks = [
    { name: 'backup', dependencies: ['notifications', 'iam'] },
    { name: 'ssm', dependencies: ['iam'] },
    { name: 'notifications', dependencies: [] },
    { name: 'iam', dependencies: [] },
  ];
  expect(namesOf(stacks)).toEqual(['iam', 'notifications', 'backup', 'ssm']);
});

test('E1 a producer that is not asked for is no obstacle', () => {
  expect(namesOf([{ name: 'backup', dependencies: ['iam'] }])).toEqual(['backup']);
});

test('E1 every stack comes once, after all that it reads, whatever the order of the manifest', () => {
  // A stack may read stacks with lower numbers: no cycle.
  const graph = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 12 }).map((reads) =>
    reads.map((read, index) => ({
      name: `s${(index * 7) % 13}`,
      dependencies: index === 0 ? [] : [...new Set(read.map((one) => `s${((one % index) * 7) % 13}`))],
    })),
  );
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.nat()), (stacks, numbers) => {
      const shuffled = stacks.toSorted(() => (Number(numbers.next().value) % 2) - 0.5);
      const names = namesOf(shuffled);
      expect(names.toSorted()).toEqual(stacks.map(({ name }) => name).toSorted());
      for (const { name, dependencies } of stacks)
        for (const read of dependencies) expect(names.indexOf(read)).toBeLessThan(names.indexOf(name));
      expect(namesOf(stacks)).toEqual(names);
    }),
  );
});
