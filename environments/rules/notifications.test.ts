import type { EnvironmentInput } from '../schema';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

type Subscriptions = NonNullable<NonNullable<EnvironmentInput['notifications']>['subscriptions']>;

function listenedBy(...subscriptions: Subscriptions): EnvironmentInput {
  return validEnvironment(({ environment }) => {
    environment.notifications = { subscriptions };
  });
}

test('N4 refuses the filter of the article, which drops what has no State', () => {
  const filter = { State: [{ 'anything-but': 'COMPLETED' }] };
  expect(refusalOf(listenedBy({ protocol: 'email', endpoint: 'a@example.com', filter }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.a@example.com.filter
        The filter drops an alarm or a failed SSM backup, which carries no State, and no other subscription gets it.
        → remove the filter, which means {"State":[{"exists":false},{"anything-but":"COMPLETED"}]}, or let these through
  `);
});

test('N4 refuses a filter that swallows aborted and expired jobs', () => {
  const filter = { State: [{ exists: false }, 'FAILED'] };
  expect(refusalOf(listenedBy({ protocol: 'email', endpoint: 'a@example.com', filter }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.a@example.com.filter
        The filter drops a backup job that ended as ABORTED; a backup job that ended as EXPIRED, and no other subscription gets it.
        → remove the filter, which means {"State":[{"exists":false},{"anything-but":"COMPLETED"}]}, or let these through
  `);
});

test('N4 judges a filter by the events of the vaults: copies and restores too', () => {
  const input = validEnvironment(({ environment, vault }) => {
    vault.notify = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'];
    environment.notifications = {
      subscriptions: [
        {
          protocol: 'email',
          endpoint: 'a@example.com',
          filter: { EventType: [{ exists: false }, 'BACKUP_JOB'] },
        },
      ],
    };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.a@example.com.filter
        The filter drops a copy job that ended as FAILED; a restore job that ended as FAILED; a restore job that ended as ABORTED, and no other subscription gets it.
        → remove the filter, which means {"State":[{"exists":false},{"anything-but":"COMPLETED"}]}, or let these through
  `);
});

test('N4 warns of a filter whose failures reach another recipient', () => {
  const input = listenedBy(
    { protocol: 'email', endpoint: 'a@example.com', filter: { State: ['ABORTED'] } },
    { protocol: 'email', endpoint: 'all@example.com', filter: 'none' },
  );
  expect(warningsOf(input)).toEqual([
    'warning notifications.subscriptions.a@example.com.filter: the filter drops an alarm or a failed SSM backup, which carries no State; a backup job that ended as FAILED; a backup job that ended as EXPIRED → remove the filter, which means {"State":[{"exists":false},{"anything-but":"COMPLETED"}]}, or let these through',
  ]);
});

test('N4 refuses filters that SNS does not take, also those that only a message with State would show', () => {
  const input = listenedBy(
    { protocol: 'email', endpoint: 'a@example.com', filter: { State: [{ prefix: 5 }] } },
    { protocol: 'email', endpoint: 'b@example.com', filter: { State: 'FAILED' } },
    { protocol: 'email', endpoint: 'c@example.com', filter: { State: [{ toString: 'FAILED' }] } },
  );
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      notifications.subscriptions.a@example.com.filter
        SNS would reject the filter: 5 must be text.
        → correct it, or remove it to receive everything except completed jobs

      notifications.subscriptions.b@example.com.filter
        SNS would reject the filter: State needs a list of conditions.
        → correct it, or remove it to receive everything except completed jobs

      notifications.subscriptions.c@example.com.filter
        SNS would reject the filter: {"toString":"FAILED"} is not a condition on text: use one of exists, prefix, suffix, equals-ignore-case, wildcard, anything-but.
        → correct it, or remove it to receive everything except completed jobs
  `);
});

test('N4 refuses a filter that SNS finds too large', () => {
  const states = Array.from({ length: 151 }, (_, index) => `S${index}`);
  const input = listenedBy(
    { protocol: 'email', endpoint: 'a@example.com' },
    { protocol: 'email', endpoint: 'b@example.com', filter: { State: [{ exists: false }, ...states] } },
  );
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      notifications.subscriptions.b@example.com.filter
        SNS would reject the filter: its lists multiply to 152 combinations; the maximum is 150.
        → shorten it, or split it into two subscriptions
  `);
});

test('N4 warns if there are no recipients', () => {
  expect(warningsOf(listenedBy())).toEqual([
    "warning notifications.subscriptions: no one is notified of failures → add a subscription such as { protocol: 'email', endpoint: 'backup-alerts@example.com' }",
  ]);
});

test('N4 an event that is called like a property is refused, not looked up', () => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = ['BACKUP_JOB_COMPLETED', 'constructor'];
  });
  expect(refusalOf(input)).toContain('"constructor" is not a vault event.');
});

test('X1 knows no recipients of subscriptions that are not managed, and refuses no filter because of them', () => {
  const filter = { State: [{ exists: false }, 'FAILED'] };
  const unmanaged = (...subscriptions: Subscriptions) =>
    validEnvironment(({ environment }) => {
      environment.notifications = { subscriptions, otherSubscriptions: 'unmanaged' };
    });
  expect(warningsOf(unmanaged())).toEqual([]);
  expect(warningsOf(unmanaged({ protocol: 'email', endpoint: 'a@example.com', filter }))).toEqual([
    expect.stringMatching(/^warning .*the filter drops a backup job that ended as ABORTED/),
  ]);
});
