import { DAY, MINUTE } from '../schedule/duration';
import { readSchedule } from '../schedule/read-schedule';
import { Timetable } from '../schedule/timetable';
import { clockOf } from '../schedule/wall-clock';
import type { CalendarWindow, ClockChange } from './data';

const YEAR_DAYS = 366;

/** The clock changes of the next year in the time zones of schedules, and the runs that they skip or delay. */
export function clockChanges(windows: readonly CalendarWindow[], now: Date): ClockChange[] {
  const zones = [...new Set(windows.map(({ timezone }) => timezone))];
  return zones.flatMap((timezone) =>
    changesOf(timezone, now).map(({ at, minutes }) => ({
      timezone,
      at: new Date(at).toISOString(),
      minutes,
      effects: windows
        .filter((window) => window.timezone === timezone)
        .flatMap((window) => {
          const effect = effectOn(window, at, minutes);
          return effect === undefined ? [] : [{ name: window.name, effect, source: window.source }];
        }),
    })),
  );
}

interface Change {
  readonly at: number;
  readonly minutes: number;
}

function changesOf(timezone: string, now: Date): Change[] {
  const clock = clockOf(timezone);
  const offset = (instant: number): number => clock.at(instant) - instant;
  const first = Math.floor(now.getTime() / DAY) * DAY;
  return Array.from({ length: YEAR_DAYS }, (_, day) => first + day * DAY).flatMap((start): Change[] => {
    const before = offset(start);
    const moved = offset(start + DAY) - before;
    if (moved === 0) return [];
    let [low, high] = [start, start + DAY];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    return [{ at: high, minutes: moved / MINUTE }];
  });
}

/** Runs in the time that the clock skips never start; those in the time that it repeats start once. */
function effectOn({ schedule, timezone }: CalendarWindow, at: number, minutes: number): string | undefined {
  const local = readSchedule({ schedule, timezone: 'UTC' });
  if (!local) return undefined;
  const before = clockOf(timezone).at(at - MINUTE) + MINUTE;
  const [from, until] = minutes > 0 ? [before, before + minutes * MINUTE] : [before + minutes * MINUTE, before];
  let count = 0;
  for (const run of new Timetable(local).after(from - 1)) {
    if (run >= until) break;
    count++;
  }
  if (count === 0) return undefined;
  const starts = count === 1 ? 'starts' : 'start';
  if (minutes < 0)
    return `${runs(count)} in the repeated time ${starts} once: the next interval is ${-minutes} min longer`;
  return `${runs(count)} in the skipped time never ${starts}`;
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
