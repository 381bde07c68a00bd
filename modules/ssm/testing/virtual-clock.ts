/** The time of an execution, in seconds since its start. It passes only where something takes time. */
export class VirtualClock {
  now = 0;
  private limits: readonly Limit[] = [];

  /**
   * Lets time pass.
   * @throws what belongs to the earliest limit that is overstepped, at its time
   */
  pass(seconds: number): void {
    const [first] = this.limits.filter(({ at }) => at < this.now + seconds).toSorted((a, b) => a.at - b.at);
    if (first === undefined) {
      this.now += seconds;
      return;
    }
    this.now = Math.max(this.now, first.at);
    this.limits = this.limits.filter((limit) => limit !== first);
    throw first.because;
  }

  /** Does something that is interrupted at a time. */
  until<T>(limit: Limit, doing: () => T): T {
    this.limits = [...this.limits, limit];
    try {
      return doing();
    } finally {
      this.limits = this.limits.filter((other) => other !== limit);
    }
  }
}

interface Limit {
  readonly at: number;
  readonly because: Error;
}
