import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder, filesOf } from '../testing/commands';
import { generateOrganization } from './generate-organization';

const root = path.dirname(__dirname);

/** Synthesizes an organization with so many accounts. */
async function synth(accounts: number) {
  const [folder, out] = [emptyFolder(), emptyFolder()];
  mkdirSync(folder, { recursive: true });
  const BACKUP_ENVIRONMENTS_DIR = generateOrganization({ root, folder, accounts });
  const { code, stdout } = await backupctl(['synth'], out, { BACKUP_ENVIRONMENTS_DIR });
  const json = Object.entries(filesOf(out)).filter(([file]) => file.endsWith('cdk.tf.json'));
  const lines = stdout.slice(stdout.indexOf('\norganization\n')).split('\n');
  return { code, lines, bytes: json.reduce((total, [, text]) => total + Buffer.byteLength(text), 0) };
}

test('M12 the summary of 60 accounts in four levels of OUs fits 120 columns, and groups accounts', async () => {
  const { code, lines } = await synth(60);
  expect(code).toBe(0);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.join('\n')).toContain(`
  RULE  OU                              ACCOUNTS
  1     root and below                  all 61 accounts
  2     Workloads/Production and below  all 30 accounts
  3     Sandbox and below               all 12 accounts
`);
});

test('M2 M12 from 10 to 10,000 accounts, JSON grows by less than 1 KB, and the summary by one line', async () => {
  const [few, many] = [await synth(10), await synth(10_000)];
  expect([few.code, many.code]).toEqual([0, 0]);
  expect(many.bytes - few.bytes).toBeLessThan(1000);
  expect(many.lines).toContain('  Skipped   103 accounts (suspended)');
  expect(many.lines.join(' ').replaceAll(/\s+/g, ' ')).toMatch(
    /Baseline 9,897 members by a StackSet, which also reaches accounts that join later; the management account by Terraform; in /,
  );
  expect(many.lines.length).toBeLessThan(few.lines.length + 5);
});
