import { DEFAULT_FILTER } from './default-filter';
import { failureMessages } from './failure-messages';
import { lets } from './filter-policy';

const describe = (...events: readonly string[]) =>
  failureMessages(events, '111111111111').map(({ description }) => description);

test('N4 alarms and failed SSM backups come whatever is notified, without State', () => {
  expect(failureMessages([], '111111111111')).toEqual([
    { description: 'an alarm or a failed SSM backup, which carries no State', attributes: {} },
  ]);
});

test('N4 knows the failures of backups, copies and restores', () => {
  expect(describe('BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED').slice(1)).toEqual([
    'a backup job that ended as FAILED',
    'a backup job that ended as ABORTED',
    'a backup job that ended as EXPIRED',
    'a copy job that ended as FAILED',
    'a restore job that ended as FAILED',
    'a restore job that ended as ABORTED',
  ]);
  expect(failureMessages(['COPY_JOB_FAILED'], '111111111111')[1]?.attributes).toEqual({
    State: 'FAILED',
    EventType: 'COPY_JOB',
    AccountId: '111111111111',
  });
});

test('N4 events that are not failures add no failure, including names of inherited properties', () => {
  expect(describe('BACKUP_JOB_STARTED', 'constructor', '__proto__', '')).toHaveLength(1);
});

test('N4 the default filter lets every failure through and no completed job', () => {
  const failures = failureMessages(['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'], '1');
  expect(failures.filter(({ attributes }) => !lets(DEFAULT_FILTER, attributes))).toEqual([]);
  expect(lets(DEFAULT_FILTER, { State: 'COMPLETED', EventType: 'BACKUP_JOB' })).toBe(false);
});
