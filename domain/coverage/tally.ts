import { type CoverageStatus, type ResourceCoverage, STATUSES, type Unread } from './status';
import { type SourceName, SOURCES } from './resource';

/** How many resources there are, by account, type and status. */
export interface TypeCount {
  readonly account: string;
  readonly type: string;
  readonly status: CoverageStatus;
  readonly count: number;
}

/** How many resources of a type a source listed. */
export interface SourceCount {
  readonly source: SourceName;
  readonly type: string;
  readonly count: number;
}

/** What `backupctl coverage` prints about all resources together. */
export interface CoverageSummary {
  readonly counts: Readonly<Record<CoverageStatus, number>>;
  readonly byType: readonly TypeCount[];
  readonly sources: readonly SourceCount[];
  readonly unread: readonly Unread[];
}

/** Counts resources one by one: it grows with accounts and types, and not with resources. */
export class CoverageTally {
  readonly #counts = new Map<CoverageStatus, number>();
  readonly #byType = new Map<string, Map<string, number>>();
  readonly #sources = new Map<SourceName, Map<string, number>>();
  readonly #unread: Unread[] = [];

  add({ account, type, status, sources }: ResourceCoverage): void {
    increase(this.#counts, status);
    const ofAccount = this.#byType.get(account) ?? new Map<string, number>();
    this.#byType.set(account, ofAccount);
    increase(ofAccount, `${status} ${type}`);
    for (const source of sources) {
      const ofSource = this.#sources.get(source) ?? new Map<string, number>();
      this.#sources.set(source, ofSource);
      increase(ofSource, type);
    }
  }

  addUnread(unread: readonly Unread[]): void {
    this.#unread.push(...unread);
  }

  summary(): CoverageSummary {
    const counts = Object.fromEntries(STATUSES.map((status) => [status, this.#counts.get(status) ?? 0]));
    return {
      counts: counts as Record<CoverageStatus, number>,
      byType: [...this.#byType].flatMap(([account, ofAccount]) =>
        sorted(ofAccount).map(([key, count]) => {
          const space = key.indexOf(' ');
          return { account, type: key.slice(space + 1), status: key.slice(0, space) as CoverageStatus, count };
        }),
      ),
      sources: SOURCES.flatMap((source) =>
        sorted(this.#sources.get(source) ?? new Map()).map(([type, count]) => ({ source, type, count })),
      ),
      unread: this.#unread,
    };
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The number of gaps, as the user defines them. What could not be read for want of a permission counts as one. */
export function gapsIn({ counts, unread }: CoverageSummary, failOn: readonly CoverageStatus[]): number {
  const denied = failOn.includes('unknown') ? unread.filter(({ permission }) => permission !== undefined).length : 0;
  return failOn.reduce((sum, status) => sum + counts[status], denied);
}
