import { entriesOf, textsOf } from './merged-document';

test('O7 only objects are entries, each with its name', () => {
  const plan = { regions: ['us-east-1'], rules: { daily: {} }, name: 'daily' };
  expect(entriesOf({ plan, list: ['a'], text: 'a' })).toEqual([['plan', plan]]);
  for (const nothing of [undefined, null, 'a', ['a']]) expect(entriesOf(nothing)).toEqual([]);
});

test('O7 one text and a list of texts read alike', () => {
  expect([textsOf('a'), textsOf(['a', 'b']), textsOf(undefined)]).toEqual([['a'], ['a', 'b'], []]);
});
