import type { Rule } from '../backup/model';
import { DAY } from '../schedule/duration';
import { nextTwoRuns } from '../schedule/read-schedule';

type Scheduled = Pick<Rule, 'schedule' | 'timezone'>;

/** When rules run after one moment. Each schedule is read once, even if many accounts have it. */
export class RuleSchedules {
  readonly #runs = new Map<string, readonly Date[] | undefined>();

  constructor(readonly now: Date) {}

  /** The next two runs, or fewer if there are no more; undefined without a valid schedule. */
  nextTwo(rule: Scheduled): readonly Date[] | undefined {
    const key = `${rule.timezone} ${rule.schedule}`;
    if (!this.#runs.has(key)) this.#runs.set(key, nextTwoRuns(rule, this.now));
    return this.#runs.get(key);
  }

  /**
   * The days between the next two runs, which Organizations compares; undefined when there are not two, or without a valid
   * schedule.
   */
  readonly daysBetweenRuns = (rule: Scheduled): number | undefined => {
    const [first, second] = this.nextTwo(rule) ?? [];
    return first && second && (second.getTime() - first.getTime()) / DAY;
  };
}
