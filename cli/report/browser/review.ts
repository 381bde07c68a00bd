import { counted } from '../../../domain/counted';
import type { ReportFinding } from '../../../domain/report/data';
import { html, inParts } from './dom';
import { section } from './table';
import type { View } from './view';

/** Findings that are shown at once. */
const FEW_FINDINGS = 30;

const LEVELS: Readonly<Record<ReportFinding['severity'], { readonly level: string; readonly symbol: string }>> = {
  critical: { level: 'bad', symbol: '✕' },
  high: { level: 'bad', symbol: '▲' },
  medium: { level: 'part', symbol: '◆' },
  low: { level: 'good', symbol: '●' },
};

/** The findings of the review of a change (H4). The charts beside them outline what was before. */
export function review({ data }: View): HTMLElement | undefined {
  if (!data.review) return undefined;
  const { counts, verdict, findings, cost } = data.review;
  const list = html('ol', { class: 'findings' });
  const more = inParts(list, findings, FEW_FINDINGS, {
    draw: findingElement,
    more: (left) => `Show more of ${counted(left)} findings`,
  });
  const made = section(
    'review',
    'Findings',
    `${counts}. ${verdict}`,
    list,
    more,
    ...(cost
      ? [html('h3', {}, cost.title), html('ul', { class: 'cost' }, ...cost.lines.map((line) => html('li', {}, line)))]
      : []),
  );
  // Beside the charts, it scrolls by itself.
  made.tabIndex = 0;
  return made;
}

function findingElement(finding: ReportFinding): HTMLElement {
  const { severity, rule, place, address, path, before, after, why, remedy, accepted } = finding;
  const { level, symbol } = LEVELS[severity];
  return html(
    'li',
    { class: 'finding' },
    html(
      'p',
      {},
      html('span', { class: `verdict ${accepted === null ? level : 'good'}` }, `${symbol} ${severity}`),
      html('strong', {}, ` ${rule}`),
      html('span', { class: 'muted' }, ` ${place}`),
    ),
    html('p', {}, why),
    path === '' ? undefined : html('p', { class: 'muted' }, html('code', {}, before), ' → ', html('code', {}, after)),
    html('p', { class: 'muted' }, accepted ?? `→ ${remedy}`),
    html('code', { class: 'muted' }, `${address}${path === '' ? '' : ` ${path}`}`),
  );
}
