import { RuleSchedules } from './rule-schedule';

const schedules = new RuleSchedules(new Date('2026-11-21T00:00:00Z'));

const runsOf = (schedule: string, timezone?: string) =>
  schedules.nextTwo({ schedule, timezone })?.map((run) => run.toISOString());

test('O7 runs a rule when Organizations would: of a list with a W only the first day counts', () => {
  expect(runsOf('cron(0 5 15W,20 * ? *)')).toEqual(['2026-12-15T05:00:00.000Z', '2027-01-15T05:00:00.000Z']);
});

test('O7 reads a schedule without a year, and with more fields than needed', () => {
  const runs = ['2026-11-21T05:00:00.000Z', '2026-11-22T05:00:00.000Z'];
  expect(runsOf('cron(0 5 * * ?)')).toEqual(runs);
  expect(runsOf('cron(0  5 * * ? * 7)')).toEqual(runs);
});

test('O7 skips a schedule that is not valid', () => {
  expect(runsOf('rate(1 day)')).toBeUndefined();
  expect(runsOf('cron(0 5 * * ? *)', 'Mars/Olympus')).toBeUndefined();
});

test('O7 counts the days between two runs', () => {
  expect(schedules.daysBetweenRuns({ schedule: 'cron(0 5 ? * SUN *)' })).toBe(7);
  expect(schedules.daysBetweenRuns({})).toBeUndefined();
});
