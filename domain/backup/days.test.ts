import { inDays } from './days';

test('one day is no days', () => expect([0, 1, 1.5, 2].map(inDays)).toEqual(['0 days', '1 day', '1.5 days', '2 days']));
