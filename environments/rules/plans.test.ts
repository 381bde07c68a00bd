import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('E3 refuses a recovery point that would leave cold storage before 90 days', () => {
  const input = validEnvironment(({ rule }) => {
    rule.coldStorageAfterDays = 30;
    rule.deleteAfterDays = 119;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.deleteAfterDays = 119
        Deletes after 119 days, but a recovery point that turns cold after 30 days must be kept 120.
        → delete after 120 days or more, or leave cold storage out
  `);
});

test('E8 refuses a copy that would leave cold storage before 90 days, with the days that it takes over', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.backup.vaults.push({ name: 'Copies' });
    rule.copies = [{ vault: 'Copies', coldStorageAfterDays: 1 }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.copies.Copies.deleteAfterDays = 30
        Deletes after 30 days, but a recovery point that turns cold after 1 day must be kept 91.
        → delete after 91 days or more, or leave cold storage out
  `);
});

test('E3 refuses days that are none or too many, once, and counts nothing from them', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.backup.vaults.push({ name: 'Copies' });
    rule.coldStorageAfterDays = 0;
    rule.deleteAfterDays = 0.5;
    rule.copies = [{ vault: 'Copies' }, { vault: 'Copies', region: 'ap-northeast-3', deleteAfterDays: 36_501 }];
    environment.backup.vaults.push({ name: 'Copies', region: 'ap-northeast-3' });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.plans.EC2.rules.Daily.coldStorageAfterDays = 0
        0 is not a whole number of 1 day or more.
        → set 1 or more, or leave it out

      backup.plans.EC2.rules.Daily.deleteAfterDays = 0.5
        0.5 is not a whole number of 1 day or more.
        → set 1 or more, or leave it out

      backup.plans.EC2.rules.Daily.copies.Copies[ap-northeast-3].deleteAfterDays = 36501
        36501 days exceeds the maximum of AWS Backup.
        → set 36500 or less, or leave it out
  `);
});

test('E3 refuses a continuous backup that is kept longer than 35 days or turns cold', () => {
  const input = validEnvironment(({ rule }) => {
    Object.assign(rule, { continuous: true, coldStorageAfterDays: 10, deleteAfterDays: 36 });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.deleteAfterDays = 36
        A continuous backup is kept 36 days, but the maximum is 35 days.
        → delete after 1 to 35 days, or add a second rule that is not continuous for longer retention

      backup.plans.EC2.rules.Daily.coldStorageAfterDays = 10
        Continuous backups cannot move to cold storage.
        → leave cold storage out, or leave continuous backup out
  `);
});

test('E3 refuses a continuous backup that never expires', () => {
  const input = validEnvironment(({ rule }) => {
    rule.continuous = true;
    delete rule.deleteAfterDays;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.deleteAfterDays
        A continuous backup is kept forever, but the maximum is 35 days.
        → delete after 1 to 35 days, or add a second rule that is not continuous for longer retention
  `);
});

test('E3 refuses windows that are too short', () => {
  const input = validEnvironment(({ rule }) => {
    rule.startWindowMinutes = 59;
    rule.completionWindowMinutes = -1;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.startWindowMinutes = 59
        A window of 59 minutes is not a whole number of 60 minutes or more.
        → set 60 or more

      backup.plans.EC2.rules.Daily.completionWindowMinutes = -1
        A window of -1 minutes is not a whole number of 60 minutes or more.
        → set 60 or more
  `);
});

test('E3 refuses a job that must be done before it has to start', () => {
  const input = validEnvironment(({ rule }) => {
    rule.startWindowMinutes = 480;
    rule.completionWindowMinutes = 480;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.completionWindowMinutes = 480
        A job must complete within 480 minutes, but can start up to 480 minutes late.
        → set more than 480 minutes
  `);
});

test('N6 warns of recovery points that never expire', () => {
  const input = validEnvironment(({ rule }) => {
    delete rule.deleteAfterDays;
  });
  expect(warningsOf(input)).toEqual([
    'warning backup.plans.EC2.rules.Daily.deleteAfterDays: recovery points of this rule never expire → set deleteAfterDays, unless an operator deletes them',
  ]);
});

test('E3 accepts exactly 90 days in cold storage, 35 days of continuous backup and a window one minute longer', () => {
  const cold = validEnvironment(({ rule, selection }) => {
    Object.assign(rule, { coldStorageAfterDays: 1, deleteAfterDays: 91, completionWindowMinutes: 61 });
    selection.resources = ['arn:aws:elasticfilesystem:*:*:file-system/*'];
  });
  const continuous = validEnvironment(({ rule }) => {
    Object.assign(rule, { continuous: true, deleteAfterDays: 35 });
  });
  expect(warningsOf(cold)).toEqual([]);
  expect(warningsOf(continuous)).toEqual([]);
});

test('E3 refuses windows of more than a hundred years', () => {
  const input = validEnvironment(({ rule }) => {
    rule.startWindowMinutes = 52_560_000;
    rule.completionWindowMinutes = 52_560_001;
  });
  expect(refusalOf(input)).toContain(
    text`
      backup.plans.EC2.rules.Daily.completionWindowMinutes = 52560001
        A window of 52560001 minutes exceeds the maximum of AWS Backup.
        → set 52560000 or less
  `.replaceAll(/^/gm, '  '),
  );
});
