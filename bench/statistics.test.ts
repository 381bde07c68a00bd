import { spread, spreadOf } from './statistics';

test.each([
  [[5], { median: 5, min: 5, max: 5 }],
  [[30, 4, 200], { median: 30, min: 4, max: 200 }],
  [[4, 1, 3, 2], { median: 2.5, min: 1, max: 4 }],
])('returns the median of %j, and the distance to both ends', (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

test('leaves what was measured in its order', () => {
  const values = Object.freeze([3, 1, 2]);
  spread(values);
  expect(values).toEqual([3, 1, 2]);
});

test('refuses nothing', () => {
  expect(() => spread([])).toThrow('there is no spread of nothing');
});

test('compares round by round, so that a slow round changes no ratio', () => {
  expect(spreadOf([20, 200, 30], [10, 100, 10], (a, b) => a / b)).toEqual({ median: 2, min: 2, max: 3 });
});
