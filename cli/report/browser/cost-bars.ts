import { groupedBy } from '../../../domain/grouped-by';
import type { Grouping } from '../../../domain/cost/groups';
import type { CostLine } from '../../../domain/report/cost-data';
import { costLines, storedOf } from '../../../domain/report/cost-lines';
import { plural } from '../../../domain/counted';
import type { View } from './view';

/** So many accounts have a bar each; of more, those with the same amounts share one. */
const FEW_ACCOUNTS = 12;

/** A line of the chart. */
export interface Bar {
  readonly label: string;
  /** What distinguishes it further. */
  readonly detail: string;
  readonly key: readonly string[];
  /** How many accounts have these amounts each; 1 for everything else. */
  readonly times: number;
  /** Of one of them. */
  readonly line: CostLine;
}

/** What stores most comes first. */
export function barsBy(view: View, by: Grouping): Bar[] {
  const lines = costLines(view.data, by);
  const bars =
    by === 'account' && lines.length > FEW_ACCOUNTS
      ? sharedBars(lines, view)
      : lines.map(([key, line]): Bar => ({ ...textOf(key, line, by, view), key, times: 1, line }));
  return bars.toSorted((one, other) => lengthOf(other) - lengthOf(one));
}

/** Of the bar, or of its outline if that is longer. */
export function lengthOf({ line: { amounts, before }, times }: Bar): number {
  return Math.max(storedOf(amounts), storedOf(before ?? [])) * times;
}

function sharedBars(lines: readonly (readonly [readonly string[], CostLine])[], view: View): Bar[] {
  return [...groupedBy(lines, ([, line]) => line)].map(([line, same]): Bar => {
    const [[first = ''] = []] = same[0] ?? [];
    const names = same.slice(0, 3).map(([[id = '']]) => view.accountName(id));
    const label = same.length === 1 ? view.accountName(first) : plural(same.length, 'account');
    const rest = same.length > 3 ? ', …' : '';
    const detail = same.length === 1 ? first : `each the same: ${names.join(', ')}${rest}`;
    return { label, detail, key: [same.length === 1 ? first : label], times: same.length, line };
  });
}

function textOf(key: readonly string[], line: CostLine, by: Grouping, view: View): Pick<Bar, 'label' | 'detail'> {
  const [first = ''] = key;
  const accounts = line.accounts === 1 || line.accounts === 0 ? '' : plural(line.accounts, 'account');
  if (by === 'account') return { label: view.accountName(first), detail: first };
  if (by !== 'rule') return { label: first, detail: accounts };
  const [owner = '', plan = '', rule = '', place = '', region = '', type = ''] = key;
  const name = [plan, rule].filter((part) => part !== '').join(' / ');
  return {
    label: `${name === '' ? 'Restores' : name} · ${type}`,
    detail: [`${place} in ${region}`, owner, accounts].filter((part) => part !== '').join(', '),
  };
}
