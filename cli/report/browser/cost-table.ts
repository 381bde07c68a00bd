import { counted } from '../../../domain/counted';
import { GROUPING_COLUMNS, type Grouping } from '../../../domain/cost/groups';
import { amountText, numberText } from '../../../domain/cost/texts';
import { type CostLine, MOVED, type ReportCost, STORED } from '../../../domain/report/cost-data';
import { amountOf, storedOf } from '../../../domain/report/cost-lines';
import type { Bar } from './cost-bars';
import { changeText, PART_TEXTS } from './cost-texts';
import { html } from './dom';
import { type Row, tableOf } from './table';
import type { View } from './view';

/** The table with the same content as the bars, and the total. */
export function costTable(view: View, cost: ReportCost, by: Grouping, bars: readonly Bar[]): HTMLElement {
  const currency = cost.money?.currency ?? undefined;
  // Parts that are zero everywhere are left out.
  const all = [cost.total, ...cost.lines].flatMap(({ amounts, before }) => [amounts, before ?? []]);
  const parts = [...STORED, ...MOVED].filter((part) => all.some((amounts) => amountOf(amounts, part) > 0));
  const hasBase = cost.total.before !== null;
  const cells = ({ amounts, before }: Pick<CostLine, 'amounts' | 'before'>, times: number): string[] => {
    const [stored, was] = [storedOf(amounts) * times, storedOf(before ?? []) * times];
    return [
      ...parts.map((part) => numberText(amountOf(amounts, part) * times)),
      numberText(stored),
      ...(hasBase ? [numberText(was), changeText(was, stored) ?? 'the same'] : []),
    ];
  };
  const money = (amount: number, isPriced: boolean): string[] =>
    currency === undefined ? [] : [`${amountText(amount)}${isPriced ? '' : ' + ?'}`];
  const row = ({ key, line, times }: Bar): Row => [
    ...key,
    counted(line.accounts * times),
    ...cells(line, times),
    ...money((line.price?.amount ?? 0) * times, line.price?.isPriced ?? true),
    line.keptForever ? '∞ yes' : 'no',
    line.sources.map((source) => html('code', {}, view.sourceText(source))),
  ];
  const columns = GROUPING_COLUMNS[by];
  const total = (): Row => [
    'Total',
    ...columns.map(() => ''),
    ...cells(cost.total, 1),
    ...money(cost.money?.amount ?? 0, cost.money?.unpriced.length === 0),
    '',
    '',
  ];
  const head = [
    ...columns,
    'Accounts',
    ...parts.map((part) => PART_TEXTS[part]),
    'Stored',
    ...(hasBase ? ['Before', 'Change'] : []),
    ...(currency === undefined ? [] : [currency]),
    'Kept forever',
    'Written in',
  ];
  return tableOf('What backups store in GB-months, and move in GB', head, () => [
    ...bars.map((bar) => row(bar)),
    total(),
  ]);
}
