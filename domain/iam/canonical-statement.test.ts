import fc from 'fast-check';

import { canonicalText } from './canonical-statement';
import { serializeStatement, statementsIn, statementText } from './serialize-statement';

const ours = serializeStatement({
  sid: 'Ours',
  actions: ['sns:Subscribe', 'sns:Publish'],
  resources: ['arn:topic'],
  principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111111111111:root'] }],
  condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111111111111'] }],
});

test('N9 a statement is the same in every notation of AWS', () => {
  expect(
    canonicalText({
      Sid: 'another',
      Resource: 'arn:topic',
      Condition: { StringEquals: { 'AWS:SourceAccount': '111111111111' } },
      Action: ['SNS:Publish', 'SNS:Subscribe'],
      Principal: { AWS: '111111111111' },
      Effect: 'Allow',
    }),
  ).toBe(canonicalText(ours));
});

test('N9 every notation of everyone is the same', () => {
  const everybody = serializeStatement({
    sid: 'x',
    actions: ['a:b'],
    resources: ['*'],
    principals: [{ type: '*', identifiers: ['*'] }],
  });
  expect(canonicalText({ Effect: 'Allow', Principal: '*', Action: 'a:b', Resource: '*' })).toBe(
    canonicalText(everybody),
  );
  expect(canonicalText({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'a:b', Resource: '*' })).toBe(
    canonicalText(everybody),
  );
});

test.each([
  ['Effect', 'Deny'],
  ['Action', ['sns:Publish', 'sns:Subscribe', 'sns:DeleteTopic']],
  ['Action', undefined],
  ['NotAction', 'sns:Publish'],
  ['NotPrincipal', { AWS: '222222222222' }],
  ['Resource', '*'],
  ['Principal', { AWS: ['111111111111', '222222222222'] }],
  ['Principal', { AWS: '111111111111', Service: 'events.amazonaws.com' }],
  ['Principal', '*'],
  ['Condition', {}],
  ['Condition', { StringLike: { 'aws:SourceAccount': '111111111111' } }],
  ['Condition', { StringEquals: { 'aws:SourceAccount': ['111111111111', '222222222222'] } }],
])('N9 another %s is another statement: %j', (key, value) => {
  expect(canonicalText({ ...ours, [key]: value })).not.toBe(canonicalText(ours));
});

test('N9 a text that is not a policy differs from a policy without statements', () => {
  expect(statementsIn('{"Statement":{"Effect":"Allow"}}')).toEqual([{ Effect: 'Allow' }]);
  expect(statementsIn('{"Statement":[]}')).toEqual([]);
  expect(statementsIn('{}')).toEqual([]);
  expect(statementsIn('Policy')).toBeUndefined();
});

test('N9 the order of keys and values never matters', () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });
  const keys = ['Effect', 'Principal', 'Action', 'Resource'];
  fc.assert(
    fc.property(values, values, fc.shuffledSubarray(keys, { minLength: keys.length }), (actions, services, order) => {
      const statement = { Effect: 'Allow', Principal: { Service: services }, Action: actions, Resource: '*' };
      const other = { ...statement, Principal: { Service: services.toReversed() }, Action: actions.toReversed() };
      const shuffled = Object.fromEntries(order.map((key) => [key, other[key as keyof typeof other]]));
      expect(canonicalText(shuffled)).toBe(canonicalText(statement));
    }),
  );
});

test('N9 shows a statement in short form', () => {
  expect(statementText({ ...ours, Condition: {} })).toBe(
    '{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":["sns:Subscribe","sns:Publish"],"Resource":"arn:topic"}',
  );
});
