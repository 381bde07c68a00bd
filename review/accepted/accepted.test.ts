import type { ReviewFinding } from '../finding';
import { accept, type Acceptance } from './accepted';

const finding: ReviewFinding = {
  rule: 'retention-shorter',
  severity: 'high',
  environments: ['prod'],
  accounts: [],
  stack: 'backup',
  address: 'aws_backup_plan.plan-EC2_plan_9566AB96',
  path: 'rule/EC2/lifecycle/delete_after',
  before: 30,
  after: 7,
  why: '',
  remedy: '',
};

const acceptance: Acceptance = {
  rule: finding.rule,
  address: finding.address,
  reason: 'agreed',
  expires: '2026-12-31',
};

const accepting = (entry: Partial<Acceptance>, day = '2026-12-31T23:59:59Z') =>
  accept([finding], [{ ...acceptance, ...entry }], { now: new Date(day), file: 'review-accepted.json' });

test.each<[string, Partial<Acceptance>]>([
  ['its address', {}],
  ['a pattern', { address: 'aws_backup_plan.plan-EC2*' }],
  ['its environment', { environment: 'prod' }],
  ['its stack', { stack: 'backup' }],
])('D accepts a finding by %s, on the last day still', (_, entry) => {
  expect(accepting(entry)).toEqual([{ ...finding, accepted: { reason: 'agreed', expires: '2026-12-31' } }]);
});

test.each<[string, Partial<Acceptance>]>([
  ['rule', { rule: 'copy-removed' }],
  ['address', { address: 'aws_backup_plan.plan-EFS_plan_1' }],
  ['environment', { environment: 'stg' }],
  ['stack', { stack: 'iam' }],
])('D finds an entry for another %s unused', (_, entry) => {
  const [reported, own] = accepting(entry);
  expect(reported).toEqual(finding);
  expect(own).toMatchObject({ rule: 'acceptance-unused', severity: 'medium', path: 'review-accepted.json/1' });
});

test('D reports a finding again when its entry has expired, and the entry too', () => {
  const [reported, own] = accepting({}, '2027-01-01T00:00:00Z');
  expect(reported).toEqual(finding);
  expect(own).toMatchObject({ rule: 'acceptance-expired', address: finding.address, after: { reason: 'agreed' } });
});
