import { markdownTable } from '../../markdown-table';
import type { RuleDescription } from './rule';
import { RULE_SETS } from './rule-sets';

/** Every rule of the linter. */
export const POLICY_RULES: readonly RuleDescription[] = RULE_SETS.flatMap(({ rules }) => rules);

const INTRODUCTION = `# Rules of the policy linter

Generated from \`domain/policy/lint\`; a test compares this page with the code.

\`backupctl policy lint\` checks an Organizations backup policy against these rules. Source \`aws\`: CreatePolicy rejects
the policy. Source \`backupctl\`: AWS accepts the policy, and it then fails, never runs or loses something.
`;

/** The documentation of all rules: the content of `docs/policy-rules.md`. */
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
  return `${INTRODUCTION}\n${markdownTable(header, rows)}`;
}
