import type { CostDifference, CostReport } from '../../domain/cost/cost-report';
import { GROUPING_COLUMNS } from '../../domain/cost/groups';
import { keptForever } from '../../domain/cost/kept-forever';
import { type Quantities, QUANTITIES } from '../../domain/cost/model';
import type { MeasuredSize } from '../../domain/cost/measured';
import type { Money } from '../../domain/cost/money';
import {
  amountText,
  keptForeverText,
  notBackedUpText,
  numberText,
  priceSourcesText,
  QUANTITY_TEXTS,
} from '../../domain/cost/texts';
import { table } from '../table';

/** The costs for a terminal. Quantities that are zero everywhere are left out. */
export function costText(report: CostReport): string {
  const { groups, money, notBackedUp, difference } = report;
  const forever = keptForever(report.rows);
  const parts = [
    groups.length === 0 ? 'No plan backs up any of the declared sizes.' : groupsText(report),
    ...(forever ? [keptForeverText(forever)] : []),
    ...(notBackedUp.length === 0 ? [] : [notBackedUpText(notBackedUp)]),
    ...(report.measured && report.measured.length > 0 ? [measuredText(report.measured)] : []),
    ...(report.unread.length === 0
      ? []
      : [
          `Left out, because AWS's figures of the policies could not be read: ${report.unread.map(({ account }) => account).join(', ')}.`,
        ]),
    ...(money ? moneyText(money) : []),
    ...(difference ? [differenceText(difference, report)] : []),
  ];
  return parts.join('\n\n');
}

function groupsText({ by, groups, total, money }: CostReport): string {
  const shown = QUANTITIES.filter((quantity) => total[quantity] > 0);
  const currency = money?.currency ?? undefined;
  const cells = (quantities: Quantities): string[] => shown.map((quantity) => numberText(quantities[quantity]));
  const columns = GROUPING_COLUMNS[by];
  const head = [
    ...columns,
    'Accounts',
    ...shown.map((quantity) => QUANTITY_TEXTS[quantity].column),
    ...(currency === undefined ? [] : [currency]),
  ];
  const rows = groups.map((group) => [
    ...group.key,
    String(group.accounts),
    ...cells(group),
    ...(currency === undefined ? [] : [partText(group.amount ?? 0, group)]),
  ]);
  const sum = [
    'Total',
    ...columns.slice(1).map(() => ''),
    '',
    ...cells(total),
    ...(currency === undefined ? [] : [partText(money?.amount ?? 0, { isPriced: money?.unpriced.length === 0 })]),
  ];
  return `An average month: storage in GB-months, everything else in GB.\n\n${table(head, [...rows, sum], { breakWords: true })}`;
}

/** An amount that may not be all: `?` for what has no price. */
function partText(amount: number, { isPriced }: { readonly isPriced: boolean }): string {
  if (isPriced) return amountText(amount);
  return amount === 0 ? '?' : `${amountText(amount)} + ?`;
}

function measuredText(measured: readonly MeasuredSize[]): string {
  const head = measured.some(({ account }) => account !== undefined) ? ['Account'] : [];
  const rows = measured.map(({ account = '', size, declaredGb, measuredGb, reason = '' }) => [
    ...head.map(() => account),
    size,
    numberText(declaredGb),
    measuredGb === null ? reason : numberText(measuredGb),
  ]);
  return `Sizes in GB; where AWS shows none, the declared one is used:\n\n${table([...head, 'Size', 'Declared', 'AWS'], rows)}`;
}

function moneyText(money: Money): string[] {
  const lacking = money.unpriced.map(({ service, usage, region, to, types, quantity, reason }) => [
    service,
    usage ?? '?',
    to === undefined ? region : `${region} to ${to}`,
    types.join(', '),
    numberText(quantity),
    reason,
  ]);
  return [
    priceSourcesText(money),
    ...(lacking.length === 0
      ? []
      : [
          `Not in the amounts, because the files lack the price:\n\n${table(['Service', 'Usage type', 'Region', 'Type', 'Quantity', 'Reason'], lacking, { breakWords: true })}`,
        ]),
  ];
}

function differenceText(difference: CostDifference, { by, money }: CostReport): string {
  const { groups, before, after, amountBefore, amountAfter } = difference;
  if (groups.length === 0) return 'Nothing changes compared with the base.';
  const rows = [...groups, { key: ['Total', ...GROUPING_COLUMNS[by].slice(1).map(() => '')], before, after }].flatMap(
    (change) =>
      QUANTITIES.filter((quantity) => numberText(change.before[quantity]) !== numberText(change.after[quantity])).map(
        (quantity) => [
          ...change.key,
          QUANTITY_TEXTS[quantity].column,
          numberText(change.before[quantity]),
          numberText(change.after[quantity]),
        ],
      ),
  );
  const amount =
    amountBefore === null || amountAfter === null
      ? []
      : [
          `${money?.currency ?? 'Amount'}, as far as there are prices: ${amountText(amountBefore)} before, ${amountText(amountAfter)} after.`,
        ];
  const changes = table([...GROUPING_COLUMNS[by], 'Quantity', 'Before', 'After'], rows, { breakWords: true });
  return [`Compared with the base:\n\n${changes}`, ...amount].join('\n\n');
}
