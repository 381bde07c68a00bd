import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { backupctl } from '../testing/commands';

const ROOT = path.dirname(__dirname);
const FOLDER = path.join(__dirname, 'commands');

/** Pages of one command. Those of several list the codes of each in its section. */
const PAGES = readdirSync(FOLDER).filter((page) =>
  readFileSync(path.join(FOLDER, page), 'utf8').includes('\n## Exit codes\n'),
);

/** `policy-verify.md` is the page of `policy verify`. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'adopt-finish.md': ['adopt', 'finish'],
  'organization-pull.md': ['organization', 'pull'],
  'policy-verify.md': ['policy', 'verify'],
  'recovery-points.md': ['recovery-points'],
  'ssm-backup-run.md': ['ssm-backup', 'run'],
};

test.each(PAGES)('%s lists the exit codes of the help', async (page) => {
  const command = COMMANDS[page] ?? [path.basename(page, '.md')];
  const { stdout } = await backupctl([...command, '--help'], ROOT);
  const [, ofHelp = ''] = stdout.split('\nExit codes:\n');
  const [, ofPage = ''] = readFileSync(path.join(FOLDER, page), 'utf8').split('\n## Exit codes\n');
  const [table = ''] = ofPage.split('\n## ');
  const listed = [...table.matchAll(/^\| (\d+) /gm)].map(([, code]) => code);
  expect(listed).not.toEqual([]);
  expect(listed).toEqual([...ofHelp.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => code));
});

test('almost every page of a command has them', () => {
  expect(readdirSync(FOLDER).filter((page) => !PAGES.includes(page))).toEqual(['policy.md', 'restore.md']);
});
