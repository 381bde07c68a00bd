import { retention, startsOverlap } from '../backup/start-windows';
import { DAY, MINUTE } from '../schedule/duration';
import { readSchedule } from '../schedule/read-schedule';
import { Timetable } from '../schedule/timetable';
import { clockChanges } from './clock-changes';
import type { Calendar, CalendarOverlap, CalendarWindow, ReportPlan, ReportRule } from './data';
import type { ReportInput } from './input';
import type { Sources } from './sources';

/** A week in any time zone: a day more before, and one after. */
const DAYS = 9;

/** When backups can start, when Systems Manager works, and what clock changes do. */
export function calendarOf(
  plans: readonly ReportPlan[],
  { environments }: Pick<ReportInput, 'environments'>,
  now: Date,
  sources: Sources,
): Calendar {
  const from = Math.floor(now.getTime() / DAY) * DAY - DAY;
  const rules = plans.flatMap((plan, index) =>
    plan.rules.map((rule): CalendarWindow => ({
      kind: 'start-window',
      name: `${plan.name} / ${rule.name}`,
      environment: plan.owner.startsWith('environment ') ? plan.owner.slice('environment '.length) : null,
      plan: index,
      schedule: rule.schedule,
      timezone: rule.timezone,
      minutes: rule.startWindowMinutes,
      starts: startsOf(rule, from),
      source: rule.scheduleSource,
    })),
  );
  const windows = [...rules, ...environments.flatMap((environment) => systemsManager(environment, from, sources))];
  return {
    from: new Date(from).toISOString(),
    days: DAYS,
    timezones: [...new Set(windows.map(({ timezone }) => timezone))],
    windows,
    overlaps: plans.flatMap((plan, index) => overlapsOf(plan, index, now)),
    clockChanges: clockChanges(windows, now),
  };
}

function systemsManager(
  { name, file, ssmBackup }: ReportInput['environments'][number],
  from: number,
  sources: Sources,
): CalendarWindow[] {
  if (!ssmBackup) return [];
  const { window, schedule, timezone, durationHours, agentCheck } = ssmBackup;
  const own = { environment: name, plan: null, timezone };
  return [
    {
      ...own,
      kind: 'ssm-window',
      name: window,
      schedule,
      minutes: durationHours * 60,
      starts: startsOf({ schedule, timezone }, from),
      source: sources.at(file, 'ssmBackup.window.schedule'),
    },
    {
      ...own,
      kind: 'agent-check',
      name: `agent check, ${agentCheck.minutesBefore} min before ${window}`,
      schedule: agentCheck.schedule,
      minutes: agentCheck.minutesBefore,
      starts: startsOf({ schedule: agentCheck.schedule, timezone }, from),
      source: sources.at(file, 'ssmBackup.agentCheck.minutesBefore'),
    },
  ];
}

function startsOf(scheduled: Pick<ReportRule, 'schedule' | 'timezone'>, from: number): number[] {
  const schedule = readSchedule(scheduled);
  const starts: number[] = [];
  if (!schedule) return starts;
  for (const run of new Timetable(schedule).after(from - 1)) {
    if (run >= from + DAYS * DAY) break;
    starts.push((run - from) / MINUTE);
  }
  return starts;
}

/** Of two rules of one plan whose start windows overlap, AWS Backup runs only the one with the longer retention. */
function overlapsOf({ rules }: ReportPlan, plan: number, now: Date): CalendarOverlap[] {
  return rules.flatMap((one, index) =>
    rules.slice(index + 1).flatMap((other): CalendarOverlap[] => {
      const overlap = startsOverlap(one, other, now);
      if (!overlap) return [];
      const [dropped, kept] = retention(one) < retention(other) ? [one, other] : [other, one];
      return [{ plan, dropped: dropped.name, kept: kept.name, at: overlap.first.toISOString() }];
    }),
  );
}
