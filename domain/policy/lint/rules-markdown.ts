import type { RuleDescription } from './concern';
import { CONCERNS } from './concerns';

/** Every rule of the linter. */
export const POLICY_RULES: readonly RuleDescription[] = CONCERNS.flatMap(({ rules }) => rules);

const INTRODUCTION = `# Rules of the policy linter

Generated from \`domain/policy/lint\`; a test compares this page with the code.

\`backupctl policy lint\` judges an Organizations backup policy by these rules. Source \`aws\`: CreatePolicy refuses it.
Source \`backupctl\`: AWS takes it, and it then fails, never runs or loses something.
`;

/** The documentation of all rules: `docs/policy-rules.md` is its text. */
export function policyRulesMarkdown(): string {
  const header = ['Rule', 'Severity', 'Source', 'Finds', 'Why', 'See'];
  const rows = POLICY_RULES.map((rule) => [
    `\`${rule.name}\``,
    rule.severity,
    rule.source,
    rule.summary,
    rule.why,
    rule.see.startsWith('https://') ? `<${rule.see}>` : rule.see,
  ]);
  return `${INTRODUCTION}\n${table([header, ...rows])}`;
}

/** A table as prettier leaves it: columns as wide as their widest cell. */
function table([header = [], ...rows]: string[][]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}
