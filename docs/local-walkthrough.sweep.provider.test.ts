import { once } from 'node:events';
import path from 'node:path';

import { changedEnvironments, emptyFolder } from '../testing/commands';
import { TEST_PROVIDER } from '../testing/provider/test-provider';
import { blocksOf, linesOf, runInShell, serveLocalAws, type Served } from '../testing/walkthrough';

const ROOT = path.dirname(__dirname);
const PAGE = 'docs/local-walkthrough.md';
/** The last one installs the older provider. */
const [COPY = '', ...BLOCKS] = blocksOf(PAGE, 'console|sh').slice(0, -1);
const STEPS = BLOCKS.map((block) => {
  const [, command = block.trim(), printed = ''] = /^\$ (.*)\n([^]*)$/.exec(block) ?? [];
  return { command, printed };
});

let served: Served;
/** Of the user's second shell. */
let variables: Record<string, string>;
/** The instance that the page calls by its ID there. */
const ids = { shown: '', actual: '' };
const folder = emptyFolder();

beforeAll(async () => {
  served = await serveLocalAws(['--provider', TEST_PROVIDER.version]);
  variables = { ...served.variables, COLUMNS: '' };
});

afterAll(async () => {
  served.npm.kill();
  await once(served.npm, 'close');
});

/** Runs a line with what is here in place of what the page names. */
const run = (line: string) =>
  runInShell(
    line
      .replaceAll(ids.shown, ids.actual)
      .replace('.venv', `${ROOT}/.venv`)
      .replace('my-environments', variables['BACKUP_ENVIRONMENTS_DIR'] ?? ''),
    folder,
    variables,
  );

test('the user works with a copy of the environments', async () => {
  expect(COPY.split('\n')).toEqual([
    'cp -r environments my-environments',
    "sed -i.bak 's#Asia/Tokyo#Etc/UTC#' my-environments/*.ts",
    'export BACKUP_ENVIRONMENTS_DIR=my-environments',
    '',
  ]);
  variables['BACKUP_ENVIRONMENTS_DIR'] = changedEnvironments({});
  await expect(run(COPY.split('\n')[1] ?? '')).resolves.toMatchObject({ code: 0 });
});

test.each(STEPS)('$command', async ({ command, printed }) => {
  const { code, stdout, stderr } = await run(command);
  expect({ lines: linesOf(stdout), stderr: code === 0 ? '' : stderr }).toEqual({
    lines: linesOf(printed),
    stderr: command.includes('drift') ? expect.anything() : '',
  });
  expect(code).toBe(command.includes('drift') ? 1 : 0);
  const web1 = /^(i-[\da-f]{17}) {2}web1$/m;
  if (web1.test(printed)) Object.assign(ids, { shown: web1.exec(printed)?.[1], actual: web1.exec(stdout)?.[1] });
});
