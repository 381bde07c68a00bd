import { configurationOf, NOW, reportOf } from '../../testing/report';
import { summarize } from '../../cli/synth/summary';
import { calendarOf } from './calendar';
import type { ReportData } from './data';
import { Sources } from './sources';

const startsOf = ({ calendar: { from, windows } }: ReportData, environment: string, kind: string): string[] =>
  windows
    .filter((window) => window.environment === environment && window.kind === kind)
    .flatMap(({ starts }) => starts.map((minutes) => new Date(Date.parse(from) + minutes * 60_000).toISOString()));

test('H2 has the start windows of every rule, the windows of Systems Manager and the agent checks', () => {
  const { calendar } = reportOf();
  expect(calendar.windows.map(({ environment, kind, name, minutes }) => [environment, kind, name, minutes])).toEqual([
    [null, 'start-window', 'test-bk-plan / test-bk-rule', 60],
    ['prod', 'start-window', 'EC2 / EC2', 60],
    ['prod', 'start-window', 'EFS / Monthly', 60],
    [null, 'start-window', 'test-bk-plan / test-bk-rule', 60],
    ['dev', 'start-window', 'EC2 / EC2', 60],
    ['stg', 'start-window', 'EC2 / EC2', 60],
    ['dev', 'ssm-window', 'mw-ssm-backup', 60],
    ['dev', 'agent-check', 'agent check, 10 min before mw-ssm-backup', 10],
    ['stg', 'ssm-window', 'mw-ssm-backup', 60],
    ['stg', 'agent-check', 'agent check, 10 min before mw-ssm-backup', 10],
    ['prod', 'ssm-window', 'mw-ssm-backup', 60],
    ['prod', 'agent-check', 'agent check, 10 min before mw-ssm-backup', 10],
  ]);
  expect(calendar.timezones).toEqual(['Asia/Tokyo']);
});

test('H6 the first windows after now are the next runs of synth --json', () => {
  const data = reportOf();
  for (const { name, ssmBackup } of summarize(configurationOf(), NOW)) {
    const after = (kind: string) =>
      startsOf(data, name, kind)
        .filter((start) => start > NOW.toISOString())
        .slice(0, 2);
    expect(after('ssm-window')).toEqual(ssmBackup?.nextRuns);
    expect(after('agent-check')).toEqual(ssmBackup?.agentCheck.nextRuns);
  }
});

test('H2 in Tokyo no clock changes; in New York it changes twice, and skips and repeats runs', () => {
  expect(reportOf().calendar.clockChanges).toEqual([]);
  const { calendar } = reportOf(({ environments: [dev] }) => {
    const [rule] = dev?.backup.plans[0]?.rules ?? [];
    Object.assign(rule ?? {}, { schedule: 'cron(30 1-2 * * ? *)', timezone: 'America/New_York' });
  });
  expect(
    calendar.clockChanges.map(({ timezone, at, minutes, effects }) => [
      timezone,
      at,
      minutes,
      effects.map(({ name, effect }) => `${name}: ${effect}`),
    ]),
  ).toEqual([
    ['America/New_York', '2027-03-14T07:00:00.000Z', 60, ['EC2 / EC2: 1 run in the skipped time never starts']],
    [
      'America/New_York',
      '2027-11-07T06:00:00.000Z',
      -60,
      ['EC2 / EC2: 1 run in the repeated time starts once: the next interval is 60 min longer'],
    ],
  ]);
});

test('H2 of two rules whose start windows overlap, the one with the shorter retention is dropped', () => {
  const { plans } = reportOf();
  const [plan] = plans.filter(({ name }) => name === 'EFS');
  const [rule] = plan?.rules ?? [];
  if (!plan || !rule) throw new Error('the fixtures have no EFS plan');
  const daily = { ...rule, name: 'Daily', schedule: 'cron(30 3 * * ? *)', deleteAfterDays: 7 };
  const overlapping = { ...plan, rules: [daily, rule] };
  const { overlaps } = calendarOf([overlapping], { environments: [] }, NOW, new Sources());
  expect(overlaps).toEqual([{ plan: 0, dropped: 'Daily', kept: 'Monthly', at: '2026-11-30T18:30:00.000Z' }]);
  const apart = { ...plan, rules: [{ ...daily, schedule: 'cron(0 4 * * ? *)' }, rule] };
  expect(calendarOf([apart], { environments: [] }, NOW, new Sources()).overlaps).toEqual([]);
});
