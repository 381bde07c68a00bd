import fc from 'fast-check';

/** A day as the naive reading of an expression in these tests sees it; Sunday is 1. */
export interface NaiveDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly dayOfWeek: number;
  readonly lastDay: number;
}

export interface NaiveMinute extends NaiveDay {
  readonly hour: number;
  readonly minute: number;
}

/** A text made at random, and what it says, made along with it and not by reading it. */
interface Said<Of> {
  readonly text: string;
  readonly holds: (of: Of) => boolean;
}

const anyValue: Said<number> = { text: '*', holds: () => true };

function arbitraryElement(first: number, last: number): fc.Arbitrary<Said<number>> {
  const round = last - first + 1;
  const value = fc.integer({ min: first, max: last });
  const step = fc.integer({ min: 1, max: last });
  const passed = (from: number, to: number) => (to - from + round) % round;
  return fc.oneof(
    fc.constant(anyValue),
    value.map((wanted) => ({ text: `${wanted}`, holds: (found: number) => found === wanted })),
    step.map((by) => ({ text: `*/${by}`, holds: (found: number) => (found - first) % by === 0 })),
    fc.tuple(value, step).map(([from, by]) => ({
      text: `${from}/${by}`,
      holds: (found: number) => found >= from && (found - from) % by === 0,
    })),
    fc.tuple(value, value).map(([from, to]) => ({
      text: `${from}-${to}`,
      holds: (found: number) => passed(from, found) <= passed(from, to),
    })),
    fc.tuple(value, value, step).map(([from, to, by]) => ({
      text: `${from}-${to}/${by}`,
      holds: (found: number) => passed(from, found) <= passed(from, to) && passed(from, found) % by === 0,
    })),
  );
}

function arbitraryField(first: number, last: number): fc.Arbitrary<Said<number>> {
  return fc.array(arbitraryElement(first, last), { minLength: 1, maxLength: 3 }).map((elements) => ({
    text: elements.map(({ text }) => text).join(','),
    holds: (found) => elements.some(({ holds }) => holds(found)),
  }));
}

const isWorkingDay = (dayOfWeek: number) => dayOfWeek !== 1 && dayOfWeek !== 7;
const dayOfWeekOn = (day: number, { day: known, dayOfWeek }: NaiveDay) =>
  ((((dayOfWeek - 1 + day - known) % 7) + 7) % 7) + 1;

function workingDays(of: NaiveDay): number[] {
  return Array.from({ length: of.lastDay }, (_, index) => index + 1).filter((day) =>
    isWorkingDay(dayOfWeekOn(day, of)),
  );
}

function nearestWorkingDay(to: number, of: NaiveDay): number | undefined {
  return workingDays(of).toSorted((one, other) => Math.abs(one - to) - Math.abs(other - to))[0];
}

/** The day-of-month and the day-of-week field, with a space for all that is between them. */
export const arbitraryDays: fc.Arbitrary<Said<NaiveDay>> = fc.oneof(
  arbitraryField(1, 31).map(({ text, holds }) => ({ text: `${text} ?`, holds: (of: NaiveDay) => holds(of.day) })),
  arbitraryField(1, 7).map(({ text, holds }) => ({ text: `? ${text}`, holds: (of: NaiveDay) => holds(of.dayOfWeek) })),
  fc
    .integer({ min: 0, max: 30 })
    .map((by) => ({ text: `L-${by} ?`, holds: (of: NaiveDay) => of.day === of.lastDay - by })),
  fc.constant({ text: 'L ?', holds: (of: NaiveDay) => of.day === of.lastDay }),
  fc.constant({ text: 'LW ?', holds: (of: NaiveDay) => of.day === workingDays(of).at(-1) }),
  fc.integer({ min: 1, max: 31 }).map((to) => ({
    text: `${to}W ?`,
    holds: (of: NaiveDay) => to <= of.lastDay && of.day === nearestWorkingDay(to, of),
  })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([such, nth]) => ({
    text: `? ${such}#${nth}`,
    holds: (of: NaiveDay) => of.dayOfWeek === such && Math.ceil(of.day / 7) === nth,
  })),
  fc.integer({ min: 1, max: 7 }).map((such) => ({
    text: `? ${such}L`,
    holds: (of: NaiveDay) => of.dayOfWeek === such && of.day + 7 > of.lastDay,
  })),
);

/** The same for `L-3W`, which only Organizations accepts. */
export const arbitraryWorkingDayBeforeLast: fc.Arbitrary<Said<NaiveDay>> = fc
  .integer({ min: 0, max: 30 })
  .map((by) => ({
    text: `L-${by}W ?`,
    holds: (of: NaiveDay) => by < of.lastDay && of.day === nearestWorkingDay(of.lastDay - by, of),
  }));

/** Expressions of every form, each with what it says about a minute. */
export const arbitraryCron: fc.Arbitrary<Said<NaiveMinute>> = fc
  .record({
    minutes: arbitraryField(0, 59),
    hours: arbitraryField(0, 23),
    days: arbitraryDays,
    months: fc.oneof(fc.constant(anyValue), arbitraryField(1, 12)),
    years: fc.constantFrom(anyValue, { text: '2026-2028/2', holds: (year: number) => year === 2026 || year === 2028 }),
  })
  .map(({ minutes, hours, days, months, years }) => {
    const [dayOfMonth, dayOfWeek] = days.text.split(' ');
    return {
      text: `cron(${minutes.text} ${hours.text} ${dayOfMonth} ${months.text} ${dayOfWeek} ${years.text})`,
      holds: (at) =>
        minutes.holds(at.minute) &&
        hours.holds(at.hour) &&
        days.holds(at) &&
        months.holds(at.month) &&
        years.holds(at.year),
    };
  });
