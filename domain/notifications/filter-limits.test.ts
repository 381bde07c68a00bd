import { DEFAULT_FILTER } from './default-filter';
import { filterTooLarge } from './filter-limits';

const values = (count: number) => Array.from({ length: count }, (_, index) => `value-${index}`);
const names = (count: number) => Object.fromEntries(values(count).map((name) => [name, ['x']]));

test('N4 accepts the default filter, five attributes and 150 combinations', () => {
  expect(filterTooLarge(DEFAULT_FILTER)).toEqual([]);
  expect(filterTooLarge(names(5))).toEqual([]);
  expect(filterTooLarge({ State: values(15), EventType: values(10) })).toEqual([]);
});

test('N4 refuses more, and reports both at once', () => {
  expect(filterTooLarge(names(6))).toEqual(['it names 6 attributes; the maximum is 5']);
  expect(filterTooLarge({ State: values(151) })).toEqual([
    'its lists multiply to 151 combinations; the maximum is 150',
  ]);
  expect(filterTooLarge({ ...names(6), State: values(151) })).toHaveLength(2);
});

test('N4 does not count alternatives', () => {
  expect(filterTooLarge({ ...names(5), $or: [{ State: values(200) }, { EventType: ['x'] }] })).toEqual([]);
});
