import fc from 'fast-check';
import { parseCron } from './cron';
import { CronError } from './cron-problem';

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

test('N5 reads the schedule of the plan', () => {
  const cron = parseCron('cron(0 6 * * ? *)');
  expect(cron).toMatchObject({ minutes: [0], hours: [6], months: everyMonth });
  expect(cron.days).toEqual({ kind: 'days-of-month', days: Array.from({ length: 31 }, (_, index) => index + 1) });
  expect([cron.years.at(0), cron.years.at(-1), cron.years.length]).toEqual([1970, 2199, 230]);
});

test.each([
  ['0', [0]],
  ['05', [5]],
  ['15,0,15', [0, 15]],
  ['50-10/10', [0, 10, 50]],
  ['58-1', [0, 1, 58, 59]],
  ['40/10', [40, 50]],
  ['*/20', [0, 20, 40]],
  ['7/59', [7]],
])('E3 reads the minutes %s', (text, minutes) => {
  expect(parseCron(`cron(${text} 6 * * ? *)`).minutes).toEqual(minutes);
});

test.each([
  ['JAN,jul', [1, 7]],
  ['NOV-Feb', [1, 2, 11, 12]],
  ['*/3', [1, 4, 7, 10]],
])('E3 reads the months %s', (text, months) => {
  expect(parseCron(`cron(0 6 1 ${text} ? *)`).months).toEqual(months);
});

test.each([
  ['1970,2199', [1970, 2199]],
  ['2026-2030/2', [2026, 2028, 2030]],
])('E3 reads the years %s', (text, years) => {
  expect(parseCron(`cron(0 6 1 1 ? ${text})`).years).toEqual(years);
});

test.each([
  ['28-2', '?', { kind: 'days-of-month', days: [1, 2, 28, 29, 30, 31] }],
  ['L', '?', { kind: 'before-last-day', by: 0 }],
  ['L-30', '?', { kind: 'before-last-day', by: 30 }],
  ['15W', '?', { kind: 'nearest-working-day', day: 15 }],
  ['LW', '?', { kind: 'working-day-before-last', by: 0 }],
  ['?', 'MON-FRI', { kind: 'days-of-week', days: [2, 3, 4, 5, 6] }],
  ['?', 'FRI-MON', { kind: 'days-of-week', days: [1, 2, 6, 7] }],
  ['?', '7-2', { kind: 'days-of-week', days: [1, 2, 7] }],
  ['?', 'sun,Wed', { kind: 'days-of-week', days: [1, 4] }],
  ['?', 'L', { kind: 'days-of-week', days: [7] }],
  ['?', '6L', { kind: 'last-day-of-week', dayOfWeek: 6 }],
  ['?', 'friL', { kind: 'last-day-of-week', dayOfWeek: 6 }],
  ['?', 'TUE#2', { kind: 'nth-day-of-week', dayOfWeek: 3, nth: 2 }],
  ['?', '1#5', { kind: 'nth-day-of-week', dayOfWeek: 1, nth: 5 }],
])('E3 reads the days %s %s', (ofMonth, ofWeek, days) => {
  expect(parseCron(`cron(0 6 ${ofMonth} * ${ofWeek} *)`).days).toEqual(days);
});

const FORM = 'cron(minutes hours day-of-month month day-of-week year)';
const MINUTES = 'write * or values from 0 to 59';
const HOURS = 'write * or values from 0 to 23';
const MONTHS = 'write * or values from 1 to 12 (JAN to DEC)';
const YEARS = 'write * or values from 1970 to 2199';
const DAYS_OF_MONTH = 'write * or values from 1 to 31, or one of L, L-3, 15W, LW';
const DAYS_OF_WEEK = 'write * or values from 1 to 7 (SUN to SAT), or one of L, 6L, FRI#2';
const cannotHold = (field: string, found: string, remedy: string) =>
  `the ${field} field cannot hold "${found}": ${remedy}`;

test.each([
  ['rate(1 day)', `"rate(1 day)" is not understood: write ${FORM}`],
  ['', `"" is not understood: write ${FORM}`],
  ['0 6 * * ? *', `"0 6 * * ? *" is not understood: write ${FORM}`],
  ['CRON(0 6 * * ? *)', `"CRON(0 6 * * ? *)" is not understood: write ${FORM}`],
  ['cron()', `"cron()" is not understood: write six fields instead of 0: ${FORM}`],
  ['cron(0 6 * * ?)', `"cron(0 6 * * ?)" is not understood: write six fields instead of 5: ${FORM}`],
  ['cron(0 0 6 * * ? *)', `"cron(0 0 6 * * ? *)" is not understood: write six fields instead of 7: ${FORM}`],
  ['cron(0  6 * * ? *)', '"cron(0  6 * * ? *)" is not understood: write cron(0 6 * * ? *)'],
  ['cron(0 6 * * ? * )', '"cron(0 6 * * ? * )" is not understood: write cron(0 6 * * ? *)'],
  [' cron(0 6 * * ? *)', '" cron(0 6 * * ? *)" is not understood: write cron(0 6 * * ? *)'],
  ['cron(0\t6 * * ? *)', '"cron(0\t6 * * ? *)" is not understood: write cron(0 6 * * ? *)'],
  ['cron(0 6 ? * ? *)', cannotHold('day-of-week', '?', 'write * in day-of-week: day-of-month is already ?')],
  ['cron(0 6 1 * * *)', cannotHold('day-of-week', '*', 'write ? in day-of-week: only one day field can name days')],
  [
    'cron(0 6 * * MON *)',
    cannotHold('day-of-week', 'MON', 'write ? in day-of-month or in day-of-week: only one day field can name days'),
  ],
  ['cron(60 6 * * ? *)', cannotHold('minutes', '60', MINUTES)],
  ['cron(? 6 * * ? *)', cannotHold('minutes', '?', MINUTES)],
  ['cron(-5 6 * * ? *)', cannotHold('minutes', '-5', MINUTES)],
  ['cron(5- 6 * * ? *)', cannotHold('minutes', '5-', MINUTES)],
  ['cron(1.5 6 * * ? *)', cannotHold('minutes', '1.5', MINUTES)],
  ['cron(1,,2 6 * * ? *)', cannotHold('minutes', '1,,2', MINUTES)],
  ['cron(*-5 6 * * ? *)', cannotHold('minutes', '*-5', MINUTES)],
  ['cron(1-2-3 6 * * ? *)', cannotHold('minutes', '1-2-3', MINUTES)],
  ['cron(0/0 6 * * ? *)', cannotHold('minutes', '0/0', 'write a step from 1 to 59 after the slash')],
  ['cron(0/60 6 * * ? *)', cannotHold('minutes', '0/60', 'write a step from 1 to 59 after the slash')],
  ['cron(0/5/5 6 * * ? *)', cannotHold('minutes', '0/5/5', 'write a step from 1 to 59 after the slash')],
  ['cron(/5 6 * * ? *)', cannotHold('minutes', '/5', MINUTES)],
  ['cron(0 24 * * ? *)', cannotHold('hours', '24', HOURS)],
  ['cron(0 20-24 * * ? *)', cannotHold('hours', '20-24', HOURS)],
  ['cron(0 6 0 * ? *)', cannotHold('day-of-month', '0', DAYS_OF_MONTH)],
  ['cron(0 6 32 * ? *)', cannotHold('day-of-month', '32', DAYS_OF_MONTH)],
  ['cron(0 6 l * ? *)', cannotHold('day-of-month', 'l', DAYS_OF_MONTH)],
  ['cron(0 6 L/2 * ? *)', cannotHold('day-of-month', 'L/2', DAYS_OF_MONTH)],
  ['cron(0 6 32W * ? *)', cannotHold('day-of-month', '32W', 'write 1W to 31W')],
  ['cron(0 6 L-31 * ? *)', cannotHold('day-of-month', 'L-31', 'write L-0 to L-30')],
  ['cron(0 6 L-3W * ? *)', cannotHold('day-of-month', 'L-3W', 'write L-3 or LW')],
  ['cron(0 6 1,L * ? *)', cannotHold('day-of-month', 'L', 'move "L" to another rule, outside of a list')],
  ['cron(0 6 1W,15 * ? *)', cannotHold('day-of-month', '1W', 'move "1W" to another rule, outside of a list')],
  ['cron(0 6 1 13 ? *)', cannotHold('month', '13', MONTHS)],
  ['cron(0 6 1 JANUARY ? *)', cannotHold('month', 'JANUARY', MONTHS)],
  ['cron(0 6 ? * 0 *)', cannotHold('day-of-week', '0', DAYS_OF_WEEK)],
  ['cron(0 6 ? * MONDAY *)', cannotHold('day-of-week', 'MONDAY', DAYS_OF_WEEK)],
  ['cron(0 6 ? * 8L *)', cannotHold('day-of-week', '8L', 'write 1L to 7L, or SUNL to SATL')],
  ['cron(0 6 ? * MON#6 *)', cannotHold('day-of-week', 'MON#6', 'write 1 to 7 or SUN to SAT, and then #1 to #5')],
  [
    'cron(0 6 ? * 2#1,2#3 *)',
    [
      cannotHold('day-of-week', '2#1', 'move "2#1" to another rule, outside of a list'),
      cannotHold('day-of-week', '2#3', 'move "2#3" to another rule, outside of a list'),
    ].join('; '),
  ],
  ['cron(0 6 * * ? 1969)', cannotHold('year', '1969', YEARS)],
  ['cron(0 6 * * ? 2200)', cannotHold('year', '2200', YEARS)],
  ['cron(0 6 * * ? 2030-2026)', cannotHold('year', '2030-2026', 'write the earlier year first: 2026-2030')],
  ['cron(0 6 * * ? 2026/230)', cannotHold('year', '2026/230', 'write a step from 1 to 229 after the slash')],
])('E3 refuses %p', (expression, message) => {
  expect(() => parseCron(expression)).toThrow(expect.objectContaining({ name: 'CronError', message }));
});

test('E3 reports all problems at once, each with its field', () => {
  expect(problemsOf(' cron(60,61 24 32 FOO 1 1969)').map(({ field, found }) => [field, found])).toEqual([
    ['expression', ' cron(60,61 24 32 FOO 1 1969)'],
    ['minutes', '60'],
    ['minutes', '61'],
    ['hours', '24'],
    ['day-of-month', '32'],
    ['day-of-week', '1'],
    ['month', 'FOO'],
    ['year', '1969'],
  ]);
});

test('E3 refuses any text that it cannot read with a CronError that has problems', () => {
  const fieldText = fc.oneof(fc.string(), fc.stringMatching(/^[0-9*?LW#,/A-Z-]{1,8}$/));
  const sixFields = fc.array(fieldText, { minLength: 6, maxLength: 6 }).map((fields) => `cron(${fields.join(' ')})`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), sixFields), (expression) => {
      try {
        parseCron(expression);
      } catch (error) {
        expect(error).toBeInstanceOf(CronError);
        expect((error as CronError).problems).not.toEqual([]);
      }
    }),
    { numRuns: 2000 },
  );
});

function problemsOf(expression: string): CronError['problems'] {
  try {
    parseCron(expression);
    return [];
  } catch (error) {
    if (error instanceof CronError) return error.problems;
    throw error;
  }
}
