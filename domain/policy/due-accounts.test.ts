import { fixtures } from '../../testing/fixtures';
import { parseEnvironments } from '../../environments/parse';
import type { OrganizationInput } from '../../environments/organization/organization';
import { dueAccounts, withoutJobs } from './due-accounts';
import { ruleNamed, policyNamed } from '../../testing/select';

const ALL = ['999999999999', '444444444444', '333333333333', '111111111111', '222222222222', '555555555555'];

/** The accounts in which a rule was due, with a schedule at 03:00 UTC and a start window of an hour. */
function due(since: string, now: string, change: (input: OrganizationInput) => void = () => {}): string[] {
  const input = structuredClone(fixtures.organization);
  Object.assign(ruleNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-rule'), {
    schedule: 'cron(0 3 * * ? *)',
    timezone: 'UTC',
    startWindowMinutes: 60,
  });
  change(input);
  const files = (['dev', 'stg', 'prod'] as const).map((name) => ({ file: name, name, input: fixtures[name] }));
  const { organization } = parseEnvironments(files, new Date(now), { file: 'organization.ts', input });
  if (!organization) throw new Error('there is no organization');
  const found = dueAccounts(organization, { since: new Date(since), now: new Date(now) });
  expect(found.every(({ region }) => region === 'ap-northeast-1')).toBe(true);
  return found.map(({ accountId }) => accountId);
}

test('M6 a rule is due once its start window is over', () => {
  expect(due('2026-11-21T00:00:00Z', '2026-11-21T03:59:59Z')).toEqual([]);
  expect(due('2026-11-21T00:00:00Z', '2026-11-21T04:00:00Z').toSorted()).toEqual(ALL.toSorted());
});

test('M6 a run before the period counts for nothing', () => {
  expect(due('2026-11-21T03:00:00Z', '2026-11-22T03:30:00Z')).toEqual([]);
  expect(due('2026-11-21T02:59:59Z', '2026-11-21T04:00:00Z')).toHaveLength(ALL.length);
});

test('M6 an account that leaves is not due', () => {
  const found = due('2026-11-21T00:00:00Z', '2026-11-21T04:00:00Z', ({ root }) => {
    const [, security] = root.ous ?? [];
    Object.assign(security?.accounts?.[0] ?? {}, { leaving: true });
  });
  expect(found).not.toContain('555555555555');
  expect(found).toHaveLength(ALL.length - 1);
});

test('M6 names accounts without a job, by region, in the regions that were read', () => {
  const tokyo = ['1', '2', '3'].map((accountId) => ({ accountId, region: 'ap-northeast-1' }));
  const dueThere = [...tokyo, { accountId: '1', region: 'us-east-1' }];
  const jobs = [{ accountId: '2', region: 'ap-northeast-1' }];
  expect(withoutJobs(dueThere, jobs, ['ap-northeast-1'])).toEqual([{ region: 'ap-northeast-1', accounts: ['1', '3'] }]);
  expect(withoutJobs(dueThere, [...tokyo, ...dueThere], ['ap-northeast-1', 'us-east-1'])).toEqual([]);
});
