import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { mainWorkflow } from '../../delivery/domain/main-workflow';
import { backupctl, emptyFolder, type Ended, filesOf, FIXTURES } from '../../testing/commands';

const ROOT = path.resolve(__dirname, '..', '..');
const SAMPLE = path.join(ROOT, 'testing', 'sample');

const ANSWERS = `--account dev=123456789012 --account pre-prod=123456789013 --service acme --region eu-central-1
  --timezone Europe/Berlin --schedule cron(0_3_*_*_?_*) --retention-days 30 --notify ops@acme.test --notify /backup/webhook
  --repository acme/backup`
  .split(/\s+/)
  .map((word) => word.replaceAll('_', ' '));

/** A fresh clone: the sample, and the workflow that deploys it. */
function clone(): string {
  const root = emptyFolder();
  const folder = path.join(root, 'environments');
  mkdirSync(folder);
  const load = readFileSync(path.join(FIXTURES, 'load.ts'), 'utf8');
  writeFileSync(path.join(folder, 'load.ts'), load.replaceAll("'../../environments/", `'${ROOT}/environments/`));
  for (const file of ['schema.ts', 'organization'])
    symlinkSync(path.join(ROOT, 'environments', file), path.join(folder, file));
  for (const file of readdirSync(SAMPLE))
    copyFileSync(path.join(SAMPLE, file), path.join(folder, file.replace('.txt', '')));
  mkdirSync(path.join(root, '.github', 'workflows'), { recursive: true });
  writeFileSync(workflowIn(root), mainWorkflow(['dev', 'stg', 'prod']));
  return root;
}

const workflowIn = (root: string): string => path.join(root, '.github', 'workflows', 'main.yml');

function init(root: string, ...args: readonly string[]): Promise<Ended> {
  return backupctl(['init', ...args], root, { BACKUP_ENVIRONMENTS_DIR: 'environments' });
}

/** The written files, without the code of this repository. */
function written(root: string): string[] {
  return readdirSync(path.join(root, 'environments')).filter(
    (file) => !['load.ts', 'schema.ts', 'organization'].includes(file),
  );
}

test('X6 replaces the sample by accounts without an organization, which synthesize without a note', async () => {
  const root = clone();
  expect(await init(root, '--no-organization', '--replace-sample', ...ANSWERS)).toEqual({
    code: 0,
    stderr: '',
    stdout: `written   environments/pre-prod.ts
replaced  environments/common.ts
replaced  environments/dev.ts
replaced  environments/index.ts
replaced  .github/workflows/main.yml
removed   environments/organization.ts
removed   environments/prod.ts
removed   environments/stg.ts

Next:

  npx backupctl synth                                  writes the stacks, and shows what they will do
  npx backupctl bootstrap --environment dev --dry-run  shows the state bucket and the roles to create in account
                                                       123456789012
  npx backupctl bootstrap --environment dev --yes      creates them
`,
  });
  expect(written(root)).toEqual(['common.ts', 'dev.ts', 'index.ts', 'pre-prod.ts']);
  expect(readFileSync(workflowIn(root), 'utf8')).toBe(mainWorkflow(['dev', 'pre-prod']));

  const { code, stdout, stderr } = await backupctl(['synth', '--now', '2026-11-21T00:00:00Z'], root, {
    BACKUP_ENVIRONMENTS_DIR: 'environments',
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '\nWrote 8 stacks to cdktf.out/stacks\n' });
  expect(stdout).toContain('2026-11-21 03:00 Europe/Berlin  30 days');
  expect(stdout).not.toContain('Warning');

  // The same answers change nothing, and other ones would lose what is written.
  const again = await init(root, '--no-organization', ...ANSWERS);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('All files have these values already.') });
  const before = filesOf(root);
  expect(await init(root, '--no-organization', ...ANSWERS.slice(0, -1), 'acme/other')).toEqual({
    code: 1,
    stdout: '',
    stderr: `These files exist, and are not the shipped sample. init never overwrites what you have written:
  environments/common.ts
→ edit them (docs/customize.md), or move them away and run init again
`,
  });
  expect(filesOf(root)).toEqual(before);
});

test('X6 takes the pulled tree of the organization, and reports as JSON', async () => {
  const root = clone();
  const folder = path.join(root, 'environments');
  const tree = {
    id: 'r-ab12',
    ous: [
      {
        id: 'ou-ab12-11111111',
        name: 'Workloads',
        ous: [],
        accounts: [
          { id: '123456789012', name: 'dev' },
          { id: '123456789013', name: 'pre-prod' },
        ],
      },
    ],
    accounts: [{ id: '210987654321', name: 'payer' }],
  };
  writeFileSync(path.join(folder, 'organization-tree.json'), `${JSON.stringify(tree, null, 2)}\n`);
  const organization = ['--organization-id', 'o-abcdefghij', '--management-account', '210987654321'];
  expect(await init(root, ...organization, '--root-id', 'r-ab12', ...ANSWERS)).toMatchObject({
    code: 2,
    stderr: '--root-id cannot be used with organization-tree.json, which has the root.\n→ leave it out\n',
  });
  const { code, stdout, stderr } = await init(root, ...organization, '--replace-sample', '--json', ...ANSWERS);
  expect({ code, stderr, report: JSON.parse(stdout) }).toEqual({
    code: 0,
    stderr: '',
    report: {
      written: ['environments/pre-prod.ts'],
      replaced: [
        'environments/common.ts',
        'environments/dev.ts',
        'environments/index.ts',
        'environments/organization.ts',
        '.github/workflows/main.yml',
      ],
      removed: ['environments/prod.ts', 'environments/stg.ts'],
      next: [
        expect.objectContaining({ command: 'npx backupctl synth' }),
        expect.objectContaining({ command: 'npx backupctl preflight' }),
        expect.objectContaining({ command: 'npx backupctl bootstrap --environment dev --dry-run' }),
      ],
    },
  });
  const synth = await backupctl(['synth'], root, { BACKUP_ENVIRONMENTS_DIR: 'environments' });
  expect(synth).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^\nWrote \d+ stacks to cdktf.out\/stacks\n$/),
  });
  expect(synth.stdout).toContain('payer');
  expect(synth.stdout).not.toContain('Warning');
});

test('X6 without a terminal names every flag that is missing, and changes nothing', async () => {
  const root = clone();
  const before = filesOf(root);
  expect(await init(root)).toEqual({
    code: 2,
    stdout: '',
    stderr: `init asks on a terminal. Without one, these flags are required:
  --organization-id <id> with --management-account <account> and --root-id <id>, or --no-organization
  --account <name=account>
  --service <name>
  --region <region>
  --timezone <zone>
  --schedule <cron>
  --retention-days <days>
  --notify <recipient>
  --repository <owner/name>
  --replace-sample, because the shipped sample would be replaced
→ add them, or run it on a terminal
`,
  });
  const { code, stderr } = await init(root, '--no-organization', ...ANSWERS);
  expect({ code, missing: stderr.split('\n').filter((line) => line.startsWith('  ')) }).toEqual({
    code: 2,
    missing: ['  --replace-sample, because the shipped sample would be replaced'],
  });
  expect(filesOf(root)).toEqual(before);
});

test.each([
  [
    ['--no-organization', '--organization-id', 'o-abcdefghij'],
    '--organization-id cannot be used with --no-organization.\n→ leave one of them out\n',
  ],
  [['--no-organization', '--root-id', 'r-ab12'], '--root-id cannot be used with --no-organization.\n→ leave it out\n'],
])('X6 refuses %j, which contradict each other', async (args, stderr) => {
  expect(await init(clone(), ...args)).toEqual({ code: 2, stdout: '', stderr });
});

test('X6 refuses answers by their flags, and as JSON, and writes nothing', async () => {
  const root = clone();
  const before = filesOf(root);
  const args = ['--no-organization', '--replace-sample', ...ANSWERS, '--region', 'x', '--json'];
  const { code, stdout } = await init(root, ...args);
  expect({ code, report: JSON.parse(stdout) }).toEqual({
    code: 1,
    report: {
      refused: [
        {
          path: '--region',
          found: 'eu-central-1,x',
          message: '"eu-central-1,x" is not an AWS region',
          remedy: 'write eu-central-1',
        },
      ],
    },
  });
  const clash = await init(root, '--no-organization', '--replace-sample', ...ANSWERS, '--account', 'qa=123456789012');
  expect(clash).toMatchObject({ code: 1, stderr: expect.stringContaining('environment dev has this account too') });
  expect(filesOf(root)).toEqual(before);
});

test('X6 never touches a file with a change, whether it would be replaced or removed', async () => {
  const root = clone();
  appendFileSync(path.join(root, 'environments', 'dev.ts'), '// mine\n');
  appendFileSync(path.join(root, 'environments', 'stg.ts'), '// mine\n');
  writeFileSync(path.join(root, 'environments', 'pre-prod.ts'), '// mine\n');
  const before = filesOf(root);
  const { code, stderr } = await init(root, '--no-organization', '--replace-sample', ...ANSWERS);
  expect({ code, listed: stderr.split('\n').filter((line) => line.startsWith('  ')) }).toEqual({
    code: 1,
    listed: ['  environments/dev.ts', '  environments/pre-prod.ts', '  environments/stg.ts'],
  });
  expect(filesOf(root)).toEqual(before);
});

test('X6 needs no files, and leaves a changed workflow alone', async () => {
  const root = clone();
  const folder = path.join(root, 'environments');
  for (const file of written(root)) rmSync(path.join(folder, file));
  appendFileSync(workflowIn(root), '# mine\n');
  const workflow = readFileSync(workflowIn(root), 'utf8');
  expect(await init(root, '--no-organization', ...ANSWERS)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('written  environments/common.ts\n'),
    stderr: '\n.github/workflows/main.yml has changes.\n→ run npm run workflows\n',
  });
  expect(readFileSync(workflowIn(root), 'utf8')).toBe(workflow);
  expect(existsSync(path.join(folder, 'index.ts'))).toBe(true);
});
