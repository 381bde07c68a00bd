import { markdownTable } from '../../domain/markdown-table';
import type { Rule } from '../../domain/terraform/changes/rule';
import { SEVERITIES } from '../../domain/terraform/changes/severity';
import { RULE_SECTIONS } from './change-rules';

/** The names of all rules. */
export const RULE_NAMES: readonly string[] = [...new Set(RULE_SECTIONS.flatMap(({ rules }) => rules))].map(
  ({ name }) => name,
);

const INTRODUCTION = `# Review rules

Generated from \`domain/terraform\` and \`review/rules\`; a test compares this page with the code.

[\`backupctl review\`](commands/review.md) reports every difference between two synthesized apps, or in saved plans, by
these rules. \`critical\`: cannot be undone, or loses recovery points. \`high\`: less is recoverable, or access is wider.
\`medium\`: behavior changes, or no rule covers the change. \`low\`: no effect on backups or access.
`;

/** The documentation of all rules: the text of \`docs/review-rules.md\`. */
export function reviewRulesMarkdown(): string {
  const sections = RULE_SECTIONS.map(({ title, rules }) => `## ${title}\n\n${table(rules)}`);
  return [INTRODUCTION, ...sections].join('\n');
}

function table(rules: readonly Rule[]): string {
  const bySeverity = [...new Set(rules)].toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  const rows = bySeverity.map(({ name, severity, finds, why, remedy }) => [
    `\`${name}\``,
    severity,
    ...[finds, why, remedy].map((text) => text.replaceAll(/[_|]/g, String.raw`\$&`)),
  ]);
  return markdownTable(['Rule', 'Severity', 'Finds', 'Why', 'Remedy'], rows);
}
