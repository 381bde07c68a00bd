import { counted, plural } from '../../../domain/counted';
import { button, html } from './dom';
import { type Cell, MatrixCells } from './matrix-cells';
import { type Unit, unitTree } from './matrix-tree';
import type { View } from './view';

/** Accounts of one OU that are shown at once. */
const FEW_ACCOUNTS = 50;
/** Accounts that a search shows. */
const FEW_FOUND = 50;
const DEEPEST = 6;

/** What the rows are limited to. */
interface Filter {
  readonly search: string;
  readonly gapsOnly: boolean;
}

/** The rows of the matrix: OUs that open and close, or the accounts that a search finds. */
export class MatrixBody {
  readonly element = html('tbody');
  readonly #cells: MatrixCells;
  readonly #root: Unit;
  readonly #open: Set<Unit>;
  /** What a search looks in, by account. */
  readonly #texts: readonly string[];
  /** A list of each account alone, so that its cells are computed once. */
  readonly #single: readonly (readonly number[])[];
  #filter: Filter = { search: '', gapsOnly: false };

  constructor(readonly view: View) {
    this.#cells = new MatrixCells(view);
    this.#root = unitTree(view);
    this.#texts = view.data.accounts.map(([id, name, unit]) => `${name} ${id} ${view.unitPath(unit)}`.toLowerCase());
    this.#single = view.data.accounts.map((_account, index) => [index]);
    this.#open = new Set([this.#root, ...this.#root.children]);
  }

  /** Shows the rows that a filter lets through, and returns how many accounts these are, in words. */
  show(filter: Filter): string {
    this.#filter = filter;
    const { search, gapsOnly } = filter;
    if (search === '') {
      this.element.replaceChildren(...this.#unitRows(this.#root, 0));
      const { length } = gapsOnly ? this.#root.all.filter((account) => this.#hasGap(account)) : [];
      return gapsOnly ? `${counted(length)} of ${plural(this.#root.all.length, 'account')} with gaps` : '';
    }
    const found = this.#root.all.filter((account) => this.#matches(account) && (!gapsOnly || this.#hasGap(account)));
    this.element.replaceChildren(...found.slice(0, FEW_FOUND).map((account) => this.#accountRow(account, 0)));
    const limit = found.length > FEW_FOUND ? `, the first ${FEW_FOUND} are shown` : '';
    return `${plural(found.length, 'account')} found${limit}`;
  }

  #unitRows(unit: Unit, depth: number): HTMLTableRowElement[] {
    const isOpen = this.#open.has(unit);
    const name = this.view.data.units[unit.index]?.name ?? '';
    const toggle = button(`${isOpen ? '▾' : '▸'} ${name}`, { class: 'unit', 'aria-expanded': String(isOpen) }, () => {
      if (isOpen) this.#open.delete(unit);
      else this.#open.add(unit);
      this.show(this.#filter);
      this.element.querySelector<HTMLElement>(`[data-unit="${unit.index}"] button`)?.focus();
    });
    const row = html(
      'tr',
      { class: 'ou', 'data-unit': unit.index },
      heading(depth, toggle, plural(unit.all.length, 'account')),
      ...this.#cellsOf(unit.all),
    );
    if (!isOpen) return [row];
    const own = unit.accounts.filter((account) => !this.#filter.gapsOnly || this.#hasGap(account));
    const left = own.length - FEW_ACCOUNTS;
    const columns = this.view.data.coverage.types.length + 1;
    const more = html('tr', {}, html('td', { colspan: columns }, `${counted(left)} more accounts: search for them`));
    return [
      row,
      ...own.slice(0, FEW_ACCOUNTS).map((account) => this.#accountRow(account, depth + 1)),
      ...(left > 0 ? [more] : []),
      ...unit.children.flatMap((child) => this.#unitRows(child, depth + 1)),
    ];
  }

  #accountRow(account: number, depth: number): HTMLTableRowElement {
    const [id = '', name = ''] = this.view.data.accounts[account] ?? [];
    return html('tr', { class: 'account' }, heading(depth, name, id), ...this.#cellsOf(this.#single[account] ?? []));
  }

  #cellsOf(accounts: readonly number[]): HTMLTableCellElement[] {
    return this.#cells.cells(accounts).map(cellElement);
  }

  #matches(account: number): boolean {
    return this.#texts[account]?.includes(this.#filter.search) === true;
  }

  #hasGap(account: number): boolean {
    return this.#cells.hasGap(this.#single[account] ?? []);
  }
}

function heading(depth: number, name: Node | string, detail: string): HTMLTableCellElement {
  return html('th', { scope: 'row', class: `depth-${Math.min(depth, DEEPEST)}` }, name, html('small', {}, detail));
}

function cellElement({ level, symbol, text }: Cell): HTMLTableCellElement {
  return html(
    'td',
    { class: `cell ${level}`, title: text },
    html('span', { 'aria-hidden': true }, symbol),
    html('span', { class: 'hidden' }, text),
  );
}
