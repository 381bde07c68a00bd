import fc from 'fast-check';

import { gapsNotice } from './gaps-notice';
import { SOURCES } from './resource';
import { GAPS, type ResourceCoverage, STATUSES, type Unread } from './status';
import { CoverageTally, gapsIn } from './tally';

const resources: fc.Arbitrary<ResourceCoverage[]> = fc.array(
  fc.record({
    arn: fc.constant('arn'),
    account: fc.constantFrom('111111111111', '222222222222'),
    region: fc.constant('ap-northeast-1'),
    type: fc.constantFrom('EC2', 'SAP HANA on Amazon EC2'),
    status: fc.constantFrom(...STATUSES),
    reason: fc.constant('why'),
    coveredBy: fc.constant([]),
    sources: fc.subarray([...SOURCES]),
  }),
);
const denied: Unread = {
  account: '111111111111',
  region: '',
  what: 'account',
  permission: 'sts:AssumeRole',
  message: '',
};
const failed: Unread = { account: '111111111111', region: 'eu-west-1', what: 'tagged', message: 'failed' };

function summaryOf(all: readonly ResourceCoverage[], unread: readonly Unread[] = []) {
  const tally = new CoverageTally();
  for (const one of all) tally.add(one);
  tally.addUnread(unread);
  return tally.summary();
}

test('H1 the totals are those of the resources, by status, account and type, and by source', () => {
  fc.assert(
    fc.property(resources, (all) => {
      const { counts, byType, sources } = summaryOf(all);
      for (const status of STATUSES) {
        const count = all.filter((one) => one.status === status).length;
        expect(counts[status]).toBe(count);
        expect(byType.filter((one) => one.status === status).reduce((sum, one) => sum + one.count, 0)).toBe(count);
      }
      for (const { account, type, status, count } of byType) {
        const same = all.filter((one) => one.account === account && one.type === type && one.status === status);
        expect(count).toBe(same.length);
      }
      for (const { source, type, count } of sources) {
        expect(count).toBe(all.filter((one) => one.type === type && one.sources.includes(source)).length);
      }
    }),
  );
});

test('H1 a missing permission is a gap, unless unknown is none', () => {
  expect(gapsIn(summaryOf([], [denied, failed]), GAPS)).toBe(1);
  expect(gapsIn(summaryOf([], [denied]), ['stale'])).toBe(0);
});

test('H1 the notice lists gaps by account and type, and what could not be read', () => {
  const stale = {
    arn: 'arn',
    account: '111111111111',
    region: '',
    type: 'EC2',
    reason: '',
    coveredBy: [],
    sources: [],
  };
  const all = [
    { ...stale, status: 'stale' },
    { ...stale, status: 'stale' },
    { ...stale, status: 'covered' },
  ] as const;
  const choice = { of: 'dev', failOn: GAPS };
  expect(gapsNotice(summaryOf(all, [denied, failed]), choice)).toEqual({
    subject: 'Backup coverage of dev: 3 gaps, incomplete',
    body: `Resources of dev without a backup in time, by account and type:

111111111111 EC2: 2 stale
111111111111 account not read (sts:AssumeRole)
111111111111 eu-west-1 tagged not read

npx backupctl coverage lists each resource, with what it lacks.`,
  });
  expect(gapsNotice(summaryOf([{ ...stale, status: 'covered' }]), choice)).toBeUndefined();
  expect(gapsNotice(summaryOf(all, [denied]), { of: 'dev', failOn: [] })).toBeUndefined();
});

test('H1 a notice about many accounts fits into a message', () => {
  const one = { arn: 'arn', region: '', type: 'SAP HANA on Amazon EC2', reason: '', coveredBy: [], sources: [] };
  const all = Array.from({ length: 1001 }, (_, index) => ({
    ...one,
    account: String(index),
    status: 'missing-tag' as const,
  }));
  const { body = '' } = gapsNotice(summaryOf(all), { of: 'the organization', failOn: GAPS }) ?? {};
  expect(body).toContain('\nand 1 more\n');
  expect(body.length).toBeLessThan(200_000);
});
