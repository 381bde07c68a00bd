import { nextRuns } from './next-runs';

function runs(fields: string, timezone: string, from: string, count = 3): string[] {
  return nextRuns({ expression: `cron(${fields})`, timezone }, new Date(from), count).map((run) => run.toISOString());
}

test('N5 runs daily at 06:00 in Japan, which is 21:00 UTC of the day before', () => {
  expect(runs('0 6 * * ? *', 'Asia/Tokyo', '2026-11-21T00:00:00Z', 1)).toEqual(['2026-11-21T21:00:00.000Z']);
});

test('N5 the next run is strictly after the moment asked for', () => {
  expect(runs('0 6 * * ? *', 'Asia/Tokyo', '2026-11-21T20:59:59.999Z', 1)).toEqual(['2026-11-21T21:00:00.000Z']);
  expect(runs('0 6 * * ? *', 'Asia/Tokyo', '2026-11-21T21:00:00Z', 1)).toEqual(['2026-11-22T21:00:00.000Z']);
});

test.each([
  ['0 6 1W * ? 2026', '2026-08-01T00:00:00Z', ['2026-08-03T06:00:00.000Z', '2026-09-01T06:00:00.000Z']],
  ['0 6 31W * ? *', '2026-05-02T00:00:00Z', ['2026-05-29T06:00:00.000Z', '2026-07-31T06:00:00.000Z']],
  ['0 6 LW * ? *', '2026-05-02T00:00:00Z', ['2026-05-29T06:00:00.000Z', '2026-06-30T06:00:00.000Z']],
  ['0 6 L-2 2 ? *', '2027-01-01T00:00:00Z', ['2027-02-26T06:00:00.000Z', '2028-02-27T06:00:00.000Z']],
  ['0 6 ? * 1#5 *', '2026-11-21T00:00:00Z', ['2026-11-29T06:00:00.000Z', '2027-01-31T06:00:00.000Z']],
  ['0 6 ? * FRIL *', '2026-11-21T00:00:00Z', ['2026-11-27T06:00:00.000Z', '2026-12-25T06:00:00.000Z']],
  ['0 6 ? * 1 *', '2026-11-21T00:00:00Z', ['2026-11-22T06:00:00.000Z', '2026-11-29T06:00:00.000Z']],
  ['0 22-2/4 * * ? *', '2026-11-21T00:00:00Z', ['2026-11-21T02:00:00.000Z', '2026-11-21T22:00:00.000Z']],
  ['0 6 29 2 ? *', '2026-11-21T00:00:00Z', ['2028-02-29T06:00:00.000Z', '2032-02-29T06:00:00.000Z']],
])('E3 the next two runs of cron(%s)', (fields, from, expected) => {
  expect(runs(fields, 'UTC', from, 2)).toEqual(expected);
});

test('E3 a schedule that never runs again ends', () => {
  expect(runs('* * * * ? 1999', 'UTC', '2026-11-21T00:00:00Z')).toEqual([]);
  expect(runs('* * 30 2 ? *', 'UTC', '2026-11-21T00:00:00Z')).toEqual([]);
  expect(runs('0 6 31 12 ? 2199', 'UTC', '2026-11-21T00:00:00Z')).toEqual(['2199-12-31T06:00:00.000Z']);
  expect(runs('* * * * ? *', 'UTC', '2200-01-01T00:00:00Z')).toEqual([]);
});

test('E3 no runs when none are asked for', () => {
  expect(runs('* * * * ? *', 'UTC', '2026-11-21T00:00:00Z', 0)).toEqual([]);
});

describe('E3 a time that the spring leaves out is skipped', () => {
  test.each([
    [
      'America/New_York',
      '30 2 * * ? *',
      '2026-03-07T00:00:00Z',
      ['2026-03-07T07:30:00.000Z', '2026-03-09T06:30:00.000Z'],
    ],
    ['Europe/Berlin', '30 2 * * ? *', '2026-03-28T00:00:00Z', ['2026-03-28T01:30:00.000Z', '2026-03-30T00:30:00.000Z']],
    [
      'Australia/Lord_Howe',
      '15 2 * * ? *',
      '2026-10-03T00:00:00+11:00',
      ['2026-10-02T15:45:00.000Z', '2026-10-04T15:15:00.000Z'],
    ],
    ['America/Nuuk', '30 23 * * ? *', '2026-03-27T12:00:00Z', ['2026-03-28T01:30:00.000Z', '2026-03-30T00:30:00.000Z']],
    ['Pacific/Apia', '0 6 30,31 12 ? 2011', '2011-12-01T00:00:00Z', ['2011-12-30T16:00:00.000Z']],
  ])('in %s', (timezone, fields, from, expected) => {
    expect(runs(fields, timezone, from, 2)).toEqual(expected);
  });

  test('and the hour after it runs at once', () => {
    expect(runs('0 * * * ? *', 'America/New_York', '2026-03-08T05:30:00Z', 2)).toEqual([
      '2026-03-08T06:00:00.000Z',
      '2026-03-08T07:00:00.000Z',
    ]);
  });
});

describe('E3 a time that the autumn repeats runs once, the first time', () => {
  test.each([
    [
      'America/New_York',
      '30 1 * * ? *',
      '2026-11-01T04:00:00Z',
      ['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z'],
    ],
    ['Europe/Berlin', '30 2 * * ? *', '2026-10-24T22:00:00Z', ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']],
    [
      'Australia/Lord_Howe',
      '45 1 * * ? *',
      '2026-04-04T14:00:00Z',
      ['2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z'],
    ],
  ])('in %s', (timezone, fields, from, expected) => {
    expect(runs(fields, timezone, from, 2)).toEqual(expected);
  });

  test('also when asked for between the two', () => {
    expect(runs('30 1 * * ? *', 'America/New_York', '2026-11-01T06:15:00Z', 1)).toEqual(['2026-11-02T06:30:00.000Z']);
  });
});
