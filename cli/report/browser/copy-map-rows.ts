import type { ReportAccount, ReportProfile, Store } from '../../../domain/report/data';
import { storesIn, type View } from './view';

/** Accounts that are one row of the copy map: they have the same plans. */
export interface MapRow {
  readonly label: string;
  readonly detail: string;
  readonly accounts: readonly ReportAccount[];
  /** The vaults of each region. */
  readonly cells: ReadonlyMap<string, readonly MapVault[]>;
}

/** A vault in a region, and what is kept in it. */
export interface MapVault {
  readonly name: string;
  readonly store: Store;
  readonly rules: readonly string[];
}

/** A copy from a vault into another one. Rows are indexes. */
export interface MapArrow {
  readonly fromRow: number;
  readonly from: string;
  /** The vault that the rule writes to. */
  readonly source: string;
  readonly toRow: number;
  readonly to: string;
  readonly store: Store;
}

export interface CopyMap {
  readonly regions: readonly string[];
  readonly rows: readonly MapRow[];
  readonly arrows: readonly MapArrow[];
}

/** Who keeps recovery points where, and what is copied. Accounts that others copy into have their own row. */
export function copyMap(view: View): CopyMap {
  const groups = groupsOf(view);
  const rowOf = new Map(groups.flatMap(({ ids }, row) => ids.map((id) => [id, row] as const)));
  const kept = groups.flatMap((group, row) => keptBy(group, row, view, rowOf));
  return {
    regions: regionsOf(view),
    rows: groups.map(({ label, detail, accounts }, row) => ({
      label,
      detail,
      accounts,
      cells: cellsOf(kept.filter(({ toRow }) => toRow === row)),
    })),
    arrows: kept.filter(({ store }) => store.kind === 'copy' || (store.kind === 'air-gapped' && store.account !== '')),
  };
}

/** Every region that keeps recovery points. */
export function regionsOf({ data: { plans } }: View): string[] {
  const stores = storesIn(plans);
  return [...new Set(stores.map(({ region }) => region))];
}

interface Group extends Pick<MapRow, 'label' | 'detail' | 'accounts'> {
  /** IDs of the accounts, also of one that the configuration does not have. */
  readonly ids: readonly string[];
  readonly profile?: ReportProfile;
}

function groupsOf(view: View): Group[] {
  const { profiles, plans, accounts } = view.data;
  const stores = storesIn(plans);
  const targets = new Set(stores.map(({ account }) => account).filter((account) => account !== ''));
  const groupOf = (members: readonly ReportAccount[], profile: ReportProfile): Group => ({
    ...labelOf(members, view),
    accounts: members,
    ids: members.map(([id]) => id),
    profile,
  });
  const known = profiles.flatMap((profile, index) => {
    const members = view.members(index);
    const own = members.filter(([id]) => targets.has(id)).map((account) => groupOf([account], profile));
    const others = members.filter(([id]) => !targets.has(id));
    return others.length === 0 ? own : [...own, groupOf(others, profile)];
  });
  const unknown = [...targets].filter((target) => accounts.every(([id]) => id !== target));
  return [
    ...known,
    ...unknown.map((id): Group => ({ label: id, detail: 'outside this configuration', accounts: [], ids: [id] })),
  ];
}

function labelOf(accounts: readonly ReportAccount[], view: View): Pick<MapRow, 'label' | 'detail'> {
  const units = [...new Set(accounts.map(([, , unit]) => view.unitPath(unit)))];
  const detail = units.length === 1 ? (units[0] ?? '') : `${units.length} OUs`;
  const [first] = accounts;
  return first && accounts.length === 1
    ? { label: first[1], detail: `${first[0]} · ${detail}` }
    : { label: view.accountsText(accounts), detail };
}

interface Kept extends MapArrow {
  readonly rule: string;
}

function keptBy(
  { profile }: Group,
  row: number,
  { data: { plans } }: View,
  rowOf: ReadonlyMap<string, number>,
): Kept[] {
  return (profile?.plans ?? []).flatMap((index) => {
    const { name = '', rules = [] } = plans[index] ?? {};
    return rules.flatMap(({ name: rule, stores }) => {
      const source = stores.find(({ kind }) => kind === 'vault')?.vault ?? '';
      return stores.map((store): Kept => ({
        fromRow: row,
        from: store.home,
        source,
        toRow: store.account === '' ? row : (rowOf.get(store.account) ?? row),
        to: store.region,
        store,
        rule: `${name} / ${rule}`,
      }));
    });
  });
}

function cellsOf(kept: readonly Kept[]): MapRow['cells'] {
  const cells = new Map<string, Map<string, MapVault>>();
  for (const { to, store, rule } of kept) {
    const region = cells.get(to) ?? new Map<string, MapVault>();
    const rules = new Set([...(region.get(store.vault)?.rules ?? []), rule]);
    region.set(store.vault, { name: store.vault, store, rules: [...rules] });
    cells.set(to, region);
  }
  return new Map([...cells].map(([region, vaults]) => [region, [...vaults.values()]]));
}
