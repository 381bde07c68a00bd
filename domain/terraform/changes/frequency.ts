import { readSchedule } from '../../schedule/read-schedule';
import { DAY } from '../../schedule/duration';
import { runDays } from '../../schedule/run-days';
import { clockOf } from '../../schedule/wall-clock';

const YEAR_DAYS = 366;

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const PER_DAY: Readonly<Record<string, number>> = { minute: 1440, hour: 24, day: 1 };

/** How often a schedule runs in the year after a date; undefined if it cannot be read. */
export function runsInYear(expression: string, timezone: string, now: Date): number | undefined {
  const [, every = '', unit = ''] = RATE.exec(expression) ?? [];
  const perDay = PER_DAY[unit];
  if (perDay !== undefined) return Math.floor((YEAR_DAYS * perDay) / Number(every));
  const schedule = readSchedule({ schedule: expression, timezone });
  if (!schedule) return undefined;
  const start = clockOf(schedule.timezone).at(now.getTime());
  const end = start + YEAR_DAYS * DAY;
  let runs = 0;
  for (const { midnight, times } of runDays(schedule, start)) {
    if (midnight > end) break;
    runs += midnight + DAY > end ? times.filter((time) => midnight + time <= end).length : times.length;
  }
  return runs;
}
