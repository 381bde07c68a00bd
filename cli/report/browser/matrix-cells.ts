import { GAPS } from '../../../domain/coverage/status';
import type { CellState, CoverageMatrix, FoundCoverage } from '../../../domain/report/data';
import type { View } from './view';

/** What a cell of the matrix says: how good it is, in a symbol and a text. */
export interface Cell {
  readonly level: 'good' | 'part' | 'bad' | 'quiet';
  readonly symbol: string;
  readonly text: string;
}

const STATES: Readonly<Record<CellState, Cell>> = {
  all: { level: 'good', symbol: '●', text: 'all resources' },
  tagged: { level: 'part', symbol: '◐', text: 'resources with the tag' },
  'opted-out': { level: 'bad', symbol: '○', text: 'opted out' },
  none: { level: 'bad', symbol: '✕', text: 'no rule' },
};

const NOTHING: Cell = { level: 'quiet', symbol: '', text: 'no resources' };
const GAP_STATUSES: ReadonlySet<string> = new Set(GAPS);

/** Computes cells: of an account, and of an OU with everything below it. */
export class MatrixCells {
  readonly #matrix: CoverageMatrix;
  readonly #found: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;

  readonly #known = new WeakMap<readonly number[], readonly Cell[]>();

  constructor(readonly view: View) {
    this.#matrix = view.data.coverage;
    this.#found = this.#matrix.found ? countsOf(this.#matrix.found) : undefined;
  }

  /** The cells of accounts together, by their indexes: one for each type. Those of the same list are computed once. */
  cells(accounts: readonly number[]): readonly Cell[] {
    const known =
      this.#known.get(accounts) ??
      this.#matrix.types.map((_type, type) =>
        this.#found ? this.#foundCell(this.#found, accounts, type) : this.#configured(accounts, type),
      );
    this.#known.set(accounts, known);
    return known;
  }

  /** Whether something is without backups. From the configuration alone, a tag is enough. */
  hasGap(accounts: readonly number[]): boolean {
    return this.cells(accounts).some(({ level }) => level === 'bad' || (this.#found !== undefined && level === 'part'));
  }

  #configured(accounts: readonly number[], type: number): Cell {
    const counts = new Map<CellState, number>();
    for (const account of accounts) {
      const profile = this.view.data.accounts[account]?.[3] ?? -1;
      const state = this.#matrix.cells[profile]?.[type]?.[0] ?? 'none';
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    const worst = (['none', 'opted-out', 'tagged', 'all'] as const).find((state) => counts.has(state)) ?? 'none';
    const cell = STATES[worst];
    if (counts.size < 2) return cell;
    const parts = [...counts].map(
      ([state, count]) => `${count} ${count === 1 ? 'account' : 'accounts'}: ${STATES[state].text}`,
    );
    return { ...cell, text: parts.join(', ') };
  }

  #foundCell(found: ReadonlyMap<string, ReadonlyMap<string, number>>, accounts: readonly number[], type: number): Cell {
    const sums = new Map<string, number>();
    for (const account of accounts)
      for (const [status, count] of found.get(`${account} ${type}`) ?? [])
        sums.set(status, (sums.get(status) ?? 0) + count);
    if (sums.size === 0) return NOTHING;
    const total = [...sums.values()].reduce((sum, count) => sum + count, 0);
    const gaps = [...sums].reduce((sum, [status, count]) => sum + (GAP_STATUSES.has(status) ? count : 0), 0);
    const covered = sums.get('covered') ?? 0;
    const text = [...sums].map(([status, count]) => `${count} ${status}`).join(', ');
    if (gaps === 0)
      return covered === 0 ? { level: 'quiet', symbol: '–', text } : { level: 'good', symbol: `● ${covered}`, text };
    return { level: covered > 0 ? 'part' : 'bad', symbol: `${covered > 0 ? '◐' : '✕'} ${covered}/${total}`, text };
  }
}

function countsOf({ counts, statuses }: FoundCoverage): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const [account, type, status, count] of counts) {
    const key = `${account} ${type}`;
    const cell = found.get(key) ?? new Map<string, number>();
    cell.set(statuses[status] ?? '', count);
    found.set(key, cell);
  }
  return found;
}
