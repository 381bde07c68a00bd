import { pricedGroups, type PricedGroup, sizesNotBackedUp } from '../cost/cost-report';
import type { Grouping } from '../cost/groups';
import { keptForever } from '../cost/kept-forever';
import { type CostAccount, type CostRow, rounded } from '../cost/model';
import { priced } from '../cost/money';
import type { PriceList } from '../cost/price-list';
import { costRows } from '../cost/rows';
import { type CostAmounts, type CostLine, MOVED, type Moved, type ReportCost, STORED, type Stored } from './cost-data';
import { costLines, NO_AMOUNTS } from './cost-lines';
import { costSources } from './cost-sources';
import type { ReportData } from './data';
import type { ReportInput } from './input';
import type { Profiles } from './profiles';
import { Interned, type Sources } from './sources';

interface Context {
  readonly input: ReportInput;
  readonly profiles: Profiles;
  readonly now: Date;
  readonly sources: Sources;
  readonly base?: ReportData;
  readonly prices?: PriceList;
}

/** What `cost --json` adds up, as the report shows it. */
export function reportCost(accounts: readonly CostAccount[], context: Context): ReportCost {
  const { input, profiles, now, sources, base, prices } = context;
  const rows = costRows(accounts, now);
  const sourcesOf = costSources(input, profiles, sources);
  const lines = new Interned<CostLine>();
  const linesBy = (by: Grouping): [key: readonly string[], line: number][] => {
    const before = base?.cost ? amountsByKey(base, by) : undefined;
    const groups = pricedGroups(rows, by, prices).map((group): [readonly string[], number] => {
      const key = JSON.stringify(group.key);
      const line = lineOf(group, sourcesOf(group.rows), before && (before.get(key) ?? NO_AMOUNTS));
      before?.delete(key);
      return [group.key, lines.indexOf(line)];
    });
    const removed = [...(before ?? [])].map(([key, amounts]): [readonly string[], number] => [
      JSON.parse(key) as string[],
      lines.indexOf({ ...NO_LINE, before: amounts }),
    ]);
    return [...groups, ...removed];
  };
  const lineByAccount = new Map(linesBy('account').map(([[id = ''], line]) => [id, line]));
  const groups = { rule: linesBy('rule'), region: linesBy('region'), type: linesBy('type'), place: linesBy('place') };
  const known = new Set(profiles.accounts.map(([id]) => id));
  return {
    lines: lines.all,
    groups,
    accounts: profiles.accounts.map(([id]) => lineByAccount.get(id) ?? -1),
    others: [...lineByAccount].filter(([id]) => !known.has(id)),
    total: { amounts: amountsOf(rows), before: base?.cost?.total.amounts ?? null },
    keptForever: keptForever(rows),
    notBackedUp: sizesNotBackedUp(accounts, rows),
    money: prices ? priced(rows, prices) : null,
  };
}

const NO_LINE: CostLine = {
  accounts: 0,
  amounts: NO_AMOUNTS,
  before: null,
  keptForever: false,
  price: null,
  sources: [],
};

function lineOf(
  group: PricedGroup & { readonly rows: readonly CostRow[] },
  sources: CostLine['sources'],
  before: CostAmounts | undefined,
): CostLine {
  const { accounts, amount, isPriced } = group;
  return {
    accounts,
    amounts: amountsOf(group.rows),
    before: before ?? null,
    keptForever: group.keptForever,
    price: amount === null ? null : { amount, isPriced },
    sources,
  };
}

/** What a group of the base had. A line without anything is one that was removed before. */
function amountsByKey(base: ReportData, by: Grouping): Map<string, CostAmounts> {
  const known = costLines(base, by).filter(([, { accounts }]) => accounts > 0);
  return new Map(known.map(([key, { amounts }]) => [JSON.stringify(key), amounts]));
}

const inTier =
  (isIn: (row: CostRow) => boolean, of: (row: CostRow) => number) =>
  (row: CostRow): number =>
    isIn(row) ? of(row) : 0;
const isOwn = ({ place }: CostRow): boolean => place !== 'copy' && place !== 'air-gapped';
const allTiers = ({ warmGbMonths, coldGbMonths, archiveGbMonths }: CostRow): number =>
  warmGbMonths + coldGbMonths + archiveGbMonths;

const AMOUNTS: Readonly<Record<Stored | Moved, (row: CostRow) => number>> = {
  warm: inTier(isOwn, ({ warmGbMonths }) => warmGbMonths),
  cold: inTier(isOwn, ({ coldGbMonths }) => coldGbMonths),
  archive: inTier(isOwn, ({ archiveGbMonths }) => archiveGbMonths),
  copy: inTier(({ place }) => place === 'copy', allTiers),
  'air-gapped': inTier(({ place }) => place === 'air-gapped', allTiers),
  'early-deletion': ({ earlyDeletionGbMonths }) => earlyDeletionGbMonths,
  written: ({ createdGb }) => createdGb,
  transferred: ({ transferredGb }) => transferredGb,
  restored: ({ restoredGb }) => restoredGb,
};

function amountsOf(rows: readonly CostRow[]): CostAmounts {
  return [...STORED, ...MOVED].map((of) => rounded(rows.reduce((sum, row) => sum + AMOUNTS[of](row), 0)));
}
