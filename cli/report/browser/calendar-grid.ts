import type { CalendarWindow } from '../../../domain/report/data';

export const MINUTES_A_DAY = 1440;

/** A part of a window in one day of the week that is shown. */
export interface Block {
  readonly day: number;
  /** Minutes after midnight, in the chosen time zone. */
  readonly from: number;
  readonly until: number;
  readonly window: number;
  /** Whether it begins where another window of the schedule ends. */
  follows: boolean;
  /** Windows side by side: the lane, and how many lanes the day has. */
  lane: number;
  lanes: number;
}

export interface Week {
  /** The dates of the seven days, as `2026-11-21`. */
  readonly dates: readonly string[];
  readonly blocks: readonly Block[];
}

/** The windows of the seven days from a moment on, as a clock in a time zone shows them. */
export function weekOf(windows: readonly CalendarWindow[], from: string, now: string, timezone: string): Week {
  const clock = localClock(timezone);
  const first = Math.floor(clock(Date.parse(now)) / 86_400_000) * 86_400_000;
  const dates = Array.from({ length: 7 }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10));
  const blocks = windows.flatMap((window, index) =>
    window.starts.flatMap((start) => {
      const local = clock(Date.parse(from) + start * 60_000);
      return parts((local - first) / 60_000, window.minutes).map((part) => ({
        ...part,
        window: index,
        follows: false,
        lane: 0,
        lanes: 1,
      }));
    }),
  );
  for (let day = 0; day < 7; day++) placeSideBySide(blocks.filter((block) => block.day === day));
  return { dates, blocks };
}

/** A window that crosses midnight is in two days. */
function parts(start: number, minutes: number): Pick<Block, 'day' | 'from' | 'until'>[] {
  const found: Pick<Block, 'day' | 'from' | 'until'>[] = [];
  for (let day = Math.max(0, Math.floor(start / MINUTES_A_DAY)); day < 7; day++) {
    const midnight = day * MINUTES_A_DAY;
    const [from, until] = [Math.max(start, midnight), Math.min(start + minutes, midnight + MINUTES_A_DAY)];
    if (from >= until) break;
    found.push({ day, from: from - midnight, until: until - midnight });
  }
  return found;
}

/** Each schedule keeps its lane for the whole day, next to those that it overlaps. */
function placeSideBySide(blocks: Block[]): void {
  const order = [...new Set(blocks.map(({ window }) => window))];
  const lanes: number[][] = [];
  for (const window of order) {
    const own = blocks.filter((block) => block.window === window);
    const isFree = (lane: readonly number[]): boolean =>
      blocks.every(
        (other) =>
          !lane.includes(other.window) || own.every((block) => block.until <= other.from || block.from >= other.until),
      );
    const lane = lanes.findIndex(isFree);
    if (lane === -1) lanes.push([window]);
    else lanes[lane]?.push(window);
  }
  for (const block of blocks) {
    block.lane = lanes.findIndex((lane) => lane.includes(block.window));
    block.lanes = lanes.length;
    block.follows = blocks.some((other) => other.window === block.window && other.until === block.from);
  }
}

/** The local time of an instant, as milliseconds as if it were UTC. */
function localClock(timezone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const found = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(
      found['year'] ?? 0,
      (found['month'] ?? 1) - 1,
      found['day'] ?? 1,
      found['hour'] ?? 0,
      found['minute'] ?? 0,
    );
  };
}
