import { parseCron, type Cron } from './cron';
import type { Days } from './days';
import { DAY, MINUTE, HOUR } from './duration';

/** The most minutes by which a schedule can be moved: less than a day. */
export const LONGEST_SHIFT_MINUTES = DAY / MINUTE - 1;

/** A schedule that no single expression repeats so many minutes earlier. */
export class ShiftError extends Error {
  override readonly name = 'ShiftError';

  constructor(
    /** What is in the way: no capital, no full stop. */
    readonly reason: string,
    /** What can be done: an instruction that can be followed. */
    readonly remedy: string,
  ) {
    super(`${reason}: ${remedy}`);
  }
}

/**
 * The schedule that runs so many minutes before each run of another, by the same clock, and at no other time (S10).
 * Where the clock is changed between the two, `firstDrift` finds it: that depends on the time zone, this does not.
 *
 * @param expression `cron(...)`
 * @param minutes from 1 to {@link LONGEST_SHIFT_MINUTES}
 * @throws {CronError} when the expression cannot be read
 * @throws {ShiftError} when no single expression says it
 */
export function shiftedEarlier(expression: string, minutes: number): string {
  const cron = parseCron(expression);
  const timesOfDay = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * HOUR + minute * MINUTE));
  const earlier = timesOfDay.map((timeOfDay) => timeOfDay - minutes * MINUTE);
  const before = earlier.filter((timeOfDay) => timeOfDay < 0).length;
  // Alone, L of the week is read as Saturday, but it is no more promised than the others.
  if (!isPlain(cron.days) || / L \S+\)$/.test(expression)) {
    throw new ShiftError(
      'L, W and # count days in ways that nobody promises to be the same for a maintenance window and for what runs before it',
      'name days by number, as in 1 or 1-7, or days of the week, as in MON',
    );
  }
  const time = onceADay(earlier.map((timeOfDay) => (timeOfDay + DAY) % DAY));
  if (before === 0 || runsDaily(cron)) return written({ ...cron, ...time });
  if (before < timesOfDay.length) {
    throw new ShiftError(
      `${minutes} minutes earlier is the same day for some runs and the day before for others`,
      'run at times that are all nearer to midnight, or all further from it',
    );
  }
  return written({ ...cron, ...time, ...dayBefore(cron, cron.days) });
}

type PlainDays = Extract<Days, { kind: 'days-of-month' | 'days-of-week' }>;

function isPlain(days: Days): days is PlainDays {
  return days.kind === 'days-of-month' || days.kind === 'days-of-week';
}

/** Hours and minutes whose every combination is one of the times, and that leave none out. */
function onceADay(timesOfDay: readonly number[]): Pick<Cron, 'minutes' | 'hours'> {
  const ascending = (values: Iterable<number>) => [...new Set(values)].toSorted((one, other) => one - other);
  const hours = ascending(timesOfDay.map((time) => Math.floor(time / HOUR)));
  const minutes = ascending(timesOfDay.map((time) => (time % HOUR) / MINUTE));
  if (hours.length * minutes.length === timesOfDay.length) return { hours, minutes };
  throw new ShiftError(
    'the earlier times fall into several hours with different minutes, which one schedule cannot say',
    'let all runs of an hour be on the same side of that many minutes past the hour, or check nearer to the run',
  );
}

const [DAYS_OF_WEEK, DAYS_OF_MONTH, MONTHS, YEARS] = [
  { first: 1, last: 7 },
  { first: 1, last: 31 },
  { first: 1, last: 12 },
  { first: 1970, last: 2199 },
];

function runsDaily({ days, months, years }: Cron): boolean {
  const everyDay = isPlain(days) && isFull(days.days, days.kind === 'days-of-week' ? DAYS_OF_WEEK : DAYS_OF_MONTH);
  return everyDay && isFull(months, MONTHS) && isFull(years, YEARS);
}

function dayBefore({ months, years }: Cron, { kind, days }: PlainDays): CalendarDays {
  const always = isFull(months, MONTHS) && isFull(years, YEARS);
  if (kind === 'days-of-week') {
    if (always) return { days: { kind, days: days.map((day) => (day === 1 ? 7 : day - 1)) }, months, years };
    throw new ShiftError(
      'the day before may lie in a month or a year that the schedule leaves out',
      'run in every month and year, or later in the day',
    );
  }
  const [first] = days;
  if (first === 1 && days.length === 1 && isFull(years, YEARS)) {
    return {
      days: { kind: 'before-last-day', by: 0 },
      months: months.map((month) => (month === 1 ? 12 : month - 1)),
      years,
    };
  }
  const within = months.filter((month) => days.every((day) => day <= shortest(month)));
  const without = months.filter((month) => days.every((day) => day > longest(month)));
  if (first === 1 || within.length + without.length < months.length) {
    throw new ShiftError(
      'the days before are not the same in every month',
      'run on the 1st alone, on days from the 2nd to the 28th, or later in the day',
    );
  }
  return { days: { kind, days: days.map((day) => day - 1) }, months: within, years };
}

type CalendarDays = Pick<Cron, 'days' | 'months' | 'years'>;

const FEBRUARY = 2;
const shortest = (month: number): number => (month === FEBRUARY ? 28 : longest(month));
const longest = (month: number): number => new Date(Date.UTC(2024, month, 0)).getUTCDate();

interface Span {
  readonly first: number;
  readonly last: number;
}

function isFull(values: readonly number[], { first, last }: Span): boolean {
  return values.length === last - first + 1;
}

function written({ minutes, hours, days, months, years }: Cron): string {
  const [ofMonth, ofWeek] = writtenDays(days);
  const field = (values: readonly number[], span: Span) => writtenValues(values, span);
  const time = `${field(minutes, { first: 0, last: 59 })} ${field(hours, { first: 0, last: 23 })}`;
  return `cron(${time} ${ofMonth} ${field(months, MONTHS)} ${ofWeek} ${field(years, YEARS)})`;
}

function writtenDays(days: Days): [ofMonth: string, ofWeek: string] {
  if (days.kind === 'days-of-month') return [writtenValues(days.days, DAYS_OF_MONTH), '?'];
  if (days.kind === 'days-of-week') return ['?', writtenValues(days.days, DAYS_OF_WEEK)];
  return ['L', '?'];
}

/** `*`, or single values and ranges, ascending. */
function writtenValues(values: readonly number[], span: Span): string {
  if (isFull(values, span)) return '*';
  const ranges: [first: number, last: number][] = [];
  for (const value of values.toSorted((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && range[1] === value - 1) range[1] = value;
    else ranges.push([value, value]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
