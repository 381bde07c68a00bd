import {
  tagCharactersNotAllowed,
  tagKeyLength,
  tagKeyNotAllowed,
  tagKeysAlike,
  tagValueNotAllowed,
  tooManyTags,
} from './tags';

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

test.each(['R&D', "it's", 'a,b', '#1', '🙂'])('E7 IAM refuses %s in the tag of a role', (value) => {
  expect(messages(tagCharactersNotAllowed(value, 'p'))).toEqual([
    expect.stringMatching(/^roles have this tag too, and IAM does not accept ./),
  ]);
});

test('E7 IAM accepts letters and digits of all languages, spaces and _ . : / = + - @', () => {
  expect(tagCharactersNotAllowed('部署 Größe 7 _.:/=+-@', 'p')).toEqual([]);
});

test('E7 keys that differ only by case are one key to IAM', () => {
  expect(tagKeysAlike(['CostCenter', 'Cost', 'Center'], 'tags')).toEqual([]);
  expect(tagKeysAlike(['CostCenter', 'costcenter'], 'tags')).toEqual([
    expect.objectContaining({
      path: 'tags.costcenter',
      message: 'roles have this tag too, and IAM does not distinguish it from CostCenter',
    }),
  ]);
});

test('E7 a resource has up to 50 tags, each key once', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`);
  expect(tooManyTags(keys(45), ['a', 'b', 'c', 'd', 'e'], 'tags')).toEqual([]);
  expect(tooManyTags(keys(46), ['a', 'b', 'c', 'd', 'k0'], 'tags')).toEqual([]);
  expect(tooManyTags(keys(47), ['a', 'b', 'c', 'd', 'e'], 'tags')).toEqual([
    expect.objectContaining({
      message: 'with the tags that the stacks add, a resource would have 52 tags, and AWS accepts 50',
      remedy: 'remove 2',
    }),
  ]);
  expect(tooManyTags(['more'], keys(51), 'tags')).toEqual([]);
});
