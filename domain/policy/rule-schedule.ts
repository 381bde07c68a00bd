import { CronError } from '../schedule/cron-problem';
import { DAY } from '../schedule/duration';
import { nextRuns } from '../schedule/next-runs';
import { TimezoneError } from '../schedule/timezone';
import { readOrganizationsCron } from './lint/organizations-cron';

/** When rules run after one moment. Each schedule is read once, however many accounts have it. */
export class RuleSchedules {
  readonly #runs = new Map<string, readonly Date[] | undefined>();

  constructor(readonly now: Date) {}

  /** The next two runs, or fewer when there are no more; undefined when the schedule cannot be read. */
  nextTwo(expression: string, timezone = 'UTC'): readonly Date[] | undefined {
    const key = `${timezone} ${expression}`;
    if (!this.#runs.has(key)) this.#runs.set(key, readRuns(expression, timezone, this.now));
    return this.#runs.get(key);
  }

  /** The days between the next two runs; undefined when there are no two, or the schedule cannot be read. */
  daysBetweenRuns(expression: string | undefined, timezone?: string): number | undefined {
    const [first, second] = (expression === undefined ? undefined : this.nextTwo(expression, timezone)) ?? [];
    return first && second && (second.getTime() - first.getTime()) / DAY;
  }
}

function readRuns(expression: string, timezone: string, now: Date): Date[] | undefined {
  try {
    return nextRuns({ expression: readOrganizationsCron(expression).expression, timezone }, now, 2);
  } catch (error) {
    // What CreatePolicy refuses is found by the linter; nothing can be said about when it runs.
    if (error instanceof CronError || error instanceof TimezoneError) return undefined;
    throw error;
  }
}
