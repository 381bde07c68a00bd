import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder } from '../../testing/commands';
import { assign, rule, withPlan, withRule } from '../../testing/policy/sample-policy';

const FINE = JSON.stringify(withRule({}));
/** Deletes too early for cold storage. */
const REFUSED = withRule({
  lifecycle: { move_to_cold_storage_after_days: assign('30'), delete_after_days: assign('100') },
});
/** Runs once more, and then never. */
const SOON_OVER = withRule({ schedule_expression: assign('cron(0 3 1 1 ? 2027-2028)') });

/** Lints these texts by the names of their files. */
function lint(files: Readonly<Record<string, string>>, ...options: string[]) {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return backupctl(['policy', 'lint', ...Object.keys(files), ...options], folder);
}

test('O6 prints JSON of all files as they were given, and findings of six keys', async () => {
  const { code, stdout, stderr } = await lint({ 'b.json': JSON.stringify(REFUSED), 'a.json': FINE }, '--json');
  expect([code, stderr]).toEqual([1, '']);
  const [b, a] = JSON.parse(stdout);
  expect(a).toEqual({ file: 'a.json', findings: [] });
  expect(b.file).toBe('b.json');
  expect(b.findings).toContainEqual({
    rule: 'cold-storage-too-short',
    severity: 'error',
    source: 'backupctl',
    path: 'plans/A/rules/R/lifecycle/delete_after_days',
    message: 'deletes after 100 days, but a recovery point that turns cold after 30 days must be kept 120',
    remedy: 'delete after 120 days or more, or leave cold storage out',
  });
  for (const finding of b.findings) {
    expect(Object.keys(finding)).toEqual(['rule', 'severity', 'source', 'path', 'message', 'remedy']);
  }
});

test('O6 reports file by file', async () => {
  const { code, stdout, stderr } = await lint({ 'good.json': FINE, 'bad.json': '{"plans": {},}' });
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: `good.json: no findings

bad.json: 1 error

  the whole file
    error: not JSON: a key in double quotes is missing, at line 1, column 14 (not-json, aws)
    → correct the text at line 1, column 14
`,
    stderr: '',
  });
});

test('O6 finds a key that is there twice', async () => {
  const { code, stdout } = await lint({ 'twice.json': '{"plans": {}, "plans": {}}' }, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)[0].findings).toEqual([expect.objectContaining({ rule: 'duplicate-key', path: 'plans' })]);
});

test('O6 ends with 0 when there are warnings only', async () => {
  const overlapping = withPlan({ rules: { One: rule(), Two: rule() } });
  const { code, stdout } = await lint({ 'warned.json': JSON.stringify(overlapping) });
  expect(code).toBe(0);
  expect(stdout).toContain('warned.json: 1 warning\n');
});

test('O6 judges from the moment that is given', async () => {
  const text = { 'soon-over.json': JSON.stringify(SOON_OVER) };
  expect((await lint(text, '--now', '2026-11-21T00:00:00Z')).code).toBe(0);
  const later = await lint(text, '--now', '2027-11-21T00:00:00Z');
  expect(later.code).toBe(1);
  expect(later.stdout).toContain('(schedule-without-two-runs, aws)');
});

test.each([
  [
    ['nowhere.json', '.'],
    'nowhere.json cannot be read: there is no such file\n. cannot be read: it is a directory\n→ ',
  ],
  [[], "error: missing required argument 'file'"],
  [['x.json', '--now', 'tomorrow'], 'Specify an instant such as 2026-11-21T00:00:00Z.'],
])('ends with 2 on wrong usage: %j', async (args, message) => {
  const { code, stdout, stderr } = await backupctl(['policy', 'lint', ...args], emptyFolder());
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('a group without a command, or with a wrong one, ends with 2', async () => {
  expect(await backupctl(['policy'], emptyFolder())).toMatchObject({ code: 2, stdout: '' });
  expect(await backupctl(['policy', 'lnit'], emptyFolder())).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("error: unknown command 'lnit'\n(Did you mean lint?)"),
  });
});

test.each(['lint', 'effective', 'explain'])('%s shows its help', async (command) => {
  const { code, stdout } = await backupctl(['policy', command, '--help'], emptyFolder());
  expect([code, stdout]).toEqual([0, expect.stringContaining('--now <instant>')]);
});
