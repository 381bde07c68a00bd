import type { Finding, Locate } from '../finding';
import { inDays } from './days';
import { eachNumber } from './limits';
import type { Lifecycle, Rule } from './model';

/** A recovery point in cold storage stays there, and is billed, for at least this long. */
export const MINIMUM_DAYS_IN_COLD_STORAGE = 90;

export const MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP = 35;

const MAXIMUM_DAYS = 36_500;

type Days = Pick<Lifecycle, 'coldStorageAfterDays' | 'deleteAfterDays'>;
type At = Locate<keyof Days>;

/**
 * AWS itself checks this only where the archive is opted in.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
 */
export function coldStorageTooShort(
  { coldStorageAfterDays, deleteAfterDays, archive, continuous }: Days & Partial<Pick<Rule, 'archive' | 'continuous'>>,
  at: At,
): Finding[] {
  if (coldStorageAfterDays === undefined || deleteAfterDays === undefined) return [];
  // A continuous backup never moves to cold storage: another rule reports it.
  if (continuous) return [];
  // An invalid number of days is reported by itself.
  if (coldStorageAfterDays < 1) return [];
  const earliest = coldStorageAfterDays + MINIMUM_DAYS_IN_COLD_STORAGE;
  if (deleteAfterDays >= earliest) return [];
  return [
    {
      rule: archive ? 'archive-gap-too-short' : 'cold-storage-too-short',
      severity: 'error',
      source: 'backupctl',
      path: at('deleteAfterDays'),
      found: deleteAfterDays,
      message: `deletes after ${inDays(deleteAfterDays)}, but a recovery point that turns cold after ${inDays(coldStorageAfterDays)} must be kept ${earliest}`,
      remedy: `delete after ${earliest} days or more, or leave cold storage out`,
    },
  ];
}

/** Days of a lifecycle are whole and start at 1. @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
export function lifecycleDaysNotPositive({ coldStorageAfterDays, deleteAfterDays }: Days, at: At): Finding[] {
  return eachNumber({ coldStorageAfterDays, deleteAfterDays }, (found, setting) => {
    if (Number.isInteger(found) && found >= 1) return undefined;
    return {
      rule: 'lifecycle-days-not-positive',
      severity: 'error',
      source: 'aws',
      path: at(setting),
      found,
      message: `${found} is not a whole number of 1 day or more`,
      remedy: 'set 1 or more, or leave it out',
    };
  });
}

/**
 * The Backup API accepts a hundred years at most; policies of AWS Organizations have no such limit.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html
 */
export function lifecycleTooLong({ coldStorageAfterDays, deleteAfterDays }: Days, at: At): Finding[] {
  return eachNumber({ coldStorageAfterDays, deleteAfterDays }, (found, setting) => {
    if (found <= MAXIMUM_DAYS) return undefined;
    return {
      rule: 'lifecycle-too-long',
      severity: 'error',
      source: 'aws',
      path: at(setting),
      found,
      message: `${found} days exceeds the maximum of AWS Backup`,
      remedy: `set ${MAXIMUM_DAYS} or less, or leave it out`,
    };
  });
}

/**
 * Continuous backups need a retention of 35 days at most, and cannot move to cold storage.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function continuousLifecycle(
  { continuous, coldStorageAfterDays, deleteAfterDays }: Days & Pick<Rule, 'continuous'>,
  at: At,
): Finding[] {
  if (!continuous) return [];
  const findings: Finding[] = [];
  if (deleteAfterDays === undefined || deleteAfterDays > MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP) {
    const kept = deleteAfterDays === undefined ? 'forever' : inDays(deleteAfterDays);
    findings.push({
      rule: 'continuous-retention',
      severity: 'error',
      source: 'aws',
      path: at('deleteAfterDays'),
      found: deleteAfterDays,
      message: `a continuous backup is kept ${kept}, but the maximum is ${MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP} days`,
      remedy: `delete after 1 to ${MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP} days, or add a second rule that is not continuous for longer retention`,
    });
  }
  if (coldStorageAfterDays !== undefined) {
    findings.push({
      rule: 'continuous-cold-storage',
      severity: 'error',
      source: 'aws',
      path: at('coldStorageAfterDays'),
      found: coldStorageAfterDays,
      message: 'continuous backups cannot move to cold storage',
      remedy: 'leave cold storage out, or leave continuous backup out',
    });
  }
  return findings;
}

/** A copy without its own lifecycle never expires either, whatever its rule says. */
export function neverExpires({ deleteAfterDays }: Days, at: At): Finding[] {
  if (deleteAfterDays !== undefined) return [];
  return [
    {
      rule: 'kept-for-ever',
      severity: 'warning',
      source: 'backupctl',
      path: at('deleteAfterDays'),
      message: 'recovery points of this rule never expire',
      remedy: 'set deleteAfterDays, unless an operator deletes them',
    },
  ];
}
