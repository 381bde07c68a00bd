import type { Finding, Locate } from '../finding';
import { inDays } from './days';

/** A recovery point that turns cold stays cold for this long, and is paid for as long. */
const MINIMUM_DAYS_IN_COLD_STORAGE = 90;

const MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP = 35;

const MAXIMUM_DAYS = 36_500;

/** How long recovery points live, in days after they were made. What is left out never happens. */
export interface Lifecycle {
  readonly at: Locate<'coldStorageAfterDays' | 'deleteAfterDays'>;
  readonly coldStorageAfterDays?: number | undefined;
  readonly deleteAfterDays?: number | undefined;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
export function coldStorageTooShort({ at, coldStorageAfterDays, deleteAfterDays }: Lifecycle): Finding[] {
  if (coldStorageAfterDays === undefined || deleteAfterDays === undefined) return [];
  // To count from a day that is none would only hide that it is none.
  if (coldStorageAfterDays < 1) return [];
  const earliest = coldStorageAfterDays + MINIMUM_DAYS_IN_COLD_STORAGE;
  if (deleteAfterDays >= earliest) return [];
  return [
    {
      rule: 'cold-storage-too-short',
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
export function lifecycleDaysNotPositive({ at, coldStorageAfterDays, deleteAfterDays }: Lifecycle): Finding[] {
  const settings = { coldStorageAfterDays, deleteAfterDays };
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((setting): Finding[] => {
    const found = settings[setting];
    if (found === undefined || (Number.isInteger(found) && found >= 1)) return [];
    return [
      {
        rule: 'lifecycle-days-not-positive',
        severity: 'error',
        source: 'aws',
        path: at(setting),
        found,
        message: `${found} is not a whole number of days from 1`,
        remedy: 'set 1 or more, or leave it out',
      },
    ];
  });
}

/**
 * The Backup API counts a hundred years at the most; policies of AWS Organizations know no such limit.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html
 */
export function lifecycleTooLong({ at, coldStorageAfterDays, deleteAfterDays }: Lifecycle): Finding[] {
  const settings = { coldStorageAfterDays, deleteAfterDays };
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((setting): Finding[] => {
    const found = settings[setting];
    if (found === undefined || found <= MAXIMUM_DAYS) return [];
    return [
      {
        rule: 'lifecycle-too-long',
        severity: 'error',
        source: 'aws',
        path: at(setting),
        found,
        message: `${found} days are more than AWS Backup counts`,
        remedy: `set ${MAXIMUM_DAYS} or less, or leave it out`,
      },
    ];
  });
}

/**
 * Continuous backup keeps 35 days at the most, says so, and knows no cold storage.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function continuousLifecycle({ at, coldStorageAfterDays, deleteAfterDays }: Lifecycle): Finding[] {
  const findings: Finding[] = [];
  if (deleteAfterDays === undefined || deleteAfterDays > MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP) {
    const kept = deleteAfterDays === undefined ? 'for ever' : inDays(deleteAfterDays);
    findings.push({
      rule: 'continuous-retention',
      severity: 'error',
      source: 'aws',
      path: at('deleteAfterDays'),
      ...(deleteAfterDays === undefined ? {} : { found: deleteAfterDays }),
      message: `a continuous backup is kept ${kept}, but ${MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP} days is the most`,
      remedy: `delete after 1 to ${MAXIMUM_DAYS_OF_CONTINUOUS_BACKUP} days, or keep longer by a second rule that is not continuous`,
    });
  }
  if (coldStorageAfterDays !== undefined) {
    findings.push({
      rule: 'continuous-cold-storage',
      severity: 'error',
      source: 'aws',
      path: at('coldStorageAfterDays'),
      found: coldStorageAfterDays,
      message: 'a continuous backup cannot turn cold',
      remedy: 'leave cold storage out, or leave continuous backup out',
    });
  }
  return findings;
}
