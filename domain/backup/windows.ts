import type { Finding, Locate } from '../finding';
import { eachNumber } from './limits';
import type { Rule } from './model';

const MINIMUM_WINDOW_MINUTES = 60;

/** A hundred years. */
const MAXIMUM_WINDOW_MINUTES = 52_560_000;

type Windows = Pick<Rule, 'startWindowMinutes' | 'completionWindowMinutes'>;
type At = Locate<keyof Windows>;

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
export function windowTooShort({ startWindowMinutes, completionWindowMinutes }: Windows, at: At): Finding[] {
  return eachNumber({ startWindowMinutes, completionWindowMinutes }, (found, setting) => {
    if (Number.isInteger(found) && found >= MINIMUM_WINDOW_MINUTES) return undefined;
    return {
      rule: 'window-too-short',
      severity: 'error',
      source: 'aws',
      path: at(setting),
      found,
      message: `a window of ${found} minutes is not a whole number of ${MINIMUM_WINDOW_MINUTES} minutes or more`,
      remedy: `set ${MINIMUM_WINDOW_MINUTES} or more`,
    };
  });
}

/**
 * The Backup API accepts a hundred years at most; policies of AWS Organizations have no such limit.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html for the start window
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html for the completion window
 */
export function windowTooLong({ startWindowMinutes, completionWindowMinutes }: Windows, at: At): Finding[] {
  return eachNumber({ startWindowMinutes, completionWindowMinutes }, (found, setting) => {
    if (!(found > MAXIMUM_WINDOW_MINUTES)) return undefined;
    return {
      rule: 'window-too-long',
      severity: 'error',
      source: 'aws',
      path: at(setting),
      found,
      message: `a window of ${found} minutes exceeds the maximum of AWS Backup`,
      remedy: `set ${MAXIMUM_WINDOW_MINUTES} or less`,
    };
  });
}

/** The windows of a rule that sets none, in minutes. */
export const DEFAULT_WINDOWS = { startWindowMinutes: 480, completionWindowMinutes: 10_080 };

/** AWS accepts such a rule, and then cancels every job that starts late. */
export function completionBeforeStart({ startWindowMinutes, completionWindowMinutes }: Windows, at: At): Finding[] {
  if (startWindowMinutes === undefined || completionWindowMinutes === undefined) return [];
  if (completionWindowMinutes > startWindowMinutes || startWindowMinutes < MINIMUM_WINDOW_MINUTES) return [];
  return [
    {
      rule: 'completion-before-start',
      severity: 'error',
      source: 'backupctl',
      path: at('completionWindowMinutes'),
      found: completionWindowMinutes,
      message: `a job must complete within ${completionWindowMinutes} minutes, but can start up to ${startWindowMinutes} minutes late`,
      remedy: `set more than ${startWindowMinutes} minutes`,
    },
  ];
}
