import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { mainWorkflow } from '../delivery/domain/main-workflow';
import { FIXTURE_NAMES } from './fixtures';
import { restoreSample } from './sample-environments';

const ROOT = path.dirname(__dirname);
const NOT_COPIED = new Set(['node_modules', '.venv', '.git', 'cdktf.out', 'dist', 'coverage']);

/** Every value of the shipped environments, and what a user writes instead. */
const VALUES: readonly (readonly [shipped: RegExp, own: string])[] = [
  [/111111111111/g, '123456789012'],
  [/222222222222/g, '210987654321'],
  [/333333333333/g, '345678901234'],
  [/444444444444/g, '456789012345'],
  [/555555555555/g, '567890123456'],
  [/999999999999/g, '678901234567'],
  [/ap-northeast-1/g, 'eu-central-1'],
  [/ap-northeast-3/g, 'eu-west-1'],
  [/Asia\/Tokyo/g, 'Europe/Berlin'],
  [/anyservice/g, 'acme-safe'],
  [/-tfstate-/g, '-states-'],
  [/example\/aws-organization-backup/g, 'acme/backups'],
  [/backup-alerts-(\w+)@example\.com/g, 'oncall+$1@acme.test'],
  [/role\/ec2_role/g, 'role/Servers'],
  [/'EC2'/g, "'Machines'"],
  [/'EFS'/g, "'Shares'"],
  [/'Monthly'/g, "'Quarterly'"],
  [/Tag-AWSBackup-\w+/g, 'Chosen'],
  [/AWSBackup:/g, 'Protection:'],
  [/cron\(0 6 \* \* \? \*\)/g, 'cron(30 1 * * ? *)'],
  [/cron\(0 3 1 \* \? \*\)/g, 'cron(15 2 1 1,4,7,10 ? *)'],
  [/cron\(30 03 \? \* \* \*\)/g, 'cron(45 04 ? * SUN *)'],
  [/cron\(0 \* \? \* \* \*\)/g, 'cron(0 5 ? * * *)'],
  [/startWindowMinutes: 60/g, 'startWindowMinutes: 120'],
  [/completionWindowMinutes: 10_080/g, 'completionWindowMinutes: 1440'],
  [/deleteAfterDays: 365/g, 'deleteAfterDays: 400'],
  [/deleteAfterDays: 35\b/g, 'deleteAfterDays: 90'],
  [/deleteAfterDays: 30\b/g, 'deleteAfterDays: 45'],
  [/deleteAfterDays: 7\b/g, 'deleteAfterDays: 14'],
  [/deleteAfterDays: 2\b/g, 'deleteAfterDays: 9'],
  [/coldStorageAfterDays: 30/g, 'coldStorageAfterDays: 60'],
  [/durationHours: 1\b/g, 'durationHours: 2'],
  [/minutesBefore: 10\b/g, 'minutesBefore: 20'],
  [/ssm-backup-group/g, 'weekly-images'],
  [/test-bk-/g, 'acme-'],
  [/o-exampleorg1/g, 'o-acme123456'],
  [/\br-ab12\b/g, 'r-zy98'],
  [/ou-ab12-/g, 'ou-zy98-'],
  [/Workloads/g, 'Products'],
  [/'Backup', values: \['On'\]/g, "'Protect', values: ['Yes', 'Always']"],
];

const MORE_PLANS = `plans: [
      {
        name: 'Databases',
        rules: [{ name: 'Nightly', vault: 'Machines', schedule: 'cron(10 0 * * ? *)', deleteAfterDays: 21 }],
        selections: [{ name: 'Aurora', resources: ['arn:aws:rds:*:*:cluster:*'] }],
      },`;

type Files = Map<string, string>;

/** A copy of the repository whose environments are a user's. */
export class Repository {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'rewritten-'));

  constructor() {
    const filter = (source: string) => !NOT_COPIED.has(path.relative(ROOT, source));
    cpSync(ROOT, this.folder, { recursive: true, filter });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.folder, 'node_modules'));
    if (!this.isSample()) {
      // A fork: its environments have other values already.
      restoreSample(this.folder);
      writeFileSync(path.join(this.folder, '.github', 'workflows', 'main.yml'), mainWorkflow(FIXTURE_NAMES));
    }
    this.change((files) => {
      for (const [shipped, own] of VALUES) replaceIn(files, [...files.keys()], shipped, own);
      replaceIn(files, ['dev.ts', 'stg.ts', 'prod.ts'], / {4}plans: \[/, `    ${MORE_PLANS}`);
      const middle = (files.get('stg.ts') ?? '').replaceAll('stg', 'qa').replaceAll('210987654321', '432109876543');
      files.set('qa.ts', middle);
      replaceIn(files, ['index.ts'], / {2}prod: /, "  qa: () => import('./qa'),\n  prod: ");
      replaceIn(
        files,
        ['organization.ts'],
        "import prod from './prod';",
        "import prod from './prod';\nimport qa from './qa';",
      );
      replaceIn(
        files,
        ['organization.ts'],
        '{ id: stg.accountId',
        "{ id: qa.accountId, name: 'qa' },\n{ id: stg.accountId",
      );
    });
  }

  /** Whether the environments have every value of the shipped ones. */
  isSample(): boolean {
    let all = '';
    this.change((files) => {
      all = [...files.values()].join('');
    });
    return isDeepStrictEqual(this.names(), FIXTURE_NAMES) && VALUES.every(([shipped]) => all.search(shipped) !== -1);
  }

  /** Changes the user's files: those directly in environments/ that an environment or the organization consists of. */
  change(edit: (files: Files) => void): void {
    const folder = path.join(this.folder, 'environments');
    const names = ['common', ...this.names(), 'organization', 'index'].map((name) => `${name}.ts`);
    const present = readdirSync(folder);
    const files: Files = new Map(
      names
        .filter((name) => present.includes(name))
        .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    );
    const before = [...files.keys()];
    edit(files);
    for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
    for (const name of before.filter((one) => !files.has(one))) rmSync(path.join(folder, name));
  }

  /** The environments in index.ts. */
  names(): string[] {
    const index = readFileSync(path.join(this.folder, 'environments', 'index.ts'), 'utf8');
    return [...index.matchAll(/import\('\.\/([\w-]+)'\)/g)].map(([, name = '']) => name);
  }

  /** What a program prints, if it fails. */
  failureOf(program: string, ...args: readonly string[]): string {
    const { BACKUP_ENVIRONMENTS_DIR: _fixtures, ...env } = process.env;
    const tool = path.join('node_modules', program);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program.startsWith('bin') ? program : tool, ...args],
      {
        cwd: this.folder,
        env: { ...env, NO_COLOR: '1' },
        encoding: 'utf8',
      },
    );
    return status === 0 ? '' : `${stdout}${stderr}`;
  }

  contractFailure(): string {
    return this.failureOf('jest/bin/jest.js', '--selectProjects', 'contract');
  }

  /** Checks everything once, and then only what a change affects. */
  typeErrors(): string {
    const known = path.join(this.folder, 'dist', 'types.tsbuildinfo');
    const options = ['--noEmit', '--singleThreaded', '--incremental', '--tsBuildInfoFile', known];
    return this.failureOf('typescript/bin/tsc', ...options);
  }

  generateWorkflows(): void {
    const failure = this.failureOf('bin/workflows.js');
    if (failure !== '') throw new Error(failure);
  }
}

/** Replaces a text in whichever of these files have it. */
export function replaceIn(files: Files, names: readonly string[], from: RegExp | string, to: string): void {
  const changed = names.filter((name) => {
    const text = files.get(name) ?? '';
    files.set(name, text.replace(from, to));
    return files.get(name) !== text;
  });
  if (changed.length === 0) throw new Error(`environments/ no longer contains ${from}: update the rewriting test`);
}
