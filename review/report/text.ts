import type { ReviewFinding } from '../finding';
import type { RuleEffect } from '../meaning/effect';
import type { Review } from '../review';
import { COST_TITLE, costLines } from './cost';
import { countsText, effectTitle, factsText, placeText, printable, valueText, verdictText } from './words';

/** Longer values are truncated; the JSON contains them. */
const LONGEST_VALUE = 160;

/** The review for a terminal. */
export function reviewText({ summary, findings }: Review): string {
  const cost = summary.cost ? [[COST_TITLE, ...costLines(summary.cost).map((line) => `  ${line}`)].join('\n')] : [];
  if (findings.length === 0) return [...cost, verdictText(summary)].join('\n\n');
  const effects = summary.effects.length === 0 ? [] : ['What it means', ...summary.effects.map(effectText)];
  return [countsText(summary), ...findings.map(findingText), ...effects, ...cost, verdictText(summary)].join('\n\n');
}

function findingText(finding: ReviewFinding): string {
  const { severity, rule, address, path, before, after, why, remedy, accepted } = finding;
  const state = accepted ? 'accepted' : severity;
  return [
    [`${state.toUpperCase()}  ${rule}`, placeText(finding)].filter((part) => part !== '').join('  '),
    printable(`  ${address}${path === '' ? '' : `  ${path}`}`),
    ...(path === ''
      ? []
      : [`    before  ${valueText(before, LONGEST_VALUE)}`, `    after   ${valueText(after, LONGEST_VALUE)}`]),
    ...(path === '' && typeof before === 'string' ? [printable(`    it was  ${before}`)] : []),
    `  ${sentence(why)}`,
    accepted ? `  Accepted until ${accepted.expires}: ${accepted.reason}` : `  → ${remedy}`,
  ].join('\n');
}

function effectText(effect: RuleEffect): string {
  return [
    printable(`  ${effectTitle(effect)}`),
    printable(`    before  ${factsText(effect.before)}`),
    printable(`    after   ${factsText(effect.after)}`),
  ].join('\n');
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}
