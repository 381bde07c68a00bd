import { runsRefused } from './runs-finding';

const NOW = new Date('2026-11-21T00:00:00Z');

const messagesOf = (schedule: string, timezone = 'Asia/Tokyo') =>
  runsRefused({ schedule, timezone }, (setting) => setting, NOW).map(({ path, message }) => `${path}: ${message}`);

test('N5 accepts hourly runs, and a schedule with one more run', () => {
  expect(messagesOf('cron(0 * * * ? *)')).toEqual([]);
  expect(messagesOf('cron(0 6 1 1 ? 2027)')).toEqual([]);
});

test('N5 refuses a schedule that is over', () => {
  expect(messagesOf('cron(0 6 1 1 ? 2020)')).toEqual(['schedule: the schedule never runs again']);
});

test('N5 refuses runs that are less than an hour apart, and accepts an hour that remains of two after a clock change', () => {
  expect(messagesOf('cron(0/30 * * * ? *)')).toEqual([
    'schedule: two runs are 30 minutes apart, but AWS Backup requires at least 60',
  ]);
  expect(messagesOf('cron(0 1,3 * * ? *)', 'Europe/Berlin')).toEqual([]);
});
