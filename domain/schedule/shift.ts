import { parseCron, type Cron } from './cron';
import type { Days } from './days';
import { DAY, MINUTE, HOUR } from './duration';
import { timesOfDay } from './scheduled-days';

/** The most minutes by which a schedule can be moved: less than a day. */
export const LONGEST_SHIFT_MINUTES = DAY / MINUTE - 1;

/** No single expression runs so many minutes before each run of a schedule. */
export class ShiftError extends Error {
  override readonly name = 'ShiftError';

  constructor(
    /** Why: no capital, no full stop. */
    readonly reason: string,
    /** What to do: an instruction that can be followed. */
    readonly remedy: string,
  ) {
    super(`${reason}: ${remedy}`);
  }
}

/**
 * The schedule that runs so many minutes before each run of another, in the same time zone, and at no other time (S10).
 * If the clock changes between the two, `firstDrift` finds it: that depends on the time zone, this does not.
 *
 * @param expression `cron(...)`
 * @param minutes from 1 to {@link LONGEST_SHIFT_MINUTES}
 * @throws {CronError} when the expression cannot be read
 * @throws {ShiftError} when no single expression can express it
 */
export function shiftedEarlier(expression: string, minutes: number): string {
  const cron = parseCron(expression);
  const earlier = timesOfDay(cron).map((timeOfDay) => timeOfDay - minutes * MINUTE);
  const before = earlier.filter((timeOfDay) => timeOfDay < 0).length;
  // A single L in day-of-week means Saturday, but is not documented any better than the others.
  if (!isPlain(cron.days) || / L \S+\)$/.test(expression)) {
    throw new ShiftError(
      'AWS does not document that L, W and # mean the same days for a maintenance window and for the check before it',
      'write days as numbers, such as 1 or 1-7, or days of the week, such as MON',
    );
  }
  const time = onceADay(earlier.map((timeOfDay) => (timeOfDay + DAY) % DAY));
  if (before === 0 || runsDaily(cron)) return written({ ...cron, ...time });
  if (before < earlier.length) {
    throw new ShiftError(
      `${minutes} minutes earlier is the same day for some runs and the previous day for others`,
      'choose times that are all closer to midnight, or all later',
    );
  }
  return written({ ...cron, ...time, ...dayBefore(cron, cron.days) });
}

type PlainDays = Extract<Days, { kind: 'days-of-month' | 'days-of-week' }>;

function isPlain(days: Days): days is PlainDays {
  return days.kind === 'days-of-month' || days.kind === 'days-of-week';
}

/** Hours and minutes whose combinations are exactly the times. */
function onceADay(times: readonly number[]): Pick<Cron, 'minutes' | 'hours'> {
  const ascending = (values: Iterable<number>) => [...new Set(values)].toSorted((one, other) => one - other);
  const hours = ascending(times.map((time) => Math.floor(time / HOUR)));
  const minutes = ascending(times.map((time) => (time % HOUR) / MINUTE));
  if (hours.length * minutes.length === times.length) return { hours, minutes };
  throw new ShiftError(
    'the earlier times are in several hours with different minutes, which one schedule cannot express',
    'move all runs of an hour before or after that many minutes past the hour, or use fewer minutes',
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
      'the previous day can be in a month or a year that the schedule leaves out',
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
      'the previous days are not the same in every month',
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
  const [ofMonth, ofWeek] = serializeDays(days);
  const field = (values: readonly number[], span: Span) => serializeValues(values, span);
  const time = `${field(minutes, { first: 0, last: 59 })} ${field(hours, { first: 0, last: 23 })}`;
  return `cron(${time} ${ofMonth} ${field(months, MONTHS)} ${ofWeek} ${field(years, YEARS)})`;
}

function serializeDays(days: Days): [ofMonth: string, ofWeek: string] {
  if (days.kind === 'days-of-month') return [serializeValues(days.days, DAYS_OF_MONTH), '?'];
  if (days.kind === 'days-of-week') return ['?', serializeValues(days.days, DAYS_OF_WEEK)];
  return ['L', '?'];
}

/** `*`, or single values and ranges in ascending order. */
function serializeValues(values: readonly number[], span: Span): string {
  if (isFull(values, span)) return '*';
  const ranges: [first: number, last: number][] = [];
  for (const value of values.toSorted((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && range[1] === value - 1) range[1] = value;
    else ranges.push([value, value]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
