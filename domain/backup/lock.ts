import type { Finding, Locate } from '../finding';
import { inDays } from './days';
import { lifecycleDaysNotPositive, lifecycleTooLong } from './lifecycle';
import { eachNumber } from './limits';
import type { Lifecycle, Lock } from './model';

const MINIMUM_GRACE_DAYS = 3;
const MAXIMUM_LOCK_DAYS = 36_500;

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
export function lockNotPossible(lock: Lock, at: Locate<Exclude<keyof Lock, 'mode'>>): Finding[] {
  const { mode, minRetentionDays, maxRetentionDays, changeableForDays } = lock;
  const refuse = (setting: Parameters<typeof at>[0], message: string, remedy: string): Finding => ({
    rule: 'lock-not-possible',
    severity: 'error',
    source: 'aws',
    path: at(setting),
    found: lock[setting],
    message,
    remedy,
  });
  const range = `1 to ${MAXIMUM_LOCK_DAYS}`;
  const findings = eachNumber({ minRetentionDays, maxRetentionDays }, (days, setting) =>
    Number.isInteger(days) && days >= 1 && days <= MAXIMUM_LOCK_DAYS
      ? undefined
      : refuse(setting, `${days} is not a whole number of days from ${range}`, `set ${range}`),
  );
  if (minRetentionDays !== undefined && maxRetentionDays !== undefined && minRetentionDays > maxRetentionDays) {
    const message = `the minimum retention of ${inDays(minRetentionDays)} exceeds the maximum of ${inDays(maxRetentionDays)}`;
    findings.push(refuse('minRetentionDays', message, `set ${maxRetentionDays} or less`));
  }
  if (mode === 'governance' && changeableForDays !== undefined) {
    const message = 'a grace period turns a governance lock into a compliance lock, which no one can remove';
    findings.push(refuse('changeableForDays', message, "leave it out, or set mode to 'compliance'"));
  }
  if (mode === 'compliance' && !isGrace(changeableForDays)) {
    const message =
      changeableForDays === undefined
        ? 'without a grace period, AWS turns a compliance lock into a governance lock, which users can remove'
        : `a compliance lock needs a grace period of at least ${MINIMUM_GRACE_DAYS} whole days`;
    const remedy = `set ${MINIMUM_GRACE_DAYS} or more, or 'set-before' for a lock that the vault already has`;
    findings.push(refuse('changeableForDays', message, remedy));
  }
  return findings;
}

/** AWS does not return the grace period of a lock, and Terraform would replace a lock whose grace period it learns later. */
function isGrace(days: Lock['changeableForDays']): boolean {
  if (days === 'set-before') return true;
  return Number.isInteger(days) && days !== undefined && days >= MINIMUM_GRACE_DAYS;
}

/**
 * Every job whose retention a vault's lock does not allow fails.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function retentionOutsideLock(
  { deleteAfterDays }: Pick<Lifecycle, 'deleteAfterDays'>,
  at: Locate<'deleteAfterDays' | 'coldStorageAfterDays'>,
  { name, lock }: { readonly name: string; readonly lock?: Lock },
): Finding[] {
  const least = lock?.minRetentionDays ?? 1;
  const most = lock?.maxRetentionDays ?? Number.POSITIVE_INFINITY;
  // A lock that allows no retention is reported by itself.
  if (!lock || least > most) return [];
  // So is a number of days that AWS Backup does not accept.
  if (lifecycleDaysNotPositive({ deleteAfterDays }, at).length + lifecycleTooLong({ deleteAfterDays }, at).length > 0) {
    return [];
  }
  const retention = deleteAfterDays ?? Number.POSITIVE_INFINITY;
  if (retention >= least && retention <= most) return [];
  const kept = deleteAfterDays === undefined ? 'forever' : inDays(deleteAfterDays);
  const allowed = most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  return [
    {
      rule: 'retention-outside-lock',
      severity: 'error',
      source: 'backupctl',
      path: at('deleteAfterDays'),
      found: deleteAfterDays,
      message: `kept ${kept}, but the lock of vault ${name} allows ${allowed} days: every job would fail`,
      remedy: `delete after ${allowed} days, or change the lock`,
    },
  ];
}
