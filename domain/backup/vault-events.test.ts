import { eventNotSent, VAULT_EVENTS } from './vault-events';

test.each(VAULT_EVENTS)('N3 accepts %s', (event) => expect(eventNotSent(event, 'notify')).toEqual([]));

test.each([
  ['BACKUP_JOB_SUCCESSFUL', 'BACKUP_JOB_COMPLETED'],
  ['BACKUP_JOB_FAILED', 'BACKUP_JOB_COMPLETED'],
  ['BACKUP_JOB_EXPIRED', 'BACKUP_JOB_COMPLETED'],
  ['RESTORE_JOB_SUCCESSFUL', 'RESTORE_JOB_COMPLETED'],
  ['RESTORE_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
])('N3 refuses %s and names %s', (event, successor) => {
  expect(eventNotSent(event, 'notify')).toEqual([
    {
      rule: 'event-deprecated',
      severity: 'error',
      source: 'backupctl',
      path: 'notify',
      found: event,
      message: `${event} is deprecated: ${successor} reports the end of a job, and its message has the State`,
      remedy: `notify ${successor}`,
    },
  ]);
  expect(eventNotSent(successor, 'notify')).toEqual([]);
});

test.each(['BACKUP_PLAN_CREATED', 'BACKUP_PLAN_MODIFIED'])('N3 refuses %s, which nothing replaces', (event) => {
  expect(eventNotSent(event, 'notify')).toEqual([
    expect.objectContaining({
      rule: 'event-deprecated',
      remedy: 'leave it out: EventBridge reports changes of plans as "Backup Plan State Change"',
    }),
  ]);
});

test.each(['constructor', '__proto__', 'toString', ''])('N3 refuses "%s", which was never an event', (event) => {
  expect(eventNotSent(event, 'notify')).toEqual([
    expect.objectContaining({ rule: 'event-unknown', remedy: `notify some of ${VAULT_EVENTS.join(', ')}` }),
  ]);
});

test('N3 names the event that was meant', () => {
  expect(eventNotSent('COPY_JOB_FAILD', 'notify')).toEqual([
    expect.objectContaining({ rule: 'event-unknown', remedy: 'did you mean COPY_JOB_FAILED?' }),
  ]);
});
