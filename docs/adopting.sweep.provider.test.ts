import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { adoptedEntry, adoptingEnvironments } from '../testing/adopt/environments';
import { emptyFolder } from '../testing/commands';
import { TEST_PROVIDER } from '../testing/provider/test-provider';
import { blocksOf, linesOf, runInShell, serveLocalAws, type Served, stepsOf } from '../testing/walkthrough';

const ROOT = path.dirname(__dirname);
const PAGE = 'docs/adopting.md';
const STEPS = stepsOf(PAGE);
const SHELL = blocksOf(PAGE, 'sh');
const COMMON = readFileSync(path.join(ROOT, 'environments/common.ts'), 'utf8')
  .replace('Asia/Tokyo', 'Etc/UTC')
  .replaceAll("'./schema'", `'${ROOT}/environments/schema'`);

const environments = adoptingEnvironments(COMMON);
const folder = emptyFolder();
let served: Served;
let variables: Record<string, string>;

beforeAll(async () => {
  served = await serveLocalAws(['--provider', TEST_PROVIDER.version]);
  variables = { ...served.variables, COLUMNS: '120', BACKUP_ENVIRONMENTS_DIR: environments };
});

afterAll(async () => {
  served.npm.kill();
  await once(served.npm, 'close');
});

const linesAs = (printed: string): string[] => linesOf(printed.replaceAll(environments, 'my-environments'));

/** Where the page leaves lines out, the others must be there. */
function shown(stdout: string, printed: string): string[] {
  const lines = linesAs(stdout);
  const wanted = new Set(linesAs(printed));
  return wanted.has('…') ? lines.filter((line) => wanted.has(line)) : lines;
}

const unique = (lines: readonly string[]): string[] => [...new Set(lines)].filter((line) => line !== '…');

test.each(STEPS)('$command', async ({ command, printed }) => {
  const { code, stdout, stderr } = await runInShell(command, folder, variables);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  expect(unique(shown(stdout, printed))).toEqual(unique(linesAs(printed)));
  if (!command.includes(' adopt --environment')) return;

  // The file is as the page shows it, and the user registers it as the page says.
  const file = path.join(environments, 'company.ts');
  expect(readFileSync(file, 'utf8')).toBe(blocksOf(PAGE, 'ts')[0]);
  adoptedEntry(environments, 'company');
  const [, index = ''] = /^echo "(.*)" > my-environments\/index.ts$/m.exec(SHELL.at(-1) ?? '') ?? [];
  writeFileSync(path.join(environments, 'index.ts'), `${index}\n`);
});
