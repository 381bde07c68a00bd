import fc from 'fast-check';

import { arbitraryCron } from '../../testing/arbitrary-cron';
import { assign, found, ruleOf } from '../../testing/policy/linted';
import { CronError } from './cron-problem';
import { readOrganizationsCron } from './organizations-cron';
import { nextTwoRuns } from './read-schedule';

const scheduled = (fields: string, now: string, timezone?: string) =>
  found(
    ruleOf({
      schedule_expression: assign(`cron(${fields})`),
      ...(timezone !== undefined && { schedule_expression_timezone: assign(timezone) }),
    }),
    new Date(now),
  ).map((finding) => finding.replace(' at plans/P/rules/R/schedule_expression', ''));

test.each([
  ['0 6 * * ?', '0 6 * * ? *'],
  ['0 6 * * ? * * what ever', '0 6 * * ? *'],
  ['0  6 *  * ?   *', '0 6 * * ? *'],
  ['0 6 ? * FRI-MON *', '0 6 ? * FRI-MON *'],
  ['0 22-2 ? * * *', '0 22-2 ? * * *'],
  ['0 6 L-0 * ? *', '0 6 L-0 * ? *'],
  ['0 6 L-30 * ? *', '0 6 L-30 * ? *'],
  ['0 6 LW * ? *', '0 6 LW * ? *'],
  ['0 6 31W * ? *', '0 6 31W * ? *'],
  ['0 6 ? * MON#5 *', '0 6 ? * MON#5 *'],
  ['0 6 ? * 6L *', '0 6 ? * 6L *'],
  ['0 6 L-3W * ? *', '0 6 L-3W * ? *'],
  ['0 6 L-30W * ? *', '0 6 L-30W * ? *'],
  ['0 6 2-6W * ? *', '0 6 2-6 * ? *'],
  ['0 6 ? * 2-6W *', '0 6 ? * 2-6 *'],
  ['0 6 2-6W,10 * ? *', '0 6 2-6,10 * ? *'],
  ['0 6 15,1W * ? *', '0 6 1W * ? *'],
  ['0 6 15W,20-25 * ? *', '0 6 15W * ? *'],
  ['0 6 ? * FRI#2,MON *', '0 6 ? * 2#2 *'],
])('O4 Organizations reads cron(%s) as cron(%s)', (written, read) => {
  expect(readOrganizationsCron(`cron(${written})`).expression).toBe(`cron(${read})`);
});

test.each([
  'rate(1 hour)',
  'cron(0 6 * * ? *',
  'cron(0 6 * * ? * )',
  'cron(0 6 * * ? *) ',
  'cron(0 6 * *)',
  'cron(0 6 * * * *)',
  'cron(0 6 ? * ? *)',
  'cron(0/60 6 * * ? *)',
  'cron(0 6 L-31 * ? *)',
  'cron(0 6 L-31W * ? *)',
  'cron(0 6 L-3W,1 * ? *)',
  'cron(0 6 W * ? *)',
  'cron(0 6 2-32W * ? *)',
  'cron(0 6 2-6WW * ? *)',
  'cron(0 6 1,L * ? *)',
  'cron(0 6 ? * MON#1,TUE#2 *)',
  'cron(0 6 ? * MON,6L *)',
  'cron(0 6 ? * MON#6 *)',
  'cron(0 6 ? * 0 *)',
  'cron(0 6 * * ? 2030-2026)',
  'cron(0 6 32W,1 * ? *)',
])('O4 Organizations refuses %s', (written) => {
  expect(() => readOrganizationsCron(written)).toThrow(CronError);
});

test('O4 what AWS Backup reads, Organizations reads the same', () => {
  fc.assert(
    fc.property(arbitraryCron, ({ text }) => {
      expect(readOrganizationsCron(text)).toEqual({ expression: text, onlyFirstDay: [] });
    }),
  );
});

test('O4 any text is read or refused with a CronError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^cron\([0-9*?LW#,/ A-Z-]{0,30}\)$/)), (text) => {
      try {
        readOrganizationsCron(text);
      } catch (error) {
        expect(error).toBeInstanceOf(CronError);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['L-3W', '2026-05-02', ['2026-05-28', '2026-06-26']],
  ['L-1W', '2026-08-02', ['2026-08-31', '2026-09-29']],
  ['L-27W', '2026-02-01', ['2026-02-02', '2026-03-04']],
  ['L-29W', '2026-01-31', ['2026-03-02', '2026-04-01']],
  ['2-6W', '2026-05-06', ['2026-05-06', '2026-06-02']],
])('O4 Organizations runs on %s: from %s on %j', (days, from, expected) => {
  const runs = nextTwoRuns({ schedule: `cron(0 6 ${days} * ? *)` }, new Date(`${from}T00:00:00Z`));
  expect(runs?.map((run) => run.toISOString().slice(0, 10))).toEqual(expected);
});

test('O4 AWS Backup documents neither L-3W nor 2-6W', () => {
  expect(scheduled('0 6 L-3W * ? *', '2026-05-02T00:00:00Z')).toEqual(['schedule-not-portable']);
  expect(scheduled('0 6 2-6W * ? *', '2026-05-02T00:00:00Z')).toEqual(['schedule-not-portable']);
  expect(scheduled('0 6 LW * ? *', '2026-05-02T00:00:00Z')).toEqual([]);
  expect(scheduled('0 6 2-6 * ? *', '2026-05-02T00:00:00Z')).toEqual([]);
});

describe('O4 the verdict depends on the moment', () => {
  test('two runs must be left', () => {
    expect(scheduled('0 6 30,31 12 ? 2026', '2026-12-30T05:59:00Z')).toEqual([]);
    expect(scheduled('0 6 30,31 12 ? 2026', '2026-12-30T06:00:00Z')).toEqual(['schedule-without-two-runs']);
  });

  test('and only the next two count', () => {
    expect(scheduled('0,30 6 1 * ? *', '2026-11-30T00:00:00Z')).toEqual(['schedule-too-often']);
    expect(scheduled('0,30 6 1 * ? *', '2026-12-01T06:00:00Z')).toEqual([]);
  });

  test('by the clock of the zone', () => {
    // The last run of the year in Tokyo is nine hours earlier than in UTC.
    expect(scheduled('0 6 31 12 ? 2026,2027', '2027-12-30T22:00:00Z')).toEqual(['schedule-without-two-runs']);
    expect(scheduled('0 6 30,31 12 ? 2026', '2026-12-29T22:00:00Z')).toEqual([]);
    expect(scheduled('0 6 30,31 12 ? 2026', '2026-12-29T22:00:00Z', 'Asia/Tokyo')).toEqual([
      'schedule-without-two-runs',
    ]);
  });

  test('and the archive wants them 28 days apart', () => {
    const lifecycle = {
      move_to_cold_storage_after_days: assign('1'),
      delete_after_days: assign('91'),
      opt_in_to_archive_for_supported_resources: assign('true'),
    };
    const monthly = ruleOf({ schedule_expression: assign('cron(0 6 1 * ? *)'), lifecycle });
    const apart = (days: string) => ruleOf({ schedule_expression: assign(`cron(0 6 ${days} * ? *)`), lifecycle });
    expect(found(monthly, new Date('2027-01-31T00:00:00Z'))).toEqual([]);
    expect(found(apart('3,31'), new Date('2026-12-02T00:00:00Z'))).toEqual([]);
    expect(found(apart('4,31'), new Date('2026-12-02T00:00:00Z'))).toEqual([
      'archive-too-often at plans/P/rules/R/schedule_expression',
    ]);
  });
});
