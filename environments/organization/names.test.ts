import { fixtures } from '../../testing/fixtures';
import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import type { OrganizationInput } from './organization';

function refusalOf(change: (input: OrganizationInput) => void): string {
  const input = structuredClone(fixtures.organization);
  change(input);
  const files = (['dev', 'stg', 'prod'] as const).map((name) => ({ file: name, name, input: fixtures[name] }));
  try {
    parseEnvironments(files, new Date('2026-11-21T00:00:00Z'), { file: 'organization.ts', input });
    return 'nothing is refused';
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.message;
  }
}

const named = (names: object) => refusalOf((input) => Object.assign(input, { names }));

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
  expect(refusalOf((input) => Object.assign(input, { notifications: { subscriptions: [], topicArns: {} } }))).toContain(
    'Unknown key "topicArns".',
  );
  expect(
    refusalOf(({ baseline }) =>
      Object.assign(baseline.vaults[0] ?? {}, { lock: { mode: 'compliance', changeableForDays: 'set-before' } }),
    ),
  ).toContain('baseline.vaults.test-bk-vault.lock.changeableForDays');
});
