import { DAY } from './duration';
import { Timetable, type Schedule } from './timetable';

/** Five years of daily runs, two of hourly ones: clocks change twice a year. */
const MOST_RUNS = 20_000;
const HORIZON_DAYS = 5 * 366;

/** Whether two schedules run at the same moments in the five years after a moment, however they are written. */
export function sameRuns(one: Schedule, other: Schedule, now: Date): boolean {
  const end = now.getTime() + HORIZON_DAYS * DAY;
  const [runs, others] = [one, other].map((schedule) => new Timetable(schedule).after(now.getTime())) as [
    Generator<number>,
    Generator<number>,
  ];
  for (let count = 0; count < MOST_RUNS; count++) {
    const [run, another] = [runs.next(), others.next()];
    if (run.done || another.done) return run.done === another.done;
    if (run.value !== another.value) return false;
    if (run.value > end) return true;
  }
  return true;
}
