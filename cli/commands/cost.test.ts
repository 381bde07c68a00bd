import type { CostReport } from '../../domain/cost/cost-report';
import { backupctl, changedEnvironments, emptyFolder } from '../../testing/commands';

const NOW = ['--now', '2026-11-21T00:00:00Z'];

const SIZES =
  "costs: [{ name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 2000, dailyChangePercent: 3 }], ssmBackup: {";

function environments(deleteAfterDays: number): string {
  return changedEnvironments({
    'prod.ts': (text) =>
      text.replace('ssmBackup: {', SIZES).replace('deleteAfterDays: 30', `deleteAfterDays: ${deleteAfterDays}`),
  });
}

test('H5 compares with other environments, and prints only JSON', async () => {
  const args = ['cost', ...NOW, '--base', environments(30), '--json'];
  const { code, stdout, stderr } = await backupctl(args, emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: environments(60) });
  expect([code, stderr]).toEqual([0, '']);
  const { difference, total } = JSON.parse(stdout) as CostReport;
  expect(difference).toMatchObject({ before: { warmGbMonths: 2 * 3740 }, after: { warmGbMonths: 2 * 5540 } });
  expect(difference?.after).toEqual(total);
});

test('H5 needs declared sizes', async () => {
  const { code, stdout, stderr } = await backupctl(['cost', ...NOW], emptyFolder());
  expect([code, stdout, stderr]).toEqual([
    2,
    '',
    expect.stringMatching(/^The configuration declares no sizes\.\n→ add costs to an environment or to .*cost\.md\n$/),
  ]);
});

test.each([
  [['--from-aws'], 'There is nothing to measure.\n→ add --environment NAME, or --organization\n'],
  [['--organization'], '--organization is for sizes from AWS.\n→ use it with --from-aws\n'],
  [['--environment', 'dev'], '--environment is for sizes from AWS.\n→ use it with --from-aws\n'],
  [['--role', 'reader'], '--role is for sizes from AWS.\n→ use it with --from-aws\n'],
  [
    ['--from-aws', 'dev', '--role', 'reader'],
    '--role is for members of the organization.\n→ use it with --organization\n',
  ],
  [
    ['--from-aws', 'dev', '--organization'],
    '--from-aws names an environment already.\n→ remove its name, or --environment and --organization\n',
  ],
  [
    ['--from-aws', 'dev', '--environment', 'dev'],
    '--from-aws names an environment already.\n→ remove its name, or --environment and --organization\n',
  ],
])('H5 refuses %j', async (args, message) => {
  const { code, stdout, stderr } = await backupctl(['cost', ...NOW, ...args], emptyFolder());
  expect([code, stdout, stderr]).toEqual([2, '', message]);
});

test('H5 needs an organization to measure its members', async () => {
  const folder = changedEnvironments({
    'prod.ts': (text) => text.replace('ssmBackup: {', SIZES),
    'organization.ts': () => 'export default undefined;\n',
  });
  const args = ['cost', ...NOW, '--from-aws', '--organization'];
  const { code, stdout, stderr } = await backupctl(args, emptyFolder(), { BACKUP_ENVIRONMENTS_DIR: folder });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('The configuration has no organization.\n→ define it in ');
});
