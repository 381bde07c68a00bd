import { plural } from '../../../domain/counted';
import { type Grouping, GROUPINGS } from '../../../domain/cost/groups';
import { amountText, keptForeverText, notBackedUpText, numberText, priceSourcesText } from '../../../domain/cost/texts';
import type { ReportCost } from '../../../domain/report/cost-data';
import { amountOf, storedOf } from '../../../domain/report/cost-lines';
import { costBar, costLegend } from './cost-bar';
import { type Bar, barsBy } from './cost-bars';
import { costScale } from './cost-scale';
import { costTable } from './cost-table';
import { changeText } from './cost-texts';
import { html, inParts, select } from './dom';
import { section } from './table';
import type { View } from './view';

/** Bars that are drawn at once. */
const FEW_BARS = 12;
const TITLE = 'What it stores';

/** What backups store, copy to other regions and restore in an average month (H5). */
export function cost(view: View): HTMLElement {
  const { cost: costs } = view.data;
  if (!costs)
    return section(
      'cost',
      TITLE,
      'No sizes are declared. With costs in an environment or in organization.ts, this chart shows what backups store and transfer.',
    );
  const chart = html('div', { class: 'costs' });
  const asTable = html('div');
  const show = (by: Grouping): void => {
    const bars = barsBy(view, by);
    chart.replaceChildren(...barList(bars, view));
    asTable.replaceChildren(costTable(view, costs, by, bars));
  };
  show('rule');
  return section(
    'cost',
    TITLE,
    'In an average month of the next year, from declared sizes and daily changes. Storage in GB-months, what moves in GB.',
    headline(costs),
    html(
      'div',
      { class: 'controls' },
      select(
        'Add up by',
        (Object.keys(GROUPINGS) as Grouping[]).map((by) => [by, GROUPING_TEXTS[by]] as const),
        'rule',
        (by) => show(by as Grouping),
      ),
    ),
    costLegend(costs),
    chart,
    ...notes(costs).map((text) => html('p', { class: 'muted' }, text)),
    asTable,
  );
}

const GROUPING_TEXTS: Readonly<Record<Grouping, string>> = {
  rule: 'rule',
  account: 'account',
  region: 'region',
  type: 'resource type',
  place: 'place',
};

function headline({ total: { amounts, before }, money }: ReportCost): HTMLElement {
  const moved = [
    ...(amountOf(amounts, 'transferred') > 0
      ? [`${numberText(amountOf(amounts, 'transferred'))} GB transferred to other regions`]
      : []),
    ...(amountOf(amounts, 'restored') > 0 ? [`${numberText(amountOf(amounts, 'restored'))} GB restored`] : []),
  ];
  const currency = money?.currency ?? undefined;
  const price =
    money && currency !== undefined
      ? [`${currency} ${amountText(money.amount)}${money.unpriced.length === 0 ? '' : ', without what has no price'}`]
      : [];
  const change = before ? changeText(storedOf(before), storedOf(amounts)) : undefined;
  const compared = change === undefined ? 'The same storage as before.' : `${change} GB-months compared with before.`;
  return html(
    'p',
    { class: 'headline' },
    `${[`${numberText(storedOf(amounts))} GB-months stored`, ...moved].join(', ')}.`,
    ...price.map((text) => html('strong', {}, ` ${text}.`)),
    before ? html('span', { class: 'muted' }, ` ${compared}`) : undefined,
  );
}

function barList(bars: readonly Bar[], view: View): HTMLElement[] {
  const list = html('div', { class: 'plan' });
  const scale = costScale(bars);
  list.append(scale.axis());
  const more = inParts(list, bars, FEW_BARS, {
    draw: (bar) => costBar(bar, scale, view),
    more: (left) => `Show more of ${plural(left, 'bar')}`,
  });
  return [list, more];
}

function notes({ keptForever, notBackedUp, money }: ReportCost): string[] {
  const lacking = money?.unpriced.map(({ service, usage, region, reason }) =>
    `${service} ${usage ?? ''} in ${region} (${reason})`.replace('  ', ' '),
  );
  return [
    ...(keptForever ? [keptForeverText(keptForever)] : []),
    ...(notBackedUp.length === 0 ? [] : [notBackedUpText(notBackedUp)]),
    ...(money ? [priceSourcesText(money)] : []),
    ...(lacking && lacking.length > 0
      ? [`Not in the amounts, because the files lack the price: ${lacking.join('; ')}.`]
      : []),
  ];
}
