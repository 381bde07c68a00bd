import { sample } from './sample';

const accounts = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(100 + index) }));
const idsOf = (count: number, size: number) => sample(accounts(count).toReversed(), size).map(({ id }) => id);

test.each([
  [0, 5, []],
  [1, 5, ['100']],
  [5, 5, ['100', '101', '102', '103', '104']],
  [6, 5, ['100', '102', '104']],
  [7, 2, ['100', '104']],
  [3, 1, ['100']],
])('M11 of %i accounts, a sample of at most %i', (count, size, ids) => {
  expect(idsOf(count, size)).toEqual(ids);
});
