import { readOrganizationsCron } from '../../domain/schedule/organizations-cron';
import { CronError } from '../../domain/schedule/cron-problem';
import { DAY } from '../../domain/schedule/duration';
import { Timetable } from '../../domain/schedule/timetable';
import { TimezoneError } from '../../domain/schedule/timezone';

const YEAR_DAYS = 366;

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const PER_DAY: Readonly<Record<string, number>> = { minute: 1440, hour: 24, day: 1 };

/** How often a schedule runs in the year after a moment; undefined when it cannot be read. */
export function runsInYear(expression: string, timezone: string, now: Date): number | undefined {
  const [, every = '', unit = ''] = RATE.exec(expression) ?? [];
  const perDay = PER_DAY[unit];
  if (perDay !== undefined) return Math.floor((YEAR_DAYS * perDay) / Number(every));
  try {
    const timetable = new Timetable({ expression: readOrganizationsCron(expression).expression, timezone });
    const end = now.getTime() + YEAR_DAYS * DAY;
    let runs = 0;
    for (const run of timetable.after(now.getTime())) {
      if (run > end) break;
      runs++;
    }
    return runs;
  } catch (error) {
    if (error instanceof CronError || error instanceof TimezoneError) return undefined;
    throw error;
  }
}
