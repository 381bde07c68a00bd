import { mergedPart } from './document-part';

test('O7 the children of a part are its objects, each with its name and path', () => {
  const part = mergedPart('p', { rules: { a: { b: '1' }, list: ['a'], text: 'a' } }, 'plans/p');
  expect(part.children('rules').map(({ name, pathOf }) => [name, pathOf('b'), pathOf('')])).toEqual([
    ['a', 'plans/p/rules/a/b', 'plans/p/rules/a'],
  ]);
});

test.each([undefined, null, 'a', ['a']])('O7 a part that is %j has no values and no children', (object) => {
  const part = mergedPart('p', object, 'p');
  expect([part.text('a'), part.texts('a'), part.children('a'), part.child('a').text('0')]).toEqual([
    undefined,
    [],
    [],
    undefined,
  ]);
});

test('O7 a list can be written as one text', () => {
  const part = mergedPart('p', { one: 'a', many: ['a', 'b'] }, 'p');
  expect([part.texts('one'), part.texts('many'), part.text('many')]).toEqual([['a'], ['a', 'b'], undefined]);
});
