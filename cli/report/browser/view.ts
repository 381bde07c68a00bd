import { inDays } from '../../../domain/backup/days';
import { counted } from '../../../domain/counted';
import type { ReportAccount, ReportData, SourceIndex, Store } from '../../../domain/report/data';
import { html } from './dom';

/** So many accounts are listed by name. */
const FEW_NAMES = 6;

/** The data of the report, and what several charts derive from it. */
export class View {
  /** The accounts of each profile. */
  readonly #members: readonly ReportAccount[][];
  readonly #paths: readonly string[];

  constructor(readonly data: ReportData) {
    this.#members = data.profiles.map(() => []);
    for (const account of data.accounts) this.#members[account[3]]?.push(account);
    const paths: string[] = [];
    for (const { name, parent } of data.units) paths.push(parent <= 0 ? name : `${paths[parent] ?? ''}/${name}`);
    this.#paths = paths;
  }

  members(profile: number): readonly ReportAccount[] {
    return this.#members[profile] ?? [];
  }

  unitPath(unit: number): string {
    return this.#paths[unit] ?? 'root';
  }

  accountsAt(indexes: Iterable<number>): readonly ReportAccount[] {
    return [...indexes].map((index) => this.data.accounts[index]).filter((account) => account !== undefined);
  }

  /** The accounts that have a plan. */
  accountsOf(plan: number): readonly ReportAccount[] {
    return this.data.profiles.flatMap(({ plans }, profile) => (plans.includes(plan) ? this.members(profile) : []));
  }

  accountName(id: string): string {
    const found = this.data.accounts.find(([other]) => other === id);
    return found ? found[1] : id;
  }

  sourceText(index: SourceIndex): string {
    const { file = '', path = '' } = this.data.sources[index] ?? {};
    return `${file} · ${path}`;
  }

  /** Where a value was written. Shown on demand. */
  source(index: SourceIndex): HTMLElement {
    return html('code', { class: 'source' }, this.sourceText(index));
  }

  /** Names of few accounts, or how many they are. */
  accountsText(accounts: readonly ReportAccount[]): string {
    if (accounts.length <= FEW_NAMES) return accounts.map(([, name]) => name).join(', ');
    return `${counted(accounts.length)} accounts`;
  }
}

export const KINDS: Readonly<Record<Store['kind'], { readonly symbol: string; readonly text: string }>> = {
  continuous: { symbol: '∿', text: 'Continuous' },
  vault: { symbol: '●', text: 'Recovery points' },
  copy: { symbol: '❐', text: 'Copy' },
  'air-gapped': { symbol: '◈', text: 'Air-gapped' },
};

/** Every place that keeps recovery points. */
export function storesIn(plans: ReportData['plans']): Store[] {
  return plans.flatMap(({ rules }) => rules.flatMap((rule) => rule.stores));
}

/** Where a store is, in words. */
export function placeText({ vault, region, account }: Store, view: View): string {
  return `${vault} in ${region}${account === '' ? '' : ` of ${view.accountName(account)}`}`;
}

export function keepText(days: number | null): string {
  return days === null ? 'forever' : inDays(days);
}

export function keyText(key: string | null): string {
  if (key === null) return 'unknown key';
  return key.startsWith('arn:') ? 'customer-managed key' : `${key} key`;
}

export function lockText({ lock }: Store): string {
  if (!lock) return 'no lock';
  const { mode, minDays, maxDays } = lock;
  const limits = [
    minDays === null ? '' : `at least ${inDays(minDays)}`,
    maxDays === null ? '' : `at most ${inDays(maxDays)}`,
  ];
  return [`${mode} lock`, ...limits.filter((limit) => limit !== '')].join(', ');
}

export function hoursText(hours: number): string {
  const days = Math.round(hours / 24);
  return hours <= 48 ? `${Math.round(hours)} h` : inDays(days);
}
