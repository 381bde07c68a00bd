import { tagKeyLength, tagKeyNotAllowed, tagValueNotAllowed } from './tags';

const messages = (findings: readonly { readonly message: string }[]) => findings.map(({ message }) => message);

test('E7 a key has 1 to 128 characters', () => {
  expect(messages([...tagKeyNotAllowed('k', 'p'), ...tagKeyNotAllowed('k'.repeat(128), 'p')])).toEqual([]);
  expect(messages([...tagKeyNotAllowed('', 'p'), ...tagKeyNotAllowed('k'.repeat(129), 'p')])).toEqual([
    'the key of the tag has 0 characters',
    'the key of the tag has 129 characters',
  ]);
});

test('E7 a key that starts with aws: is reserved, in any case, but a selection can look for it', () => {
  expect(messages(tagKeyNotAllowed('AWS:k', 'p'))).toEqual(['tags that start with aws: are reserved for AWS']);
  expect(tagKeyNotAllowed('awsk', 'p')).toEqual([]);
  expect(tagKeyLength('aws:k', 'p')).toEqual([]);
});

test('E7 a value has up to 256 characters', () => {
  expect(messages([...tagValueNotAllowed('', 'p'), ...tagValueNotAllowed('v'.repeat(256), 'p')])).toEqual([]);
  expect(messages(tagValueNotAllowed('v'.repeat(257), 'p'))).toEqual(['the value of the tag has 257 characters']);
});
