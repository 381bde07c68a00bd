import type { Finding, Locate } from '../finding';

const MINIMUM_WINDOW_MINUTES = 60;

/** A hundred years. */
const MAXIMUM_WINDOW_MINUTES = 52_560_000;

/** When a job may start and by when it must be done, in minutes after the scheduled time and after the start. */
export interface Windows {
  readonly at: Locate<'startWindowMinutes' | 'completionWindowMinutes'>;
  readonly startWindowMinutes?: number | undefined;
  readonly completionWindowMinutes?: number | undefined;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
export function windowTooShort({ at, startWindowMinutes, completionWindowMinutes }: Windows): Finding[] {
  const settings = { startWindowMinutes, completionWindowMinutes };
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((setting): Finding[] => {
    const found = settings[setting];
    if (found === undefined || (Number.isInteger(found) && found >= MINIMUM_WINDOW_MINUTES)) return [];
    return [
      {
        rule: 'window-too-short',
        severity: 'error',
        source: 'aws',
        path: at(setting),
        found,
        message: `a window of ${found} minutes is not a whole number of minutes from ${MINIMUM_WINDOW_MINUTES}`,
        remedy: `set ${MINIMUM_WINDOW_MINUTES} or more`,
      },
    ];
  });
}

/**
 * The Backup API counts a hundred years at the most; policies of AWS Organizations know no such limit.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html for the start window
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html for the completion window
 */
export function windowTooLong({ at, startWindowMinutes, completionWindowMinutes }: Windows): Finding[] {
  const settings = { startWindowMinutes, completionWindowMinutes };
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((setting): Finding[] => {
    const found = settings[setting];
    if (found === undefined || !(found > MAXIMUM_WINDOW_MINUTES)) return [];
    return [
      {
        rule: 'window-too-long',
        severity: 'error',
        source: 'aws',
        path: at(setting),
        found,
        message: `a window of ${found} minutes is longer than AWS Backup counts`,
        remedy: `set ${MAXIMUM_WINDOW_MINUTES} or less`,
      },
    ];
  });
}

/** AWS takes it at any time, and then cancels every job that starts late. */
export function completionBeforeStart({ at, startWindowMinutes, completionWindowMinutes }: Windows): Finding[] {
  if (startWindowMinutes === undefined || completionWindowMinutes === undefined) return [];
  if (completionWindowMinutes > startWindowMinutes || startWindowMinutes < MINIMUM_WINDOW_MINUTES) return [];
  return [
    {
      rule: 'completion-before-start',
      severity: 'error',
      source: 'backupctl',
      path: at('completionWindowMinutes'),
      found: completionWindowMinutes,
      message: `a job must be done within ${completionWindowMinutes} minutes, but may start as late as after ${startWindowMinutes}`,
      remedy: `set more than ${startWindowMinutes} minutes`,
    },
  ];
}
