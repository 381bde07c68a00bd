import type { CalendarWindow } from '../../domain/report/data';
import { weekOf } from './browser/calendar-grid';

const FROM = '2026-11-20T00:00:00.000Z';
const NOW = '2026-11-21T00:00:00.000Z';
const HOUR = 60;

const window = (hours: readonly number[], minutes = HOUR): CalendarWindow => ({
  kind: 'start-window',
  name: 'Daily',
  environment: null,
  plan: 0,
  schedule: 'cron(0 6 * * ? *)',
  timezone: 'UTC',
  minutes,
  starts: hours.map((hour) => hour * HOUR),
  source: 0,
});

test('H2 a week begins with the day of the clock in the time zone', () => {
  expect(weekOf([], FROM, NOW, 'UTC').dates).toEqual([
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
  ]);
  expect(weekOf([], FROM, NOW, 'America/New_York').dates[0]).toBe('2026-11-20');
});

test.each([
  ['UTC', [[0, 360, 420]]],
  ['Asia/Tokyo', [[0, 900, 960]]],
  ['America/New_York', [[1, 60, 120]]],
])('H2 a window at 06:00 UTC, as a clock in %s shows it', (timezone, expected) => {
  const { blocks } = weekOf([window([30])], FROM, NOW, timezone);
  expect(blocks.map(({ day, from, until }) => [day, from, until])).toEqual(expected);
});

test('H2 a window that crosses midnight is in two days, and only the part of the week is shown', () => {
  const across = weekOf([window([24 + 23], 2 * HOUR)], FROM, NOW, 'UTC');
  expect(across.blocks.map(({ day, from, until }) => [day, from, until])).toEqual([
    [0, 1380, 1440],
    [1, 0, 60],
  ]);
  // It began the evening before.
  const before = weekOf([window([23], 2 * HOUR)], FROM, NOW, 'UTC');
  expect(before.blocks.map(({ day, from, until }) => [day, from, until])).toEqual([[0, 0, 60]]);
  expect(weekOf([window([22])], FROM, NOW, 'UTC').blocks).toEqual([]);
  expect(weekOf([window([8 * 24])], FROM, NOW, 'UTC').blocks).toEqual([]);
});

test('H2 windows that overlap are side by side, others below each other', () => {
  const { blocks } = weekOf([window([30]), window([30]), window([40]), window([41])], FROM, NOW, 'UTC');
  expect(blocks.map(({ lane, lanes, follows }) => [lane, lanes, follows])).toEqual([
    [0, 2, false],
    [1, 2, false],
    [0, 2, false],
    [0, 2, false],
  ]);
});

test('H2 a window that begins where the one before ends follows it', () => {
  const { blocks } = weekOf([window([30, 31])], FROM, NOW, 'UTC');
  expect(blocks.map(({ follows }) => follows)).toEqual([false, true]);
});
