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
