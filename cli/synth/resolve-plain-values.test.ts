import { inspect } from 'node:util';

import fc from 'fast-check';
import { App, DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Token, Tokenization } from 'cdktf';

import { resolve, resolvingPlainValuesFast } from './resolve-plain-values';

const scope = new TerraformStack(new App(), 'stack');

/** The result with the order of its keys, or the message of the failure. */
function outcome(work: () => unknown): string {
  try {
    return inspect(work(), { depth: null });
  } catch (error) {
    return String(error);
  }
}

const resolver = new DefaultTokenResolver(new StringConcat());
const original = (value: unknown): unknown => Tokenization.resolve(value, { scope, resolver });
const fast = (value: unknown): unknown => resolvingPlainValuesFast(() => original(value));

const produced = { produce: () => 'produced' };
const tokens = [
  Token.asString({ Ref: 'a' }),
  `before ${Token.asString('${aws_sns_topic.topic.arn}')} after`,
  Lazy.stringValue(produced),
  Token.asNumber({ Ref: 'b' }),
  `in text: ${Token.asNumber(Lazy.numberValue({ produce: () => 5 }))}`,
  Token.asList(['a', 'b']),
  [...Token.asList({ Ref: 'list' }), 'and more'],
  Token.asNumberList({ Ref: 'numbers' }),
  Token.asStringMap({ Ref: 'strings' }),
  Token.asNumberMap({ Ref: 'numbers' }),
  Token.asAnyMap({ Ref: 'any' }),
  Token.asBooleanMap({ Ref: 'booleans' }),
  Token.asAny({ nested: { deep: ['x', undefined] } }),
  Token.nullValue(),
  { [Token.asString({ Ref: 'key' })]: 'value' },
  ...textsWithTokens(),
];
/** Among them texts of which cdktf, not this file, must resolve the whole. */
function textsWithTokens(): string[] {
  const topic = Token.asString('${aws_sns_topic.topic.arn}');
  const role = Lazy.stringValue({ produce: () => `role of ${topic}` });
  return [
    JSON.stringify({ topic, roles: [role, { nested: `${topic}/${role}` }] }),
    `${topic}${role}`,
    `\${jsonencode({ topic = ${topic} })} and ${role}`,
    `\${${topic}} } ${role}`,
    `$${topic}`,
    `{${topic}}`,
    `${topic} and ${Token.asNumber({ Ref: 'b' })}`,
    `${topic} and ${Token.asString({ nested: 'object' })}`,
    `${topic} and ${Token.asString(undefined)}`,
    `${topic} and ${Lazy.stringValue({ produce: () => undefined })}.`,
    `${topic} 1e5 ${role}`,
    `${topic} \${TfToken[unknown.1]} \${TfToken[broken`,
  ];
}
/** What cdktf refuses, or treats differently from what it looks like. */
const oddities = [
  Token.STRING_MAP_TOKEN_VALUE,
  Token.ANY_MAP_TOKEN_VALUE,
  Token.NUMBER_MAP_TOKEN_VALUE,
  '${TfToken[unknown.1]}',
  '#{TfToken[unknown.1]}',
  '&{TfToken[unknown.1]}',
  '1e5',
  '-1.8881545897087905e+289',
  'role-e-1',
  '${aws_sns_topic.topic.arn}',
  '$${literal}',
  -1,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  new Date(0),
  () => 'a function',
  scope,
  new (class Instance {
    readonly own = 'value';
  })(),
  { resolve: 'a name, not a token' },
  { resolve: () => 'a token that is no instance', creationStack: [] },
  { _children: 'like a construct', _metadata: [] },
  { ['__proto__']: 'own', _children: 'a name' },
  // eslint-disable-next-line no-sparse-arrays
  [, 'after a hole'],
];

/** Tokens in any text, such as JSON. */
const textWithTokens = fc
  .array(fc.oneof(fc.constantFrom('{', '}', '"', '${', '}}', ','), fc.constantFrom<unknown>(...tokens), fc.string()))
  .map((parts) => parts.filter((part) => typeof part === 'string').join(''));

const leaf = fc.oneof(
  { weight: 1, arbitrary: textWithTokens },
  {
    weight: 4,
    arbitrary: fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(undefined),
      fc.constant(null),
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...tokens) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...oddities) },
);
const key = fc.oneof(
  { weight: 9, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom(...oddities.filter((odd) => typeof odd === 'string')) },
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  ),
}));

test.each([...tokens, ...oddities].map((value, index) => [index, value]))(
  'resolves special value %i as cdktf does',
  (_index, value) => {
    for (const part of [value, [value], ['a', value, undefined], { key: value }, { list: [{ key: value }, 1] }]) {
      expect(outcome(() => fast(part))).toBe(outcome(() => original(part)));
    }
  },
);

test('resolves as cdktf does', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(outcome(() => fast(value))).toBe(outcome(() => original(value)));
    }),
    { numRuns: 500 },
  );
});

test('reports a value that contains itself as cdktf does', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  expect(outcome(() => fast(circular))).toBe(outcome(() => original(circular)));
});

test('asks cdktf only for the tokens in a text', () => {
  const asked = jest.fn((part) => `resolved ${String(part).length}`);
  const [first, second] = [Token.asString({ Ref: 'first' }), Token.asString({ Ref: 'second' })];
  const text = JSON.stringify({ first, nested: { second: `before ${second} after` } });
  const resolved = `resolved ${first.length}`;
  expect(resolve(text, asked)).toBe(`{"first":"${resolved}","nested":{"second":"before ${resolved} after"}}`);
  expect(asked.mock.calls).toEqual([[first], [second]]);
});

test('asks cdktf for nothing that is plain', () => {
  const asked = jest.fn();
  const plain = { text: '${path} and 100%', list: [1, 'two', { three: null }], none: undefined, yes: true };
  expect(resolve(plain, asked)).toEqual({ text: '${path} and 100%', list: [1, 'two', { three: null }], yes: true });
  expect(asked).not.toHaveBeenCalled();
});

test('gives cdktf its own way back, also after a failure', () => {
  const before = Object.getOwnPropertyDescriptor(Tokenization, 'resolve');
  const failing = (): never => {
    expect(Object.getOwnPropertyDescriptor(Tokenization, 'resolve')).not.toEqual(before);
    throw new Error('failed');
  };
  expect(() => resolvingPlainValuesFast(failing)).toThrow('failed');
  expect(Object.getOwnPropertyDescriptor(Tokenization, 'resolve')).toEqual(before);
});
