import { sameRuns } from './same-runs';

const NOW = new Date('2026-11-21T00:00:00Z');

test.each<[boolean, [string, string], [string, string]]>([
  [true, ['cron(0 6 * * ? *)', 'Asia/Tokyo'], ['cron(0 21 ? * * *)', 'UTC']],
  [true, ['cron(0 0/12 * * ? *)', 'UTC'], ['cron(0 0,12 ? * SUN-SAT 1970-2199)', 'UTC']],
  [true, ['cron(0 6 L * ? *)', 'UTC'], ['cron(0 6 L-0 * ? *)', 'UTC']],
  // Summer time differs.
  [false, ['cron(0 6 * * ? *)', 'Europe/Berlin'], ['cron(0 5 * * ? *)', 'UTC']],
  // The day differs.
  [false, ['cron(0 6 ? * SUN *)', 'Asia/Tokyo'], ['cron(0 21 ? * SUN *)', 'UTC']],
  [true, ['cron(0 6 ? * SUN *)', 'Asia/Tokyo'], ['cron(0 21 ? * SAT *)', 'UTC']],
  [false, ['cron(0 6 * * ? *)', 'UTC'], ['cron(0 6 * * ? 2026-2028)', 'UTC']],
  [true, ['cron(0 6 * * ? 2025)', 'UTC'], ['cron(0 7 * * ? 2024)', 'UTC']],
])('whether two schedules run at the same times: %s, %j, %j', (expected, [one, zone], [other, another]) => {
  expect(sameRuns({ expression: one, timezone: zone }, { expression: other, timezone: another }, NOW)).toBe(expected);
});
