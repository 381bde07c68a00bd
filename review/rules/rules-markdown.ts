import { SEVERITIES } from '../finding';
import type { Rule } from './rule';
import { RULE_FAMILIES } from './types';

const RULES: readonly Rule[] = Object.values(RULE_FAMILIES).flatMap((family) => Object.values(family));

/** The names of all rules. */
export const RULE_NAMES: readonly string[] = RULES.map(({ name }) => name);

const INTRODUCTION = `# Rules of the review

Generated from \`review/rules\`; a test compares this page with the code.

[\`backupctl review\`](commands/review.md) judges every difference between two synthesized apps, or in saved plans, by
these rules. \`critical\`: it cannot be undone, or loses recovery points. \`high\`: less can be recovered, or more people
and programs get in. \`medium\`: it behaves differently, or no rule knows it. \`low\`: tags and descriptions.
`;

/** The documentation of all rules: \`docs/review-rules.md\` is its text. */
export function reviewRulesMarkdown(): string {
  const families = Object.entries(RULE_FAMILIES).map(([name, rules]) => `## ${name}\n\n${table(Object.values(rules))}`);
  return [INTRODUCTION, ...families].join('\n');
}

function table(rules: readonly Rule[]): string {
  const header = ['Rule', 'Severity', 'Finds', 'Why', 'Remedy'];
  const bySeverity = rules.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const rows = bySeverity.map(({ name, severity, finds, why, remedy }) => [
    `\`${name}\``,
    severity,
    finds,
    why,
    remedy,
  ]);
  const cells = rows.map((row) =>
    row.map((cell) => cell.replaceAll('_', String.raw`\_`).replaceAll('|', String.raw`\|`)),
  );
  const all = [
    header,
    ...cells.map((row, index) => row.map((cell, column) => (column === 0 ? (rows[index]?.[0] ?? '') : cell))),
  ];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('');
}
