import fc from 'fast-check';

import type { ReviewFinding } from '../finding';
import type { Review } from '../review';
import { reviewMarkdown } from './markdown';
import { reviewText } from './text';

const finding: ReviewFinding = {
  rule: 'retention-shorter',
  severity: 'high',
  environments: ['dev', 'stg', 'prod'],
  accounts: ['111111111111'],
  stack: 'backup',
  address: 'aws_backup_plan.plan-EC2_plan_9566AB96',
  path: 'rule/EC2/lifecycle/delete_after',
  before: 30,
  after: 7,
  why: 'you can no longer restore the days before',
  remedy: 'keep the days',
};

function reviewWith(findings: readonly ReviewFinding[]): Review {
  const bySeverity = { critical: 0, high: findings.length, medium: 0, low: 0 };
  return {
    summary: { findings: findings.length, bySeverity, accepted: 0, failOn: 'high', failed: true, effects: [] },
    findings,
  };
}

test('D folds the details of a finding under a summary line', () => {
  expect(reviewMarkdown(reviewWith([finding]))).toBe(`## Backup review: 0 critical, 1 high, 0 medium, 0 low

The review fails: at least one finding is high or worse.

<details><summary><b>high</b> · <code>retention-shorter</code> · dev, stg, prod · backup · aws_backup_plan.plan-EC2_plan · 30 → 7</summary>

- Address: \`aws_backup_plan.plan-EC2_plan_9566AB96\`
- Path: \`rule/EC2/lifecycle/delete_after\`
- Accounts: 111111111111
- Before: \`30\`
- After: \`7\`

You can no longer restore the days before.

→ keep the days

</details>
`);
});

test('D counts the findings that do not fit into a comment', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ ...finding, address: `aws_backup_plan.p${index}` }));
  const markdown = reviewMarkdown(reviewWith(many));
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown.length).toBeGreaterThan(60_000);
  const shown = markdown.match(/<details>/g)?.length ?? 0;
  expect(markdown).toContain(`**${1000 - shown} more findings are not shown here** (${1000 - shown} high)`);
});

test('D stays below the limit whatever the values, and escapes all of them', () => {
  const texts = fc.oneof(fc.string(), fc.constantFrom('```\n</details>', '</summary><script>', '@everyone', '| a |'));
  fc.assert(
    fc.property(
      fc.array(fc.record({ address: texts, path: texts, before: texts, after: texts }), { maxLength: 300 }),
      (all) => {
        const markdown = reviewMarkdown(reviewWith(all.map((each) => ({ ...finding, ...each }))));
        expect(markdown.length).toBeLessThan(65_536);
        const lines = markdown.replaceAll(/^(`{3,})json\n[^]*?\n\1$/gm, '').split('\n');
        const outside = lines
          .map((line) => (line.startsWith('- ') ? line.replaceAll(/(`+).*?\1/g, '') : line))
          .join('\n');
        expect(outside).not.toMatch(/<script>/);
        expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
      },
    ),
    { numRuns: 50 },
  );
});

test('D truncates long values in a terminal, and shows how much is missing', () => {
  const text = reviewText(reviewWith([{ ...finding, after: 'x'.repeat(500) }]));
  expect(text).toContain(`    after   ${'x'.repeat(160)}… (340 more characters)\n`);
});

test('D shows accepted findings as accepted', () => {
  const accepted = { ...finding, accepted: { reason: 'agreed with the owners', expires: '2026-12-31' } };
  expect(reviewText(reviewWith([accepted]))).toContain('  Accepted until 2026-12-31: agreed with the owners');
  expect(reviewMarkdown(reviewWith([accepted]))).toContain('<b>accepted (high)</b>');
});
