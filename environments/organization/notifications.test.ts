import { fixtures } from '../../testing/fixtures';
import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import type { OrganizationInput } from './organization';

const NOW = new Date('2026-11-21T00:00:00Z');
const EMAIL = { protocol: 'email', endpoint: 'backup-alerts@example.com' } as const;

type Notifications = NonNullable<OrganizationInput['notifications']>;

/** What is found in the frozen organization with these notifications. */
function findings(notifications: Notifications): string[] {
  const input = { ...structuredClone(fixtures.organization), notifications };
  const files = (['dev', 'stg', 'prod'] as const).map((name) => ({ file: name, name, input: fixtures[name] }));
  const text = (found: { severity?: string; rule: string; path: string; message: string }) =>
    `${found.severity ?? 'error'} ${found.rule} ${found.path}: ${found.message}`;
  try {
    return (parseEnvironments(files, NOW, { file: 'organization.ts', input }).warnings['organization'] ?? []).map(text);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refused.map(text);
  }
}

test('M6 accepts what an environment accepts', () => {
  expect(findings({ subscriptions: [EMAIL] })).toEqual([]);
  expect(
    findings({
      subscriptions: [{ ...EMAIL, filter: { State: [{ 'anything-but': ['COMPLETED'] }, { exists: false }] } }],
    }),
  ).toEqual([]);
});

test('M6 warns if no one is notified', () => {
  expect(findings({})).toEqual(['warning nobody-listens notifications.subscriptions: no one is notified of failures']);
});

test('M6 refuses filters that hold back failures of members, with every failure that no one gets', () => {
  const only = (State: string[]) => findings({ subscriptions: [{ ...EMAIL, filter: { State } }] });
  const [found = ''] = only(['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL']);
  expect(found).toMatch(
    /^error filter-swallows-failures notifications\.subscriptions\.backup-alerts@example\.com\.filter/,
  );
  expect(found).toContain('a changed setting, which carries no State');
  expect(found).toContain('a restore job that ended as COMPLETED_WITH_ISSUES');
  expect(found).not.toContain('ended as FAILED');
});

test('M6 refuses a filter on accounts: one message lists jobs of several', () => {
  const [found = ''] = findings({ subscriptions: [{ ...EMAIL, filter: { AccountId: ['111111111111'] } }] });
  expect(found).toContain('a backup job that ended as FAILED');
});

test('M6 needs a key in the region of the organization only', () => {
  const key = (region: string) => ({ [region]: `arn:aws:kms:${region}:999999999999:key/1` });
  expect(findings({ subscriptions: [EMAIL], key: key('ap-northeast-1') })).toEqual([]);
  expect(findings({ subscriptions: [EMAIL], key: key('us-east-1') })).toEqual([
    'error topic-key-not-usable notifications.key: no key for the topic in ap-northeast-1',
  ]);
});

test('M6 refuses an endpoint with a secret, and one that is listed twice', () => {
  expect(findings({ subscriptions: [{ protocol: 'https', endpoint: 'https://example.com/?token=1' }] })).toEqual([
    expect.stringMatching(
      /^error endpoint-holds-secret notifications\.subscriptions\.https:\/\/example\.com\.endpoint/,
    ),
  ]);
  expect(findings({ subscriptions: [EMAIL, EMAIL] })).toEqual([expect.stringMatching(/^error subscription-twice /)]);
});

test('M6 refuses a topic whose derived names are too long, on both sides of the limit', () => {
  const named = (length: number) =>
    findings({
      topicName: 't'.repeat(length),
      subscriptions: [{ protocol: 'https', endpoint: 'https://example.com' }],
    });
  expect(named(68)).toEqual([]);
  expect(named(69)).toEqual([expect.stringMatching(/^error derived-text-too-long notifications\.topicName/)]);
});
