import { parseCron, type Cron } from './cron';
import { scheduledDays, timesOfDay } from './scheduled-days';
import { clockOf, type WallClock } from './wall-clock';

/** The schedule of a plan rule. */
export interface Schedule {
  /** `cron(...)`, in the time zone. */
  readonly expression: string;
  /** A name of the IANA time zone database, or `UTC`. */
  readonly timezone: string;
}

/**
 * The runs of a schedule, which is parsed once. Instants are milliseconds since 1970.
 *
 * croner is not used: it does not support `L-3`, moves a run out of the spring gap and runs hourly schedules twice in the
 * repeated hour, unlike EventBridge Scheduler, and takes 0.3 s for a year of hourly runs. A test compares the two where
 * they agree.
 */
export class Timetable {
  readonly clock: WallClock;
  readonly #cron: Cron;
  readonly #timesOfDay: readonly number[];

  /** @throws {CronError | TimezoneError} */
  constructor({ expression, timezone }: Schedule) {
    this.#cron = parseCron(expression, 'organizations');
    this.clock = clockOf(timezone);
    this.#timesOfDay = timesOfDay(this.#cron);
  }

  /** The runs strictly after an instant, in order. This ends, because no schedule has a year after 2199. */
  *after(instant: number): Generator<number> {
    // A clock that goes back shows some times twice: the runs of the first time may be over.
    const shown = this.clock.at(instant);
    for (const midnight of scheduledDays(this.#cron, shown)) {
      for (const timeOfDay of this.#timesOfDay) {
        if (midnight + timeOfDay < shown) continue;
        const run = this.clock.firstInstant(midnight + timeOfDay);
        if (run !== undefined && run > instant) yield run;
      }
    }
  }

  /** The first run strictly after an instant. */
  firstAfter(instant: number): number | undefined {
    const next = this.after(instant).next();
    return next.done ? undefined : next.value;
  }
}
