import { fewOf } from './few-of';

const ids = Array.from({ length: 11 }, (_, index) => String(100_000_000_000 + index));

test.each([
  [ids.slice(0, 1), '100000000000'],
  [ids.slice(0, 10), ids.slice(0, 10).join(', ')],
  [ids, `${ids.slice(0, 10).join(', ')} and 1 more`],
])('M12 lists ten accounts, and counts more', (accounts, expected) => {
  expect(fewOf(accounts)).toBe(expected);
});
