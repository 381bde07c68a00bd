import fc from 'fast-check';

import { statementsOfDocument, statementsOfPolicy } from '../canonical-statement';
import { type Grant, grantsAdded } from './grants';
import { wideOpen } from './wide-open';

type Json = Readonly<Record<string, unknown>>;

const STATEMENT: Json = {
  sid: 'S',
  actions: ['sns:Publish'],
  resources: ['arn:aws:sns:eu-west-1:111111111111:topic'],
  principals: [{ type: 'Service', identifiers: ['backup.amazonaws.com'] }],
  condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111111111111'] }],
};

const policyOf = (...statements: Json[]) => statementsOfDocument(statements);
const added = (before: Json[], after: Json[]): Grant[] => grantsAdded(policyOf(...before), policyOf(...after));
const changed = (change: Json): Json => ({ ...STATEMENT, ...change });

test.each<[string, Json]>([
  ['an action', { actions: ['sns:Publish', 'sns:Subscribe'] }],
  ['a wildcard in an action', { actions: ['sns:Pub*'] }],
  ['a wildcard in a resource', { resources: ['arn:aws:sns:eu-west-1:111111111111:*'] }],
  ['any resource', { resources: ['*'] }],
  ['another principal', { principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }] }],
  [
    'the same name as another kind of principal',
    { principals: [{ type: 'AWS', identifiers: ['backup.amazonaws.com'] }] },
  ],
  ['everybody', { principals: [{ type: 'AWS', identifiers: ['*'] }] }],
  ['no condition', { condition: [] }],
  [
    'a further value of a condition',
    { condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111111111111', '2'] }] },
  ],
  [
    'another operator',
    { condition: [{ test: 'StringLike', variable: 'aws:SourceAccount', values: ['111111111111'] }] },
  ],
  [
    'an operator that no longer needs the key',
    { condition: [{ test: 'StringEqualsIfExists', variable: 'aws:SourceAccount', values: ['111111111111'] }] },
  ],
  ['everything but an action', { actions: [], not_actions: ['sns:Subscribe'] }],
  ['everything but a resource', { resources: [], not_resources: ['arn:aws:sns:eu-west-1:111111111111:other'] }],
  ['everybody but one', { principals: [], not_principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::1:root'] }] }],
])('finds wider access by %s', (_, change) => {
  expect(added([STATEMENT], [changed(change)])).not.toEqual([]);
});

test.each<[string, Json[], Json[]]>([
  ['a statement less', [STATEMENT, changed({ sid: 'T', actions: ['sns:Subscribe'] })], [STATEMENT]],
  ['another Sid', [STATEMENT], [changed({ sid: 'T' })]],
  ['a name instead of a wildcard', [changed({ actions: ['sns:*'], resources: ['*'] })], [STATEMENT]],
  ['actions in other letters', [STATEMENT], [changed({ actions: ['SNS:publish'] })]],
  [
    'one statement for two',
    [STATEMENT, changed({ sid: 'T', actions: ['sns:Subscribe'] })],
    [changed({ actions: ['sns:Publish', 'sns:Subscribe'] })],
  ],
  ['a further condition', [changed({ condition: [] })], [STATEMENT]],
  [
    'fewer values of a condition',
    [changed({ condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111111111111', '2'] }] })],
    [STATEMENT],
  ],
  [
    'more that is not',
    [changed({ condition: [{ test: 'StringNotEquals', variable: 'aws:x', values: ['a'] }] })],
    [changed({ condition: [{ test: 'StringNotEquals', variable: 'aws:x', values: ['a', 'b'] }] })],
  ],
  [
    'a key that must be there',
    [
      changed({
        condition: [{ test: 'StringEqualsIfExists', variable: 'aws:SourceAccount', values: ['111111111111'] }],
      }),
    ],
    [STATEMENT],
  ],
  [
    'more that is excluded',
    [changed({ actions: [], not_actions: ['s3:*'] })],
    [changed({ actions: [], not_actions: ['s3:*', 'ec2:*'] })],
  ],
  ['a denial more', [STATEMENT], [STATEMENT, changed({ sid: 'D', effect: 'Deny' })]],
  [
    'the number of an account for its root',
    [changed({ principals: [{ type: 'AWS', identifiers: ['111111111111'] }] })],
    [changed({ principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111111111111:root'] }] })],
  ],
])('finds none by %s', (_, before, after) => {
  expect(added(before, after)).toEqual([]);
});

test('finds what a denial no longer denies', () => {
  const denial = changed({ sid: 'D', effect: 'Deny', condition: [] });
  expect(added([STATEMENT, denial], [STATEMENT])).toMatchObject([{ statement: 'D', denied: true }]);
  expect(added([denial], [changed({ sid: 'D', effect: 'Deny' })])).toMatchObject([{ onlyConditions: true }]);
});

test('counts what cannot be evaluated as wider', () => {
  expect(added([STATEMENT], [changed({ something_new: 'x' })])).not.toEqual([]);
  expect(grantsAdded(policyOf(STATEMENT), '${var.policy}')).toMatchObject([{ action: '*', passesRoles: true }]);
  expect(grantsAdded('${var.policy}', '${var.policy}')).toEqual([]);
});

test('reads a policy in IAM and in data source notation alike', () => {
  const written = statementsOfPolicy({
    Version: '2012-10-17',
    Statement: {
      Sid: 'S',
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: 'arn:aws:sns:eu-west-1:111111111111:topic',
      Principal: { Service: 'backup.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
    },
  });
  expect(written).toEqual(policyOf(STATEMENT));
  expect(
    grantsAdded(
      written,
      statementsOfPolicy({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }] }),
    ),
  ).toMatchObject([{ principal: '*', action: '*', resource: '*' }]);
});

test.each<[string, Json, boolean]>([
  ['everything', { actions: ['*'] }, true],
  ['everything but something', { actions: [], not_actions: ['iam:*'] }, true],
  ['any role', { actions: ['iam:PassRole'], resources: ['*'] }, true],
  ['any role of an account', { actions: ['iam:Pass*'], resources: ['arn:aws:iam::1:role/*'] }, true],
  ['one role', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::1:role/x'] }, false],
  ['everybody', { principals: [{ type: 'AWS', identifiers: ['*'] }], condition: [] }, true],
  ['everybody of an organization', { principals: [{ type: 'AWS', identifiers: ['*'] }] }, false],
  ['a denial for everyone', { effect: 'Deny', actions: ['*'] }, false],
])('of a new policy, %s is open: %#', (_, change, open) => {
  expect(wideOpen(policyOf(changed(change)))).toHaveLength(open ? 1 : 0);
});

const letters = fc.constantFrom('a', 'b', '*', '?');
const patterns = fc.array(letters, { maxLength: 6 }).map((parts) => parts.join(''));
const statements = fc.array(
  fc.record({
    effect: fc.constantFrom('Allow', 'Deny'),
    actions: fc.array(
      patterns.filter((text) => text !== ''),
      { minLength: 1, maxLength: 2 },
    ),
    resources: fc.array(
      patterns.filter((text) => text !== ''),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  { maxLength: 3 },
);
const requests = fc.record({ action: fc.stringMatching(/^[ab]{0,5}$/), resource: fc.stringMatching(/^[ab]{0,5}$/) });

interface Plain {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What IAM answers, worked out request by request. */
function allows(policy: readonly Plain[], { action, resource }: { action: string; resource: string }): boolean {
  const matches = (pattern: string, text: string): boolean =>
    new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
  const applies = policy.filter(
    ({ actions, resources }) =>
      actions.some((each) => matches(each, action)) && resources.some((each) => matches(each, resource)),
  );
  return applies.some(({ effect }) => effect === 'Allow') && applies.every(({ effect }) => effect === 'Allow');
}

test('never misses a request that was denied before and is allowed now', () => {
  fc.assert(
    fc.property(statements, statements, requests, (before, after, request) => {
      const silent = grantsAdded(statementsOfDocument(before), statementsOfDocument(after)).length === 0;
      if (silent && allows(after, request)) expect(allows(before, request)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('a policy is never wider than itself', () => {
  fc.assert(
    fc.property(statements, (policy) => {
      expect(grantsAdded(statementsOfDocument(policy), statementsOfDocument(policy.toReversed()))).toEqual([]);
    }),
  );
});

test('compares policies that are far too large for AWS literally, in bounded time', () => {
  const many = (count: number, letter: string) => Array.from({ length: count }, (_, index) => `${letter}:${index}*`);
  const huge = changed({ actions: many(20_000, 's'), resources: many(2000, 'r') });
  const start = performance.now();
  expect(added([huge], [huge])).toEqual([]);
  expect(added([huge], [changed({ actions: many(20_001, 's'), resources: many(2000, 'r') })])).toMatchObject([
    { statement: 'S', principal: '*', action: '*', resource: '*' },
  ]);
  expect(performance.now() - start).toBeLessThan(5000);
});
