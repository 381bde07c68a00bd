import { DEFAULT_FILTER } from './default-filter';

test('N4 the default filter, as it is written to SNS', () => {
  expect(JSON.stringify(DEFAULT_FILTER)).toBe('{"State":[{"exists":false},{"anything-but":"COMPLETED"}]}');
});
