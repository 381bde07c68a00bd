import { MINIMUM_DAYS_IN_COLD_STORAGE } from '../backup/lifecycle';
import { DAY } from '../schedule/duration';
import { readSchedule } from '../schedule/read-schedule';
import { Timetable } from '../schedule/timetable';
import { PointList, type Point } from './point-list';

/** One rule that keeps recovery points in a place. */
export interface ChainRule {
  readonly schedule: string;
  readonly timezone: string;
  readonly deleteAfterDays?: number;
  readonly coldStorageAfterDays?: number;
}

export interface ChainOptions {
  /** The part of a resource that changes in a day: 0 to 1. */
  readonly dailyChange: number;
  /** Whether a backup stores only what has changed since the recovery point before it. */
  readonly incremental: boolean;
}

/** What a rule stores, as multiples of the size of the resource. Storage is the average of a year. */
export interface ChainUse {
  readonly warm: number;
  readonly cold: number;
  /** In an average month, as `created`. */
  readonly earlyDeletion: number;
  readonly created: number;
}

const WINDOW_DAYS = 365;
const MONTHS = 12;
/** Of an average month. */
export const DAYS_OF_MONTH = WINDOW_DAYS / MONTHS;
/** What is kept for longer counts as it is after ten years. */
const LONGEST_DAYS = 3650;

/**
 * What each rule stores in one place in the year after a moment, as if the rules had always run. The rules share recovery
 * points: each stores what has changed since the one before it that still exists in warm storage, whichever rule made it.
 * The oldest is complete. Each recovery point in cold storage is complete too: the upper bound, because AWS documents it so for
 * archived EBS snapshots, and no longer says how it is for other types.
 *
 * A recovery point that expires at the moment of the next backup is still there for it: AWS Backup deletes late.
 */
export function chainUse(rules: readonly ChainRule[], options: ChainOptions, now: Date): ChainUse[] {
  const start = now.getTime();
  const end = start + WINDOW_DAYS * DAY;
  const { dailyChange, incremental } = options;
  const changed = (gap: number): number => Math.min(1, dailyChange * (gap / DAY));
  const average = (from: number, until: number): number =>
    Math.max(0, Math.min(until, end) - Math.max(from, start)) / (end - start);
  const list = (isIncremental: boolean) =>
    new PointList(rules.length, { weigh: isIncremental ? changed : () => 1, average });
  const warm = list(incremental);
  const cold = list(false);
  const created = rules.map(() => 0);
  const earlyDeletion = rules.map(() => 0);
  const events = rules.flatMap((rule, index) => eventsOf(rule, index, start, end));
  events.sort((a, b) => a.time - b.time || a.order - b.order);
  for (const { time, kind, point } of events) {
    const { rule } = point;
    if (kind === 'create') {
      warm.add(point, time);
      if (time >= start) created[rule] = (created[rule] ?? 0) + point.weight;
    } else if (kind === 'cold') {
      warm.remove(point, time);
      cold.add(point, time);
      point.coldSince = time;
    } else if (point.coldSince === undefined) warm.remove(point, time);
    else {
      const missing = MINIMUM_DAYS_IN_COLD_STORAGE - (time - point.coldSince) / DAY;
      if (missing > 0 && time >= start) earlyDeletion[rule] = (earlyDeletion[rule] ?? 0) + point.weight * missing;
      cold.remove(point, time);
    }
  }
  warm.close(end);
  cold.close(end);
  return rules.map((_, index) => ({
    warm: warm.stored[index] ?? 0,
    cold: cold.stored[index] ?? 0,
    created: (created[index] ?? 0) / MONTHS,
    earlyDeletion: (earlyDeletion[index] ?? 0) / DAYS_OF_MONTH / MONTHS,
  }));
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly kind: 'create' | 'cold' | 'delete';
  readonly point: Point;
}

function eventsOf(rule: ChainRule, index: number, start: number, end: number): Event[] {
  const schedule = readSchedule(rule);
  if (!schedule) return [];
  const kept = Math.min(rule.deleteAfterDays ?? LONGEST_DAYS, LONGEST_DAYS) * DAY;
  const { coldStorageAfterDays } = rule;
  const events: Event[] = [];
  for (const time of new Timetable(schedule).after(start - kept)) {
    if (time >= end) break;
    const point: Point = { rule: index, time, weight: 0, since: time };
    events.push({ time, order: 0, kind: 'create', point });
    const coldAt = coldStorageAfterDays === undefined ? Infinity : time + coldStorageAfterDays * DAY;
    if (coldAt < Math.min(time + kept, end)) events.push({ time: coldAt, order: 1, kind: 'cold', point });
    if (time + kept < end) events.push({ time: time + kept, order: 2, kind: 'delete', point });
  }
  return events;
}
