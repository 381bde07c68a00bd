import type { Running } from './request';

/** The time of an execution, in seconds since its start. It advances only where something takes time. */
export class VirtualClock {
  now = 0;
  private limits: readonly Limit[] = [];

  /**
   * Advances the time.
   * @throws the error of the earliest limit that is exceeded, at the time of that limit
   */
  advance(seconds: number): void {
    const [first] = this.limits.filter(({ at }) => at < this.now + seconds).toSorted((a, b) => a.at - b.at);
    if (first === undefined) {
      this.now += seconds;
      return;
    }
    this.now = Math.max(this.now, first.at);
    this.limits = this.limits.filter((limit) => limit !== first);
    throw first.error();
  }

  /** Runs a part of an execution, which is interrupted when the limit is exceeded. */
  *until<T>(limit: Limit, run: () => Running<T>): Running<T> {
    this.limits = [...this.limits, limit];
    try {
      return yield* run();
    } finally {
      this.limits = this.limits.filter((other) => other !== limit);
    }
  }
}

interface Limit {
  readonly at: number;
  /** Makes the error: most limits are not exceeded. */
  readonly error: () => Error;
}
