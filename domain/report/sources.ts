import type { ReportData, SourceIndex } from './data';

/** The files and paths of all values, each once. */
export class Sources {
  readonly #known = new Map<string, SourceIndex>();
  readonly #all: ReportData['sources'][number][] = [];

  at(file: string, path: string): SourceIndex {
    const key = `${file}\n${path}`;
    const known = this.#known.get(key) ?? this.#all.push({ file, path }) - 1;
    this.#known.set(key, known);
    return known;
  }

  get all(): ReportData['sources'] {
    return this.#all;
  }
}

/** A list in which equal values are one. */
export class Interned<T> {
  readonly #known = new Map<string, number>();
  readonly all: T[] = [];

  indexOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#known.get(key) ?? this.all.push(value) - 1;
    this.#known.set(key, known);
    return known;
  }
}
