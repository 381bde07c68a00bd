import type { CostDifference } from '../../domain/cost/cost-report';
import { NOTHING } from '../../domain/cost/model';
import type { Review } from '../review';
import { reviewMarkdown } from './markdown';
import { reviewText } from './text';

const warm = (warmGbMonths: number) => ({ ...NOTHING, warmGbMonths });
const group = (rule: string, before: number, after: number) => ({
  key: ['environment prod', 'EC2', rule, 'copy', 'ap-northeast-3', 'EC2'],
  before: warm(before),
  after: { ...warm(after), transferredGb: after },
});

function costing(...groups: CostDifference['groups']): Review {
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0 };
  const cost = { before: warm(1), after: warm(1.04), amountBefore: null, amountAfter: null, groups };
  return {
    summary: { findings: 0, bySeverity, accepted: 0, failOn: 'high', failed: false, effects: [], cost },
    findings: [],
  };
}

test('H5 notes what a change does to storage, without a severity', () => {
  const review = costing(group('Daily', 3740, 5540), group('_Weekly_', 10, 6000));
  expect(reviewText(review)).toBe(`What it stores and transfers in an average month
  all rules: the same
  EC2 / _Weekly_ (environment prod; EC2, copy in ap-northeast-3): warm 10 → 6,000 GB-months, transferred 0 → 6,000 GB a month
  EC2 / Daily (environment prod; EC2, copy in ap-northeast-3): warm 3,740 → 5,540 GB-months, transferred 0 → 5,540 GB a month

No differences.`);
  expect(reviewMarkdown(review)).toContain(`
<details><summary>What it stores and transfers in an average month: all rules: the same</summary>

- EC2 / \\_Weekly\\_ (environment prod; EC2, copy in ap-northeast-3): warm 10 → 6,000 GB-months, transferred 0 → 6,000 GB a month
`);
});

test('H5 notes the ten rules that change most, and counts the others', () => {
  const groups = Array.from({ length: 11 }, (_, index) => group(`rule${index}`, 0, index + 1));
  const lines = reviewText(costing(...groups)).split('\n');
  expect(lines[2]).toContain('rule10');
  expect(lines[12]).toBe('  1 more: npx backupctl cost --base shows all');
  expect(reviewText(costing(...groups.slice(1)))).not.toContain('more:');
});
