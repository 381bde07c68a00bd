/** The days on which a schedule runs. Days of the week count from Sunday, which is 1, to Saturday, which is 7. */
export type Days =
  | { readonly kind: 'days-of-month'; readonly days: readonly number[] }
  | { readonly kind: 'days-of-week'; readonly days: readonly number[] }
  /** `L`, or `L-n`: n days before the last of the month. */
  | { readonly kind: 'before-last-day'; readonly by: number }
  /** `nW`: the weekday that is nearest to the nth, within the month. */
  | { readonly kind: 'nearest-working-day'; readonly day: number }
  /** `LW` and `L-nW`: the weekday that is nearest to n days before the last of the month. */
  | { readonly kind: 'working-day-before-last'; readonly by: number }
  /** `n#k`: the kth of these days of the week in the month. */
  | { readonly kind: 'nth-day-of-week'; readonly dayOfWeek: number; readonly nth: number }
  /** `nL`: the last of these days of the week in the month. */
  | { readonly kind: 'last-day-of-week'; readonly dayOfWeek: number };

/** The days of one month on which a schedule runs, in ascending order. January is 1. */
export function daysInMonth(days: Days, year: number, month: number): readonly number[] {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const firstDayOfWeek = new Date(Date.UTC(year, month - 1)).getUTCDay() + 1;
  const dayOfWeek = (day: number) => ((firstDayOfWeek - 1 + day - 1) % 7) + 1;
  const firstSuch = (wanted: number) => 1 + ((wanted - firstDayOfWeek + 7) % 7);
  const within = (...found: number[]) => found.filter((day) => day >= 1 && day <= last);

  switch (days.kind) {
    case 'days-of-month':
      return within(...days.days);
    case 'days-of-week':
      return Array.from({ length: last }, (_, index) => index + 1).filter((day) => days.days.includes(dayOfWeek(day)));
    case 'before-last-day':
      return within(last - days.by);
    case 'nearest-working-day':
      return days.day > last ? [] : [nearestWorkingDay(days.day, last, dayOfWeek(days.day))];
    case 'working-day-before-last':
      return within(last - days.by).map((day) => nearestWorkingDay(day, last, dayOfWeek(day)));
    case 'nth-day-of-week':
      return within(firstSuch(days.dayOfWeek) + 7 * (days.nth - 1));
    case 'last-day-of-week': {
      const first = firstSuch(days.dayOfWeek);
      return [first + 7 * Math.floor((last - first) / 7)];
    }
    default:
      return days satisfies never;
  }
}

const SUNDAY = 1;
const SATURDAY = 7;

function nearestWorkingDay(day: number, last: number, dayOfWeek: number): number {
  if (dayOfWeek === SATURDAY) return day === 1 ? 3 : day - 1;
  if (dayOfWeek === SUNDAY) return day === last ? day - 2 : day + 1;
  return day;
}
