import { backupctl, emptyFolder } from '../../testing/commands';

const schedule = (...args: string[]) => backupctl(['schedule', ...args], emptyFolder());

test('N5 prints runs strictly after a moment as a JSON array of instants in UTC', async () => {
  const from = ['--from', '2026-11-21T21:00:00Z', '--count', '2'];
  const { code, stdout, stderr } = await schedule(
    '--cron',
    'cron(0 6 * * ? *)',
    '--timezone',
    'Asia/Tokyo',
    ...from,
    '--json',
  );
  expect([code, JSON.parse(stdout), stderr]).toEqual([0, ['2026-11-22T21:00:00.000Z', '2026-11-23T21:00:00.000Z'], '']);
});

test('N5 shows people the runs by their own clock too', async () => {
  const { stdout } = await schedule(
    '--cron',
    'cron(0 6 * * ? *)',
    '--timezone',
    'Asia/Tokyo',
    '--from',
    '2026-11-21T00:00:00Z',
    '--count',
    '1',
  );
  expect(stdout).toBe('2026-11-21T21:00:00.000Z  2026-11-22 06:00:00 Asia/Tokyo\n');
});

test('E3 refuses what AWS would refuse, field by field, all at once', async () => {
  const { code, stdout, stderr } = await schedule('--cron', 'cron(0 26 ? * ? *)', '--timezone', 'Asia/Tokio', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    refused: [
      {
        path: '--cron',
        found: 'cron(0 26 ? * ? *)',
        message: 'the hours field cannot hold "26"',
        remedy: 'write * or values from 0 to 23',
      },
      expect.objectContaining({ path: '--cron' }),
      expect.objectContaining({ path: '--timezone', found: 'Asia/Tokio' }),
    ],
  });
  expect(stderr).toBe(`--cron: the hours field cannot hold "26"
→ write * or values from 0 to 23

--cron: the day-of-week field cannot hold "?"
→ write * in day-of-week: day-of-month is already ?

--timezone: "Asia/Tokio" is not a time zone
→ write Asia/Tokyo
`);
});

test('E3 refuses a schedule that is over, as synth does', async () => {
  const over = ['--cron', 'cron(0 6 1 1 ? 2020)', '--from', '2026-11-21T00:00:00Z'];
  const stderr = '--cron: the schedule never runs again\n→ choose days and years in the future\n';
  expect(await schedule(...over)).toEqual({ code: 1, stdout: '', stderr });
  expect(await schedule(...over, '--json')).toEqual({ code: 1, stdout: '[]\n', stderr });
});

test('E3 shows runs less than an hour apart, and refuses them as synth does', async () => {
  const often = ['--cron', 'cron(0/30 * * * ? *)', '--from', '2026-11-21T00:00:00Z', '--count', '2', '--json'];
  expect(await schedule(...often)).toEqual({
    code: 1,
    stdout: '["2026-11-21T00:30:00.000Z","2026-11-21T01:00:00.000Z"]\n',
    stderr: '--cron: two runs are 30 minutes apart, but AWS Backup requires at least 60\n→ run hourly or less often\n',
  });
});

test.each([
  [[], "required option '--cron <expression>' not specified"],
  [['--cron', 'cron(0 6 * * ? *)', '--count', '0'], 'Specify a whole number from 1 to 999999.'],
  [['--cron', 'cron(0 6 * * ? *)', '--from', '2026-11-21'], 'Specify an instant such as 2026-11-21T00:00:00Z.'],
  [
    ['--cron', 'cron(0 6 * * ? *)', '--from', '2026-02-30T00:00:00Z'],
    'Specify an instant such as 2026-11-21T00:00:00Z.',
  ],
])('ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stderr } = await schedule(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('shows its help', async () => {
  const { code, stdout } = await schedule('--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining('--timezone <zone>')]);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('default: now');
});
