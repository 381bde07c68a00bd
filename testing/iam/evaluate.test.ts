import { isAllowed, type Request } from './evaluate';
import type { Statement } from './statement';

const allow = (more: Partial<Statement> = {}): Statement => ({
  actions: ['s3:Get*'],
  resources: ['arn:a:s3:::b/*'],
  ...more,
});
const deny = (more: Partial<Statement> = {}): Statement => allow({ effect: 'Deny', ...more });
const request = (context: Request['context'] = {}): Request => ({
  action: 'S3:getObject',
  resource: 'arn:a:s3:::b/c',
  context,
});
const when = (operator: string, variable: string, ...values: string[]): Partial<Statement> => ({
  condition: [{ test: operator, variable, values }],
});

test.each<[what: string, identity: Statement[], expected: boolean]>([
  ['an action in another case', [allow()], true],
  ['another resource', [allow({ resources: ['arn:a:s3:::B/*'] })], false],
  ['? for one letter', [allow({ resources: ['arn:a:s3:::?/c'] })], true],
  ['a denial', [allow(), deny()], false],
  ['a denial of everything else', [allow(), deny({ resources: undefined, not_resources: ['arn:a:s3:::b/*'] })], true],
  ['a denial of others', [allow(), deny({ resources: undefined, not_resources: ['arn:a:s3:::x/*'] })], false],
  ['nothing', [], false],
])('evaluates %s', (_what, identity, expected) => {
  expect(isAllowed({ identity }, request())).toBe(expected);
});

test('evaluates a boundary and the policy of a resource: all must allow', () => {
  expect(isAllowed({ identity: [allow()], boundary: [allow()] }, request())).toBe(true);
  expect(isAllowed({ identity: [allow()], boundary: [] }, request())).toBe(false);
  expect(isAllowed({ identity: [allow()], resource: [] }, request())).toBe(false);
  expect(isAllowed({ identity: [], boundary: [allow()] }, request())).toBe(false);
});

test.each<[operator: string, values: string[], found: string | string[] | undefined, expected: boolean]>([
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a*'], 'ab', false],
  ['StringEquals', ['a'], undefined, false],
  ['StringLike', ['a*'], 'ab', true],
  ['ArnEquals', ['arn:aws:sns:*:1:t'], 'arn:aws:sns:eu:1:t', true],
  ['ArnLike', ['arn:aws:*:t'], 'arn:aws:sns:eu:1:t', false],
  ['Bool', ['true'], 'false', false],
  ['Null', ['true'], undefined, true],
  ['Null', ['true'], 'a', false],
  ['Null', ['false'], 'a', true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAnyValue:StringEquals', ['a'], ['a', 'c'], true],
  ['ForAnyValue:StringEquals', ['a'], undefined, false],
])('evaluates %s %j for %j', (operator, values, found, expected) => {
  const context: Request['context'] = found === undefined ? {} : { 'aws:Key': found };
  expect(isAllowed({ identity: [allow(when(operator, 'AWS:key', ...values))] }, request(context))).toBe(expected);
});

test('refuses what it does not know, instead of a wrong answer', () => {
  const unknown = [allow(when('DateGreaterThan', 'aws:Key', '1'))];
  expect(() => isAllowed({ identity: unknown }, request())).toThrow('does not know the operator DateGreaterThan');
  const several = [allow(when('ArnEquals', 'aws:Key', 'arn:a:sns:::t'))];
  expect(() => isAllowed({ identity: several }, request({ 'aws:Key': ['arn:a:sns:::t'] }))).toThrow(
    'has several values',
  );
  const variable = [allow({ resources: ['arn:a:s3:::${aws:username}'] })];
  expect(() => isAllowed({ identity: variable }, request())).toThrow('does not know policy variables');
});
