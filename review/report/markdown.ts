import { fewOf } from '../../domain/few-of';
import type { ReviewFinding } from '../finding';
import { SEVERITIES } from '../../domain/terraform/changes/severity';
import type { RuleEffect } from '../meaning/effect';
import type { Review } from '../review';
import { COST_TITLE, costLines } from './cost';
import { sentence } from './text';
import { countsText, effectTitle, factsText, placeText, valueText, verdictText } from './words';

/** GitHub rejects longer comments. */
const LONGEST_COMMENT = 65_536;
/** Space for the note about omitted findings, and for what the workflow adds: its mark and a link to the charts. */
const RESERVE = 800;
const LONGEST_VALUE = 1500;

/**
 * The review as a comment on a pull request: the result, the findings with folded details, worst first, and what they
 * mean. Findings that do not fit are counted.
 * @see https://docs.github.com/en/rest/issues/comments
 */
export function reviewMarkdown({ summary, findings }: Review): string {
  const head = `## Backup review: ${countsText(summary)}\n\n${verdictText(summary)}\n`;
  const effects = fitting(summary.effects.map(effectMarkdown), LONGEST_COMMENT / 3);
  const effectsPart = effects.shown.length === 0 ? '' : meaning(effects.shown, effects.cut);
  const costPart = summary.cost ? costMarkdown(costLines(summary.cost)) : '';
  const room = LONGEST_COMMENT - RESERVE - head.length - effectsPart.length - costPart.length;
  const { shown, cut } = fitting(findings.map(findingMarkdown), room);
  return [head, ...shown, cut === 0 ? '' : notShown(findings.slice(-cut)), effectsPart, costPart]
    .filter((part) => part !== '')
    .join('\n');
}

function fitting(parts: readonly string[], room: number): { shown: string[]; cut: number } {
  let left = room;
  const shown: string[] = [];
  for (const part of parts) {
    left -= part.length + 1;
    if (left < 0) break;
    shown.push(part);
  }
  return { shown, cut: parts.length - shown.length };
}

function notShown(cut: readonly ReviewFinding[]): string {
  const counts = SEVERITIES.map(
    (severity) => [severity, cut.filter((finding) => finding.severity === severity).length] as const,
  );
  const omitted = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  return `**${cut.length} more findings are not shown here** (${omitted.join(', ')}): they exceed the maximum length of a comment. \`npx backupctl review\` shows all.\n`;
}

function findingMarkdown(finding: ReviewFinding): string {
  const { severity, rule, address, path, before, after, why, remedy, accepted, accounts } = finding;
  const state = accepted ? `accepted (${severity})` : severity;
  const title = [
    `<b>${state}</b>`,
    `<code>${rule}</code>`,
    ...[placeText(finding), shortAddress(address), path === '' ? '' : shortChange(before, after)]
      .filter((part) => part !== '')
      .map(html),
  ].join(' · ');
  const short = isShort(before) && isShort(after);
  const values = short ? [] : [fenced('before', before), fenced('after', after)];
  // For a whole resource, the address says enough.
  const showsValues = path !== '' || typeof before === 'string';
  const facts = [
    `- Address: ${code(address)}`,
    ...(path === '' ? [] : [`- Path: ${code(path)}`]),
    ...(accounts.length === 0 ? [] : [`- Accounts: ${fewOf(accounts)}`]),
    ...(showsValues && short
      ? [`- Before: ${code(valueText(before, LONGEST_VALUE))}`, `- After: ${code(valueText(after, LONGEST_VALUE))}`]
      : []),
  ];
  const parts = [
    facts.join('\n'),
    ...(showsValues ? values : []),
    escaped(sentence(why)),
    accepted ? `Accepted until ${accepted.expires}: ${escaped(accepted.reason)}` : `→ ${escaped(remedy)}`,
  ];
  return `<details><summary>${title}</summary>\n\n${parts.join('\n\n')}\n\n</details>\n`;
}

/** Without the digest at the end of a construct ID. */
function shortAddress(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}

function meaning(effects: readonly string[], cut: number): string {
  const more = cut === 0 ? '' : `\n${cut} more rules are not shown here.\n`;
  return `### What it means\n\n${effects.join('\n')}${more}`;
}

/** Folded: a note, which no one has to read. */
function costMarkdown([total = '', ...lines]: readonly string[]): string {
  const list = lines.map((line) => `- ${escaped(line)}`).join('\n');
  return `<details><summary>${COST_TITLE}: ${html(total)}</summary>\n\n${list}\n\n</details>\n`;
}

function effectMarkdown(effect: RuleEffect): string {
  return `- **${escaped(effectTitle(effect))}**\n  - before: ${escaped(factsText(effect.before))}\n  - after: ${escaped(factsText(effect.after))}`;
}

function fenced(name: string, value: unknown): string {
  const text = valueText(
    typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : value,
    LONGEST_VALUE,
  );
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${name}\n\n${fence}json\n${text}\n${fence}`;
}

/** Short enough for one line. */
function isShort(value: unknown): boolean {
  return valueText(value, LONGEST_VALUE).length <= 80;
}

/** `30 → 14`, if both fit into the summary line. */
function shortChange(before: unknown, after: unknown): string {
  const texts = [before, after].map((value) => valueText(value, LONGEST_VALUE));
  return texts.every((text) => text.length <= 40) ? texts.join(' → ') : '';
}

function code(written: string): string {
  const text = written.replaceAll(/\s+/g, ' ');
  const ticks = '`'.repeat(longestRun(text) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\s+/g, ' ');
}

/** Custom names must not become links, mentions or headings. */
function escaped(text: string): string {
  return html(text).replaceAll(/[\\*_[\]#|~@`]/g, String.raw`\$&`);
}
