import { NOW } from '../../testing/report';
import { recoveryPointAges } from './ages';

test.each([
  ['daily, kept exactly 5 days', 'cron(0 6 * * ? *)', 5, [24, 48, 72, 96, 120]],
  ['monthly, kept 90 days', 'cron(0 3 1 * ? *)', 90, [720, 1464]],
  ['never', 'cron(0 3 1 * ? 2020)', 5, []],
  ['invalid', 'every day', 5, []],
])('H2 ages of recovery points that are made %s', (_name, schedule, deleteAfterDays, expected) => {
  expect(recoveryPointAges({ schedule, timezone: 'Asia/Tokyo', deleteAfterDays }, NOW)).toEqual(expected);
});

test('H2 leaves out points too close to draw, and keeps what never expires within bounds', () => {
  const hourly = recoveryPointAges({ schedule: 'cron(0 * * * ? *)' }, NOW);
  expect(hourly.slice(0, 3)).toEqual([1, 2, 3]);
  expect(hourly.length).toBeLessThan(300);
  expect(hourly.at(-1)).toBeGreaterThan(80_000);
});
