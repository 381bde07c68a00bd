import { parseEnvironments } from '../parse';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('N5 refuses a schedule and a time zone that AWS Backup does not understand', () => {
  const input = validEnvironment(({ rule }) => {
    rule.schedule = 'cron(0 25 * * ? *)';
    rule.timezone = 'Asia/Tokio';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.schedule = "cron(0 25 * * ? *)"
        The hours field cannot hold "25".
        → write * or values from 0 to 23

      backup.plans.EC2.rules.Daily.timezone = "Asia/Tokio"
        "Asia/Tokio" is not a time zone.
        → write Asia/Tokyo
  `);
});

test('N5 refuses a schedule that never runs again', () => {
  const input = validEnvironment(({ rule }) => {
    rule.schedule = 'cron(0 6 * * ? 2020)';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.schedule = "cron(0 6 * * ? 2020)"
        The schedule never runs again.
        → choose days and years in the future
  `);
});

test('N5 refuses runs that are less than an hour apart', () => {
  const input = validEnvironment(({ rule }) => {
    rule.schedule = 'cron(0/30 * * * ? *)';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.schedule = "cron(0/30 * * * ? *)"
        Two runs are 30 minutes apart, but AWS Backup requires at least 60.
        → run hourly or less often
  `);
});

test('E3 refuses start windows that overlap, and says which rule would run', () => {
  const input = validEnvironment(({ plan, rule }) => {
    plan.rules.push({ ...rule, name: 'Monthly', schedule: 'cron(59 6 1 * ? *)', deleteAfterDays: 365 });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.schedule = "cron(0 6 * * ? *)"
        The start windows of rules Daily and Monthly overlap, first on 2026-11-30T21:00:00.000Z and 2026-11-30T21:59:00.000Z: AWS Backup runs only Monthly, which has the longer retention.
        → move one schedule out of the other start window, shorten the window, or move the rule to another plan
  `);
});

test('E3 refuses start windows that overlap by their default length, for rules that keep as long', () => {
  const input = validEnvironment(({ plan, rule }) => {
    delete rule.startWindowMinutes;
    plan.rules.push({ ...rule, name: 'Noon', schedule: 'cron(0 12 * * ? *)' });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Noon.schedule = "cron(0 12 * * ? *)"
        The start windows of rules Daily and Noon overlap, first on 2026-11-21T21:00:00.000Z and 2026-11-22T03:00:00.000Z: AWS Backup runs only one of them.
        → move one schedule out of the other start window, shorten the window, or move the rule to another plan
  `);
});

test('E3 names the moment once when both start windows open together', () => {
  const input = validEnvironment(({ plan, rule }) => {
    plan.rules.push({ ...rule, name: 'Again' });
  });
  expect(refusalOf(input)).toContain(
    'The start windows of rules Daily and Again overlap, first when both open on 2026-11-21T21:00:00.000Z: AWS Backup runs only one of them.',
  );
});

test('E3 accepts start windows that touch, and overlaps of two plans', () => {
  const input = validEnvironment(({ environment, plan, rule }) => {
    plan.rules.push({ ...rule, name: 'Next', schedule: 'cron(0 7 * * ? *)' });
    environment.backup.plans.push({ ...plan, name: 'Other', rules: [rule] });
  });
  expect(warningsOf(input)).toEqual([]);
});

test('E3 refuses continuous backups into two vaults', () => {
  const input = validEnvironment(({ environment, plan, rule }) => {
    environment.backup.vaults.push({ name: 'Second' });
    rule.continuous = true;
    plan.rules.push({ ...rule, name: 'Noon', vault: 'Second', schedule: 'cron(0 12 * * ? *)' });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Noon.vault = "Second"
        Rules Daily and Noon are both continuous, in vaults EC2 and Second: a resource can have only one continuous backup.
        → use vault EC2 for both, or make one of them not continuous
  `);
});

test('E3 refuses to archive without both numbers of days, also when the schedule is refused', () => {
  const input = validEnvironment(({ rule }) => {
    rule.schedule = 'rate(1 day)';
    rule.archive = true;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.schedule = "rate(1 day)"
        "rate(1 day)" is not understood.
        → write cron(minutes hours day-of-month month day-of-week year)

      backup.plans.EC2.rules.Daily.archive = true
        Archiving EBS snapshots needs the days until cold storage and the days until deletion.
        → set both numbers of days, or leave the archive out
  `);
});

test('E3 refuses to archive what is made more often than every 28 days', () => {
  const input = validEnvironment(({ rule }) => {
    Object.assign(rule, { archive: true, coldStorageAfterDays: 30, deleteAfterDays: 120 });
    rule.schedule = 'cron(0 6 ? * 1 *)';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.schedule
        Archived EBS snapshots must be at least 28 days apart, but two runs are 7 days apart.
        → run monthly or less often, or leave the archive out
  `);
});

test('E8 judges the archive of a copy by its rule’s schedule', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.backup.vaults.push({ name: 'Copies' });
    rule.copies = [{ vault: 'Copies', archive: true }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.copies.Copies.archive = true
        Archiving EBS snapshots needs the days until cold storage and the days until deletion.
        → set both numbers of days, or leave the archive out

      backup.plans.EC2.rules.Daily.schedule
        Archived EBS snapshots must be at least 28 days apart, but two runs are 1 day apart.
        → run monthly or less often, or leave the archive out
  `);
});

test('E3 accepts the archive for monthly backups', () => {
  const input = validEnvironment(({ rule }) => {
    Object.assign(rule, { archive: true, coldStorageAfterDays: 30, deleteAfterDays: 120 });
    rule.schedule = 'cron(0 6 1 * ? *)';
  });
  expect(warningsOf(input)).toEqual([]);
});

test.each(['2026-11-21T20:00:00Z', '2026-11-21T21:10:00Z'])(
  'N5 refuses runs that are too near at any hour: %s',
  (now) => {
    const input = validEnvironment(({ rule }) => {
      Object.assign(rule, { schedule: 'cron(0,30 6 * * ? *)', timezone: 'Asia/Tokyo' });
    });
    const parse = () => parseEnvironments([{ file: 'environments/dev.ts', name: 'dev', input }], new Date(now));
    expect(parse).toThrow('Two runs are 30 minutes apart, but AWS Backup requires at least 60.');
  },
);

test('N5 accepts runs that are just an hour apart', () => {
  const input = validEnvironment(({ rule }) => {
    Object.assign(rule, { schedule: 'cron(0 * * * ? *)', startWindowMinutes: 60 });
  });
  expect(warningsOf(input)).toEqual([]);
});
