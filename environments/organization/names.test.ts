import { organizationRefusalOf } from '../../testing/organization/refusal';

const named = (names: object) => organizationRefusalOf((input) => Object.assign(input, { names }));

test.each([
  [{ failureBus: 'default' }, '"default" cannot name an event bus: every account has this bus already.'],
  [
    { failureBus: 'partner/bus' },
    '"partner/bus" cannot name an event bus.\n    → use 1 to 256 letters, digits, -, _ and .',
  ],
  [{ failureBus: 'n'.repeat(257) }, 'which has 257 characters, cannot name an event bus.'],
  [{ failureDeadLetters: 'failures.fifo' }, '"failures.fifo" cannot name a queue.'],
  [{ memberRules: 'x' }, 'Unknown key "memberRules". Did you mean "memberRule"?'],
])('X4 refuses names of the organization that AWS would refuse: %j', (names, message) => {
  expect(named(names)).toContain(message);
});

test('X4 accepts names of the organization as AWS does', () => {
  expect(named({ failureBus: 'n'.repeat(256), failureQueue: 'failures', memberRule: 'a.b-c_d' })).toBe(
    'nothing is refused',
  );
});

test('X4 the organization has no existing topics, and no locks of a vault that exists', () => {
  expect(
    organizationRefusalOf((input) => Object.assign(input, { notifications: { subscriptions: [], topicArns: {} } })),
  ).toContain('Unknown key "topicArns".');
  expect(
    organizationRefusalOf(({ baseline }) =>
      Object.assign(baseline.vaults[0] ?? {}, { lock: { mode: 'compliance', changeableForDays: 'set-before' } }),
    ),
  ).toContain('baseline.vaults.test-bk-vault.lock.changeableForDays');
});
