import type { Cron } from './cron';
import { daysInMonth } from './days';
import { DAY, HOUR, MINUTE } from './duration';

/** The midnights of the days on which a schedule runs, in wall time, beginning with the day of a wall time. */
export function* scheduledDays({ days, months, years }: Cron, wallTime: number): Generator<number> {
  const thisYear = new Date(wallTime).getUTCFullYear();
  for (const year of years) {
    if (year < thisYear) continue;
    for (const month of months) {
      if (Date.UTC(year, month) <= wallTime) continue;
      const firstMidnight = Date.UTC(year, month - 1);
      for (const day of daysInMonth(days, year, month)) {
        const midnight = firstMidnight + (day - 1) * DAY;
        if (midnight + DAY > wallTime) yield midnight;
      }
    }
  }
}

/** The times of day at which a schedule runs, in milliseconds. */
export function timesOfDay({ hours, minutes }: Cron): number[] {
  return hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
}
