/** A recovery point that exists. Times in milliseconds. */
export interface Point {
  readonly rule: number;
  /** When it was made. */
  readonly time: number;
  /** What it stores by itself. */
  weight: number;
  /** Since when it stores this much. */
  since: number;
  coldSince?: number;
  previous?: Point;
  next?: Point;
}

interface PointListOptions {
  /** What a recovery point stores if the one before it was made so much earlier. The first is complete: 1. */
  readonly weigh: (gap: number) => number;
  /** The share of the year that is between two times. */
  readonly average: (from: number, until: number) => number;
}

/** The recovery points that exist in one storage, in the order in which they were made. */
export class PointList {
  /** What each rule stores on average. */
  readonly stored: number[];
  readonly #options: PointListOptions;
  #last: Point | undefined;

  constructor(rules: number, options: PointListOptions) {
    this.stored = Array.from({ length: rules }, () => 0);
    this.#options = options;
  }

  add(point: Point, now: number): void {
    let previous = this.#last;
    while (previous !== undefined && previous.time > point.time) previous = previous.previous;
    const next = previous === undefined ? this.#first() : previous.next;
    point.previous = previous;
    point.next = next;
    if (previous) previous.next = point;
    if (next) next.previous = point;
    else this.#last = point;
    point.since = now;
    point.weight = this.#weightOf(point);
    if (next) this.#reweigh(next, now);
  }

  remove(point: Point, now: number): void {
    this.#settle(point, now);
    const { previous, next } = point;
    if (previous) previous.next = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    delete point.previous;
    delete point.next;
    if (next) this.#reweigh(next, now);
  }

  /** Counts what still exists at the end. */
  close(end: number): void {
    for (let point = this.#last; point !== undefined; point = point.previous) this.#settle(point, end);
  }

  #first(): Point | undefined {
    let first = this.#last;
    while (first?.previous !== undefined) first = first.previous;
    return first;
  }

  #weightOf({ time, previous }: Point): number {
    return previous === undefined ? 1 : this.#options.weigh(time - previous.time);
  }

  #reweigh(point: Point, now: number): void {
    this.#settle(point, now);
    point.weight = this.#weightOf(point);
  }

  #settle(point: Point, now: number): void {
    const { rule, weight, since } = point;
    this.stored[rule] = (this.stored[rule] ?? 0) + weight * this.#options.average(since, now);
    point.since = now;
  }
}
