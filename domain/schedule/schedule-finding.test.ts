import { scheduleRefused } from './schedule-finding';

const at = (setting: string) => `backup.plans.EC2.rules.EC2.${setting}`;

test('E3 accepts a schedule and a time zone that AWS Backup accepts', () => {
  expect(scheduleRefused({ schedule: 'cron(0 6 * * ? *)', timezone: 'Asia/Tokyo' }, at)).toEqual([]);
});

test('E3 reports each problem of a schedule, and that of its time zone', () => {
  const schedule = 'cron(60 6 * * * *)';
  expect(scheduleRefused({ schedule, timezone: 'Asia/Tokio' }, at)).toEqual([
    {
      rule: 'schedule-not-understood',
      severity: 'error',
      source: 'aws',
      path: 'backup.plans.EC2.rules.EC2.schedule',
      found: schedule,
      message: 'the minutes field cannot hold "60"',
      remedy: 'write * or values from 0 to 59',
    },
    {
      rule: 'schedule-not-understood',
      severity: 'error',
      source: 'aws',
      path: 'backup.plans.EC2.rules.EC2.schedule',
      found: schedule,
      message: 'the day-of-week field cannot hold "*"',
      remedy: 'write ? in day-of-week: only one day field can name days',
    },
    {
      rule: 'timezone-unknown',
      severity: 'error',
      source: 'aws',
      path: 'backup.plans.EC2.rules.EC2.timezone',
      found: 'Asia/Tokio',
      message: '"Asia/Tokio" is not a time zone',
      remedy: 'write Asia/Tokyo',
    },
  ]);
});

test('N5 shows what a time zone looks like when no known one is near', () => {
  expect(scheduleRefused({ schedule: 'cron(0 6 * * ? *)', timezone: '+09:00' }, at)).toEqual([
    expect.objectContaining({ remedy: 'write UTC, or an area and a city such as Asia/Tokyo' }),
  ]);
});
