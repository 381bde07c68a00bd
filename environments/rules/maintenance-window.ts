import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import type { Finding } from '../../domain/finding';
import { firstDrift } from '../../domain/schedule/drift';
import { minimumInterval } from '../../domain/schedule/minimum-interval';
import { nextRuns } from '../../domain/schedule/next-runs';
import { LONGEST_SHIFT_MINUTES, ShiftError, shiftedEarlier } from '../../domain/schedule/shift';
import { scheduleRefused } from '../../domain/schedule/schedule-finding';
import type { SsmBackup } from '../schema';
import { below, type EnvironmentRule, exceptInheritedTimezone } from './environment-rule';

const PATH = 'ssmBackup.window';
const { MaintenanceWindowDurationHours: DURATION, MaintenanceWindowCutoff: CUTOFF } = AWS_LIMITS.ssm;

/**
 * A maintenance window that Systems Manager accepts and that opens, and an agent check that always runs before it (S8, S10).
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html
 */
export const maintenanceWindow: EnvironmentRule = (environment, { now }) => {
  const { ssmBackup } = environment;
  if (ssmBackup === 'none') return [];
  const { window } = ssmBackup;
  const unreadable = scheduleRefused(window, below(PATH));
  return [
    ...exceptInheritedTimezone(unreadable, environment),
    ...(unreadable.length > 0 ? [] : opensBadly(window, now)),
    ...hours(window),
    ...minutesBefore(ssmBackup),
    ...(unreadable.length > 0 ? [] : checkPartsFromWindow(ssmBackup, now)),
  ];
};

type Window = SsmBackup['window'];

function refused(rule: string, source: Finding['source'], path: string, rest: Partial<Finding>): Finding {
  return { rule, severity: 'error', source, path, message: '', remedy: '', ...rest };
}

function timetable({ schedule, timezone }: Window) {
  return { expression: schedule, timezone };
}

/** Systems Manager skips a window that is still open at its next start. */
function opensBadly(window: Window, now: Date): Finding[] {
  const found = window.schedule;
  if (nextRuns(timetable(window), now, 1).length === 0) {
    const remedy = 'choose days and years in the future';
    return [
      refused('never-runs', 'backupctl', `${PATH}.schedule`, {
        found,
        message: 'the window never opens again',
        remedy,
      }),
    ];
  }
  const minutes = minimumInterval(timetable(window), now);
  if (minutes === undefined || minutes >= window.durationHours * 60) return [];
  return [
    refused('window-still-open', 'backupctl', `${PATH}.schedule`, {
      found,
      message: `the window opens again after ${minutes} minutes, but stays open for ${window.durationHours * 60}: Systems Manager skips a window that is still open`,
      remedy: 'open it less often, or for a shorter time',
    }),
  ];
}

function hours({ durationHours, cutoffHours }: Window): Finding[] {
  const isDuration = Number.isInteger(durationHours) && durationHours >= DURATION.min && durationHours <= DURATION.max;
  const isCutoff = Number.isInteger(cutoffHours) && cutoffHours >= CUTOFF.min && cutoffHours < durationHours;
  return [
    ...(isDuration
      ? []
      : [
          refused('window-duration', 'aws', `${PATH}.durationHours`, {
            found: durationHours,
            message: `a window of ${durationHours} hours is not possible`,
            remedy: `write whole hours from ${DURATION.min} to ${DURATION.max}`,
          }),
        ]),
    ...(isCutoff
      ? []
      : [
          refused('window-cutoff', 'aws', `${PATH}.cutoffHours`, {
            found: cutoffHours,
            message: `a cutoff of ${cutoffHours} hours does not fit in a window of ${durationHours}`,
            remedy: 'write whole hours, from 0 to less than durationHours',
          }),
        ]),
  ];
}

function minutesBefore({ agentCheck: { minutesBefore: found } }: SsmBackup): Finding[] {
  if (isShift(found)) return [];
  return [
    refused('agent-check-minutes', 'backupctl', 'ssmBackup.agentCheck.minutesBefore', {
      found,
      message: `${found} minutes before the window is not a valid time for a check`,
      remedy: `write whole minutes from 1 to ${LONGEST_SHIFT_MINUTES}`,
    }),
  ];
}

function isShift(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_SHIFT_MINUTES;
}

function checkPartsFromWindow({ window, agentCheck: { minutesBefore: minutes } }: SsmBackup, now: Date): Finding[] {
  if (!isShift(minutes)) return [];
  const refusal = (message: string, remedy: string) => [
    refused('agent-check-not-derivable', 'backupctl', `${PATH}.schedule`, { found: window.schedule, message, remedy }),
  ];
  let earlier: string;
  try {
    earlier = shiftedEarlier(window.schedule, minutes);
  } catch (error) {
    if (!(error instanceof ShiftError)) throw error;
    return refusal(`no agent check can be derived from it: ${error.reason}`, error.remedy);
  }
  const { timezone } = window;
  const drift = firstDrift(timetable(window), { expression: earlier, timezone }, minutes, now);
  if (!drift) return [];
  return refusal(
    `the clock of ${timezone} changes between the agent check and the window: at ${drift.at.toISOString()} ${drift.kind === 'missing' ? 'there is no check, but the window opens' : 'there is a check, but the window does not open'} ${minutes} minutes later`,
    'open the window at another hour, or choose a time zone without clock changes',
  );
}
