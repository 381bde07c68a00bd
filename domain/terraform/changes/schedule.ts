import { DAY, HOUR, MINUTE } from '../../schedule/duration';
import { largestGap } from '../../schedule/largest-gap';
import { readSchedule } from '../../schedule/read-schedule';
import { sameRuns } from '../../schedule/same-runs';
import { runsInYear } from './frequency';
import { high, type Judge, low, medium, type Rule } from './rule';
import { textAt, type Value, valueAt } from './value';

export const SCHEDULE_RULES = {
  lessOften: high('runs-less-often', {
    finds: 'a schedule that runs less often per year, or with a longer gap between two runs, ends, or cannot be read',
    why: 'the time between two backups grows, and so does the data you can lose',
    remedy: 'keep the schedule, or accept the longer recovery point objective',
  }),
  moved: medium('schedule-moved', {
    finds: 'a schedule that runs at other times, as often as before or more often',
    why: 'backups may overlap with other jobs or working hours; more backups cost more',
    remedy: 'check that nothing depends on the old times',
  }),
  rewritten: low('schedule-rewritten', {
    finds: 'a schedule that is written differently, or in another time zone, but runs at the same times',
    why: 'no backup runs earlier or later',
    remedy: 'no action needed',
  }),
};

/** Where a schedule and its time zone are, relative to the block that contains both. */
export interface ScheduleArguments {
  readonly schedule: readonly string[];
  readonly timezone: readonly string[];
  /** The expression AWS uses if none is set. */
  readonly byDefault?: string;
  /** How many names of a difference's path are inside the block. */
  readonly depth: number;
}

interface Written {
  readonly schedule: string;
  readonly timezone: string;
}

/**
 * Compares how often two schedules run, and the longest time between two runs. If expression and time zone both differ,
 * both differences report it.
 */
export function scheduleChange({ schedule, timezone, byDefault = '', depth }: ScheduleArguments): Judge {
  return ({ path }, { before, after }, { now }) => {
    const written = (value: Value | undefined): Written => {
      const block = valueAt(value, path.slice(0, path.length - depth));
      return { schedule: setText(block, schedule) ?? byDefault, timezone: setText(block, timezone) ?? 'UTC' };
    };
    return scheduleRule(written(before), written(after), now);
  };
}

/** In a set, a saved plan shows an empty text for an argument that is not set. */
function setText(block: Value | undefined, path: readonly string[]): string | undefined {
  const text = textAt(block, path);
  return text === '' ? undefined : text;
}

/** The rule for a schedule that becomes another one. */
function scheduleRule(before: Written, after: Written, now: Date): Rule {
  if (runAlike(before, after, now)) return SCHEDULE_RULES.rewritten;
  const [old, current] = [before, after].map(({ schedule, timezone }) => runsInYear(schedule, timezone, now));
  if (current === undefined || current === 0) return SCHEDULE_RULES.lessOften;
  if (old === undefined) return SCHEDULE_RULES.moved;
  // Where a year starts may make a difference of one run.
  const isWorse = current < old - 1 || gapOf(after, now) > gapOf(before, now);
  return isWorse ? SCHEDULE_RULES.lessOften : SCHEDULE_RULES.moved;
}

function runAlike(before: Written, after: Written, now: Date): boolean {
  const [one, other] = [readSchedule(before), readSchedule(after)];
  return one !== undefined && other !== undefined && sameRuns(one, other, now);
}

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

function gapOf(written: Written, now: Date): number {
  const [, every = '', unit = ''] = RATE.exec(written.schedule) ?? [];
  return UNITS[unit] === undefined ? (largestGap(written, now) ?? 0) : Number(every) * UNITS[unit];
}
