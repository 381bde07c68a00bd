import fc from 'fast-check';

import { FilterPolicyError, lets, type MessageAttributes } from './filter-policy';

const FAILED: MessageAttributes = { State: 'FAILED', EventType: 'BACKUP_JOB' };

test.each([
  [{}, true],
  [{ State: ['FAILED'] }, true],
  [{ State: ['failed'] }, false],
  [{ State: ['ABORTED', 'FAILED'] }, true],
  [{ State: [{ exists: true }] }, true],
  [{ State: [{ exists: false }] }, false],
  [{ Missing: [{ exists: false }] }, true],
  [{ Missing: [{ exists: true }] }, false],
  [{ Missing: [{ 'anything-but': 'x' }] }, false],
  [{ Missing: [{ prefix: '' }] }, false],
  [{ State: [{ prefix: 'FAIL' }] }, true],
  [{ State: [{ prefix: 'AIL' }] }, false],
  [{ State: [{ suffix: 'ED' }] }, true],
  [{ State: [{ suffix: 'FAIL' }] }, false],
  [{ State: [{ 'equals-ignore-case': 'failed' }] }, true],
  [{ State: [{ wildcard: 'F*D' }] }, true],
  [{ State: [{ wildcard: 'F.*' }] }, false],
  [{ State: [{ 'anything-but': 'COMPLETED' }] }, true],
  [{ State: [{ 'anything-but': ['COMPLETED', 'FAILED'] }] }, false],
  [{ State: [{ 'anything-but': { prefix: 'FA' } }] }, false],
  [{ State: [{ 'anything-but': { wildcard: '*X' } }] }, true],
  [{ State: ['FAILED'], EventType: ['COPY_JOB'] }, false],
  [{ $or: [{ State: ['COMPLETED'] }, { EventType: ['BACKUP_JOB'] }] }, true],
  [{ $or: [{ State: ['COMPLETED'] }, { EventType: ['COPY_JOB'] }] }, false],
  [{ State: [1, null, true] }, false],
])('N4 %j on a failed backup job: %s', (policy, expected) => expect(lets(policy, FAILED)).toBe(expected));

test.each(['constructor', 'toString', 'hasOwnProperty'])('N4 a message has no attribute %s by nature', (name) => {
  expect(lets({ [name]: [{ exists: false }] }, {})).toBe(true);
  expect(lets({ [name]: [{ exists: true }] }, {})).toBe(false);
});

test.each([
  [{ State: 'FAILED' }, 'State needs a list of conditions'],
  [{ State: [] }, 'State needs a list of conditions'],
  [{ State: ['FAILED'], Other: {} }, 'Other needs a list of conditions'],
  [{ State: [{ prefix: 5 }] }, '5 must be text'],
  [{ State: [{ exists: 'true' }] }, '"true" must be true or false'],
  [{ State: [{ 'anything-but': [] }] }, 'anything-but needs a value'],
  [{ State: [{ 'anything-but': { suffix: null } }] }, 'null must be text'],
  [{ $or: [{ State: ['FAILED'] }] }, '$or needs a list of two or more filter policies'],
  [{ $or: ['FAILED', 'ABORTED'] }, '$or needs a list of two or more filter policies'],
  [
    { State: [{ numeric: ['>', 1] }] },
    '{"numeric":[">",1]} is not a condition on text: use one of exists, prefix, suffix, equals-ignore-case, wildcard, anything-but',
  ],
  [
    { State: [{}] },
    '{} is not a condition on text: use one of exists, prefix, suffix, equals-ignore-case, wildcard, anything-but',
  ],
  [
    { State: [{ constructor: 'x' }] },
    '{"constructor":"x"} is not a condition on text: use one of exists, prefix, suffix, equals-ignore-case, wildcard, anything-but',
  ],
])('N4 refuses %j, whatever the message', (policy, message) => {
  for (const attributes of [{}, FAILED, { State: '' }]) {
    expect(() => lets(policy, attributes)).toThrow(new FilterPolicyError(message));
  }
});

const text = fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'B', '*', '.') });

test('N4 anything-but is the opposite of the same values, but for a missing attribute', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, (values, State) => {
      expect(lets({ State: [{ 'anything-but': values }] }, { State })).toBe(!lets({ State: values }, { State }));
      expect(lets({ State: [{ 'anything-but': values }] }, {})).toBe(false);
    }),
  );
});

test('N4 a wildcard is the same as prefix and suffix where it ends or begins the pattern', () => {
  const literal = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'B', '.', '[') });
  fc.assert(
    fc.property(literal, text, (part, State) => {
      const letsBy = (condition: object) => lets({ State: [condition] }, { State });
      expect(letsBy({ wildcard: `${part}*` })).toBe(letsBy({ prefix: part }));
      expect(letsBy({ wildcard: `*${part}` })).toBe(letsBy({ suffix: part }));
      expect(letsBy({ wildcard: part })).toBe(State === part);
    }),
  );
});

test('N4 more values let more through, more keys less', () => {
  const conditions = fc.array(
    fc.oneof(
      text,
      fc.constant({ exists: false }),
      text.map((prefix) => ({ prefix })),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  const message = fc.record({ State: text, Type: text }, { requiredKeys: [] });
  fc.assert(
    fc.property(conditions, conditions, message, (some, others, attributes) => {
      const either = lets({ State: some }, attributes) || lets({ State: others }, attributes);
      expect(lets({ State: [...some, ...others] }, attributes)).toBe(either);
      const both = lets({ State: some }, attributes) && lets({ Type: others }, attributes);
      expect(lets({ State: some, Type: others }, attributes)).toBe(both);
      const any = lets({ State: some }, attributes) || lets({ Type: others }, attributes);
      expect(lets({ $or: [{ State: some }, { Type: others }] }, attributes)).toBe(any);
    }),
  );
});
