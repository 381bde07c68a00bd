import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { emptyFolder } from './testing/commands';
import { restoreSample } from './testing/sample-environments';

const NOT_COPIED = new Set([
  '.git',
  'node_modules',
  '.venv',
  'cdktf.out',
  'dist',
  'coverage',
  '.bootstrap',
  'review-accepted.json',
]);
const MAIN = '.github/workflows/main.yml';

/** A repository with the sample as upstream ships it, whatever the user's own files say. */
function upstreamRepository(): string {
  const folder = emptyFolder();
  const repository = path.join(folder, 'repository');
  cpSync(__dirname, repository, { recursive: true, filter: (source) => !NOT_COPIED.has(path.basename(source)) });
  restoreSample(repository);
  // Beside the repository, where Node.js finds the packages too, and Git does not. Inside is what is read by its path.
  const packages = path.join(__dirname, 'node_modules');
  symlinkSync(packages, path.join(folder, 'node_modules'));
  mkdirSync(path.join(repository, 'node_modules'));
  for (const entry of ['.bin', '.package-lock.json'])
    symlinkSync(path.join(packages, entry), path.join(repository, 'node_modules', entry));
  return repository;
}

function run(repository: string, command: string, ...args: readonly string[]): string {
  const variables = Object.entries(process.env).filter(([name]) => !/^(GIT_|BACKUP_)/.test(name));
  const identity = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: repository,
    env: { ...Object.fromEntries(variables), ...identity },
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}

/** Nobody keeps what is committed here: it needs no compression, and need not survive a crash. */
const FAST = [
  'core.compression=0',
  'core.fsync=none',
  'gc.auto=0',
  'maintenance.auto=false',
  'core.preloadIndex=false',
  'maintenance.auto=false',
  'core.preloadIndex=false',
];
const git = (repository: string, ...args: readonly string[]) =>
  run(repository, 'git', ...FAST.flatMap((option) => ['-c', option]), ...args);
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** The user's files, as the README lists them. */
function isUserFile(environments: readonly string[]): (file: string) => boolean {
  const readme = readFileSync(path.join(__dirname, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('### Your files and upstream files');
  const listed = Array.from(section.split('\n## ')[0]?.matchAll(/^\| `([^`]+)`/gm) ?? [], ([, file = '']) => file);
  const files = listed.flatMap((file) =>
    file.includes('<name>') ? environments.map((name) => file.replace('<name>', name)) : file,
  );
  return (file) => files.includes(file);
}

function change(repository: string, file: string, edit: (text: string) => string): void {
  const changed = path.join(repository, file);
  writeFileSync(changed, edit(readFileSync(changed, 'utf8')));
}

const generate = (repository: string) => run(repository, process.execPath, 'bin/workflows.js');

/** What a user does: own accounts, and one more environment. */
function customize(repository: string): void {
  const accounts = (text: string) => text.replaceAll('111111111111', '123456789012').replaceAll('example/', 'acme/');
  for (const file of ['common', 'dev', 'stg', 'prod', 'organization'])
    change(repository, `environments/${file}.ts`, accounts);
  const stg = readFileSync(path.join(repository, 'environments', 'stg.ts'), 'utf8');
  writeFileSync(
    path.join(repository, 'environments', 'qa.ts'),
    stg.replaceAll('stg', 'qa').replaceAll('222222222222', '234567890123'),
  );
  change(repository, 'environments/index.ts', (text) =>
    text.replace('  prod:', "  qa: () => import('./qa'),\n  prod:"),
  );
  change(repository, 'environments/organization.ts', (text) =>
    text.replace(
      "{ id: stg.accountId, name: 'stg' },",
      "{ id: stg.accountId, name: 'stg' },\n{ id: '234567890123', name: 'qa' },",
    ),
  );
  writeFileSync(path.join(repository, 'review-accepted.json'), '[]\n');
  generate(repository);
}

/** A release of upstream that changes every one of its files, and what it generates. */
function release(repository: string, isOurs: (file: string) => boolean): void {
  for (const file of lines(git(repository, 'ls-files')))
    if (!isOurs(file)) appendFileSync(path.join(repository, file), '\n');
  change(repository, 'delivery/domain/main-workflow.ts', (text) =>
    text.replaceAll('group: deploy-', 'group: deployment-'),
  );
  generate(repository);
}

test('U8 an upstream merge into a customized branch conflicts in nothing but main.yml, which is generated again', () => {
  const repository = upstreamRepository();
  const isOurs = isUserFile(['dev', 'stg', 'qa', 'prod']);
  git(repository, 'init', '--quiet', '--initial-branch', 'upstream');
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '--message', 'Release');

  git(repository, 'switch', '--quiet', '--create', 'customized');
  customize(repository);
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '--message', 'Customize');
  const customized = lines(git(repository, 'diff', '--name-only', 'upstream', 'customized'));
  expect(customized).toContain('environments/qa.ts');
  expect(customized.filter((file) => !isOurs(file))).toEqual([]);

  git(repository, 'switch', '--quiet', 'upstream');
  release(repository, isOurs);
  git(repository, 'commit', '--quiet', '--all', '--message', 'Next release');
  const released = lines(git(repository, 'diff', '--name-only', 'upstream~1', 'upstream'));
  expect(released.length).toBeGreaterThan(500);
  expect(released.filter(isOurs)).toEqual([MAIN]);

  git(repository, 'switch', '--quiet', 'customized');
  git(repository, 'merge', '--quiet', 'upstream');
  const conflicts = lines(git(repository, 'diff', '--name-only', '--diff-filter=U'));
  expect(conflicts.filter((file) => file !== MAIN)).toEqual([]);

  expect(generate(repository)).toBe(`Wrote ${MAIN}\n`);
  const main = readFileSync(path.join(repository, MAIN), 'utf8');
  expect(main).not.toMatch(/^[<=>]{7}/m);
  expect(main).toContain('group: deployment-qa\n');
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '--message', 'Merge');
  expect(git(repository, 'status', '--porcelain')).toBe('');
  expect(
    lines(git(repository, 'diff', '--name-only', 'upstream', 'customized')).filter((file) => !isOurs(file)),
  ).toEqual([]);
});
