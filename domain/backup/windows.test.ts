import fc from 'fast-check';

import { completionBeforeStart, windowTooLong, windowTooShort } from './windows';

const at = (setting: string) => setting;

test('E3 a window has 60 minutes and not one less', () => {
  expect(windowTooShort({ startWindowMinutes: 60, completionWindowMinutes: 60 }, at)).toEqual([]);
  expect(windowTooShort({}, at)).toEqual([]);
  expect(windowTooShort({ startWindowMinutes: 59 }, at)).toEqual([
    {
      rule: 'window-too-short',
      severity: 'error',
      source: 'aws',
      path: 'startWindowMinutes',
      found: 59,
      message: 'a window of 59 minutes is not a whole number of 60 minutes or more',
      remedy: 'set 60 or more',
    },
  ]);
  expect(windowTooShort({ startWindowMinutes: 60.5, completionWindowMinutes: Number.NaN }, at)).toHaveLength(2);
});

test('E3 a window has a hundred years and not one minute more', () => {
  expect(windowTooLong({ startWindowMinutes: 52_560_000, completionWindowMinutes: 52_560_000 }, at)).toEqual([]);
  expect(windowTooLong({}, at)).toEqual([]);
  expect(windowTooLong({ completionWindowMinutes: 52_560_001 }, at)).toEqual([
    {
      rule: 'window-too-long',
      severity: 'error',
      source: 'aws',
      path: 'completionWindowMinutes',
      found: 52_560_001,
      message: 'a window of 52560001 minutes exceeds the maximum of AWS Backup',
      remedy: 'set 52560000 or less',
    },
  ]);
});

test('E3 a job that starts as late as it may has time left', () => {
  const minutes = fc.integer({ min: 60, max: 100_000 });
  fc.assert(
    fc.property(minutes, minutes, (startWindowMinutes, completionWindowMinutes) => {
      const findings = completionBeforeStart({ startWindowMinutes, completionWindowMinutes }, at);
      expect(findings.length === 0).toBe(completionWindowMinutes > startWindowMinutes);
    }),
  );
  expect(completionBeforeStart({ startWindowMinutes: 60, completionWindowMinutes: 60 }, at)).toHaveLength(1);
  expect(completionBeforeStart({ startWindowMinutes: 60, completionWindowMinutes: 61 }, at)).toEqual([]);
});

test('E3 an invalid start window is ignored', () => {
  expect(completionBeforeStart({ startWindowMinutes: 59, completionWindowMinutes: 10 }, at)).toEqual([]);
  expect(completionBeforeStart({ startWindowMinutes: 480 }, at)).toEqual([]);
});
