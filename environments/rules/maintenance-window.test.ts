import type { EnvironmentInput } from '../schema';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

type Written = Exclude<EnvironmentInput['ssmBackup'], 'none' | undefined>;

const withWindow = (window: Written['window'], rest: Written = {}) =>
  validEnvironment(({ environment }) => {
    environment.ssmBackup = { window, ...rest };
  });

test('S8 reads an environment without the key as the window of the article', () => {
  expect(warningsOf(validEnvironment())).toEqual([]);
});

test('S8 accepts no window, and then checks none', () => {
  const input = validEnvironment(({ environment }) => {
    environment.ssmBackup = 'none';
  });
  expect(warningsOf(input)).toEqual([]);
});

test('S8 refuses what Systems Manager refuses of a window, all at once', () => {
  const input = withWindow({
    name: 'mw backup',
    schedule: 'cron(30 25 ? * * *)',
    timezone: 'JST',
    durationHours: 25,
    cutoffHours: 25,
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 5 problems

      ssmBackup.window.name = "mw backup"
        "mw backup" cannot name a maintenance window.
        → use 3 to 128 letters, digits, -, _ and .

      ssmBackup.window.schedule = "cron(30 25 ? * * *)"
        The hours field cannot hold "25".
        → write * or values from 0 to 23

      ssmBackup.window.timezone = "JST"
        "JST" is not a time zone.
        → write Asia/Tokyo

      ssmBackup.window.durationHours = 25
        A window of 25 hours is not possible.
        → write whole hours from 1 to 24

      ssmBackup.window.cutoffHours = 25
        A cutoff of 25 hours does not fit in a window of 25.
        → write whole hours, from 0 to less than durationHours
  `);
});

test.each(['rate(1 day)', 'at(2027-01-01T03:30:00)', 'cron(0 30 3 ? * * *)'])(
  'S10 refuses %s, from which no check can be derived',
  (schedule) => {
    expect(refusalOf(withWindow({ schedule }))).toContain('cron(minutes hours day-of-month month day-of-week year)');
  },
);

test('S8 refuses a cutoff as long as the window, and hours that are not whole', () => {
  expect(refusalOf(withWindow({ cutoffHours: 1 }))).toContain('A cutoff of 1 hours does not fit in a window of 1.');
  expect(refusalOf(withWindow({ durationHours: 1.5 }))).toContain('A window of 1.5 hours is not possible.');
  expect(warningsOf(withWindow({ durationHours: 24, cutoffHours: 23 }))).toEqual([]);
});

test('S8 refuses a window that never opens again', () => {
  expect(refusalOf(withWindow({ schedule: 'cron(30 3 ? * * 2020)' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      ssmBackup.window.schedule = "cron(30 3 ? * * 2020)"
        The window never opens again.
        → choose days and years in the future
  `);
});

test('S8 refuses a window that is to open while it is open', () => {
  expect(refusalOf(withWindow({ schedule: 'cron(0 * ? * * *)', durationHours: 2 }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      ssmBackup.window.schedule = "cron(0 * ? * * *)"
        The window opens again after 60 minutes, but stays open for 120: Systems Manager skips a window that is still open.
        → open it less often, or for a shorter time
  `);
  expect(warningsOf(withWindow({ schedule: 'cron(0 * ? * * *)', durationHours: 1 }))).toEqual([]);
});

test.each([0, -1, 1440, 2.5])('S10 refuses a check %d minutes before', (minutesBefore) => {
  expect(refusalOf(withWindow({}, { agentCheck: { minutesBefore } }))).toBe(
    `environments/dev.ts is refused: 1 problem

  ssmBackup.agentCheck.minutesBefore = ${minutesBefore}
    ${minutesBefore} minutes before the window is not a valid time for a check.
    → write whole minutes from 1 to 1439`,
  );
});

test('S10 refuses a schedule from which no check can be derived, and says what to do', () => {
  expect(refusalOf(withWindow({ schedule: 'cron(30 3 ? * SUN#2 *)' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      ssmBackup.window.schedule = "cron(30 3 ? * SUN#2 *)"
        No agent check can be derived from it: AWS does not document that L, W and # mean the same days for a maintenance window and for the check before it.
        → write days as numbers, such as 1 or 1-7, or days of the week, such as MON
  `);
});

test('S10 refuses a window that a change of the clock parts from its check', () => {
  expect(refusalOf(withWindow({ schedule: 'cron(5 3 ? * * *)', timezone: 'America/New_York' }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      ssmBackup.window.schedule = "cron(5 3 ? * * *)"
        The clock of America/New_York changes between the agent check and the window: at 2027-03-14T06:55:00.000Z there is no check, but the window opens 10 minutes later.
        → open the window at another hour, or choose a time zone without clock changes
  `);
  expect(warningsOf(withWindow({ schedule: 'cron(30 3 ? * * *)', timezone: 'America/New_York' }))).toEqual([]);
});
