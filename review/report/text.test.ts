import type { ReviewFinding } from '../finding';
import { reviewText } from './text';

const finding: ReviewFinding = {
  rule: 'tags-changed',
  severity: 'low',
  environments: ['dev'],
  accounts: [],
  stack: 'backup',
  address: 'aws_backup_plan.\u001B[31mp',
  path: 'tags/Team',
  before: null,
  after: 'a\nCRITICAL  vault-removed\u0007\u202E',
  why: 'reports use them',
  remedy: 'check them',
};

test('D escapes control characters, which could hide or forge findings on a terminal', () => {
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 1 };
  const summary = { findings: 1, bySeverity, accepted: 0, failOn: 'high', failed: false, effects: [] } as const;
  expect(
    reviewText({ summary, findings: [finding] })
      .split('\n')
      .slice(2, 6),
  ).toEqual([
    'LOW  tags-changed  dev · backup',
    String.raw`  aws_backup_plan.\u001b[31mp  tags/Team`,
    '    before  nothing',
    String.raw`    after   a\nCRITICAL  vault-removed\u0007\u202e`,
  ]);
});
