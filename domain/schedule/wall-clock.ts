import { DAY, HOUR, MINUTE } from './duration';
import { checkTimezone } from './timezone';

const clocks = new Map<string, WallClock>();

/**
 * The clock of a time zone. Each is created once, because looking up a zone takes longer than all uses of it.
 * @throws {TimezoneError}
 */
export function clockOf(timezone: string): WallClock {
  const clock = clocks.get(timezone) ?? new WallClock(timezone);
  clocks.set(timezone, clock);
  return clock;
}

/**
 * The local time in a time zone. Instants are milliseconds since 1970 in UTC; a wall time is the same number for the
 * local time, as if that were UTC.
 */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsetAtMidnight = new Map<number, number>();

  /** @throws {TimezoneError} */
  constructor(timezone: string) {
    checkTimezone(timezone);
    this.#format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
  }

  /** The local time at an instant. */
  at(instant: number): number {
    return instant + this.#offset(instant);
  }

  /**
   * The first instant at which the clock shows a wall time; none when the clock is put forward past it.
   *
   * That is how EventBridge Scheduler documents cron schedules: a time that the spring leaves out is skipped, a
   * time that the autumn repeats runs once. AWS Backup documents neither; we expect the same of it.
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
   */
  firstInstant(wallTime: number): number | undefined {
    // No zone is more than 14 hours from UTC, so every possible instant is between these two midnights.
    const midnight = Math.floor(wallTime / DAY) * DAY;
    const before = this.#midnightOffset(midnight - DAY);
    const after = this.#midnightOffset(midnight + 2 * DAY);
    if (before === after) return wallTime - before;
    const earliestFirst = [wallTime - Math.max(before, after), wallTime - Math.min(before, after)];
    return earliestFirst.find((instant) => this.at(instant) === wallTime);
  }

  #offset(instant: number): number {
    const midnight = Math.floor(instant / DAY) * DAY;
    const before = this.#midnightOffset(midnight);
    return before === this.#midnightOffset(midnight + DAY) ? before : this.#offsetByIntl(instant);
  }

  /** A call of Intl takes a microsecond, too long for each run of a year; the offset rarely changes between days. */
  #midnightOffset(midnight: number): number {
    const known = this.#offsetAtMidnight.get(midnight);
    if (known !== undefined) return known;
    const offset = this.#offsetByIntl(midnight);
    this.#offsetAtMidnight.set(midnight, offset);
    return offset;
  }

  #offsetByIntl(instant: number): number {
    const [, sign, hours, minutes, seconds] = OFFSET.exec(this.#format.format(instant)) ?? [];
    const size = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * 1000;
    return sign === '-' ? -size : size;
  }
}

const OFFSET = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/;
