import type { Finding, Locate } from '../finding';
import { inDays } from './days';

const MINIMUM_GRACE_DAYS = 3;
const MAXIMUM_LOCK_DAYS = 36_500;

/** A vault lock. Times in days. */
export interface Lock {
  readonly mode: 'governance' | 'compliance';
  readonly minRetentionDays?: number | undefined;
  readonly maxRetentionDays?: number | undefined;
  readonly changeableForDays?: number | undefined;
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
export function lockNotPossible(
  lock: Lock,
  at: Locate<'minRetentionDays' | 'maxRetentionDays' | 'changeableForDays'>,
): Finding[] {
  const { mode, minRetentionDays, maxRetentionDays, changeableForDays } = lock;
  const refuse = (
    setting: Parameters<typeof at>[0],
    found: number | undefined,
    message: string,
    remedy: string,
  ): Finding => ({
    rule: 'lock-not-possible',
    severity: 'error',
    source: 'aws',
    path: at(setting),
    ...(found === undefined ? {} : { found }),
    message,
    remedy,
  });
  const findings: Finding[] = [];

  for (const [setting, days] of Object.entries({ minRetentionDays, maxRetentionDays })) {
    if (days === undefined || (Number.isInteger(days) && days >= 1 && days <= MAXIMUM_LOCK_DAYS)) continue;
    const range = `1 to ${MAXIMUM_LOCK_DAYS}`;
    findings.push(
      refuse(
        setting as 'minRetentionDays',
        days,
        `${days} is not a whole number of days from ${range}`,
        `set ${range}`,
      ),
    );
  }
  if (minRetentionDays !== undefined && maxRetentionDays !== undefined && minRetentionDays > maxRetentionDays) {
    const message = `the least retention, ${inDays(minRetentionDays)}, is more than the most, ${inDays(maxRetentionDays)}`;
    findings.push(refuse('minRetentionDays', minRetentionDays, message, `set ${maxRetentionDays} or less`));
  }
  if (mode === 'governance' && changeableForDays !== undefined) {
    const message = 'days of grace would turn a governance lock into a compliance lock, which nobody can lift';
    findings.push(refuse('changeableForDays', changeableForDays, message, "leave it out, or set mode to 'compliance'"));
  }
  if (mode === 'compliance' && !isGrace(changeableForDays)) {
    const message =
      changeableForDays === undefined
        ? 'without days of grace AWS makes a compliance lock a governance lock, which people can lift'
        : `a compliance lock needs whole days of grace from ${MINIMUM_GRACE_DAYS}`;
    findings.push(refuse('changeableForDays', changeableForDays, message, `set ${MINIMUM_GRACE_DAYS} or more`));
  }
  return findings;
}

function isGrace(days: number | undefined): boolean {
  return Number.isInteger(days) && days !== undefined && days >= MINIMUM_GRACE_DAYS;
}

/** A retention, and the locked vault that is to take it. */
export interface LockedRetention {
  readonly at: Locate<'deleteAfterDays'>;
  /** Undefined: for ever. */
  readonly deleteAfterDays?: number | undefined;
  readonly vault: string;
  readonly lock: Lock;
}

/**
 * Every job whose retention a vault's lock does not allow fails.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function retentionOutsideLock({ at, deleteAfterDays, vault, lock }: LockedRetention): Finding[] {
  const least = lock.minRetentionDays ?? 1;
  const most = lock.maxRetentionDays ?? Number.POSITIVE_INFINITY;
  // A lock that allows nothing is a mistake of its own.
  if (least > most) return [];
  const retention = deleteAfterDays ?? Number.POSITIVE_INFINITY;
  if (retention >= least && retention <= most) return [];
  const kept = deleteAfterDays === undefined ? 'for ever' : inDays(deleteAfterDays);
  const allowed = most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  return [
    {
      rule: 'retention-outside-lock',
      severity: 'error',
      source: 'backupctl',
      path: at('deleteAfterDays'),
      ...(deleteAfterDays === undefined ? {} : { found: deleteAfterDays }),
      message: `kept ${kept}, but the lock of vault ${vault} allows ${allowed} days: every job would fail`,
      remedy: `delete after ${allowed} days, or change the lock`,
    },
  ];
}
