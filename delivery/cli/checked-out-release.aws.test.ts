import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { type FakeTerraform, fakeTerraform } from '../../testing/terraform/fake-terraform';
import { writeTwoStacks } from '../../testing/terraform/two-stacks';
import { backupctlMeanwhile, emptyFolder } from '../../testing/commands';

const LOCK = '.terraform.lock.hcl';
const PLAN = { format_version: '1.2', terraform_version: '1.11.4', applyable: true };

let aws: LocalAws;
let folder: string;
let fake: FakeTerraform;

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

const ctl = (...args: readonly string[]) => backupctlMeanwhile(args, folder, { ...aws.variables, PATH: fake.PATH });

async function planned(): Promise<any> {
  const args = ['plan', '--environment', 'dev', '--stack', 'dev-iam', '--from', 'app', '--json'];
  const { stdout, stderr } = await ctl(...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);

beforeAll(async () => {
  aws = await testAws('111111111111');
});

beforeEach(() => {
  folder = emptyFolder();
  writeTwoStacks(path.join(folder, 'app'), {});
  fake = fakeTerraform(PLAN, `init) if test -f ${LOCK}; then cat ${LOCK} >> ${path.join(folder, 'locks')}; fi ;;`);
});

afterAll(() => aws.stop());

test('E a release is the commit, the locks and the synthesized JSON, and nothing that git does not know', async () => {
  const outside = await planned();
  expect(outside.commit).toBe('none');
  git('init', '--quiet');
  write('.gitignore', 'cdktf.out\n');
  write('code.ts', 'one');
  git('add', '.');
  git('commit', '--quiet', '-m', 'One');
  const first = await planned();
  expect(first.commit).toBe(git('rev-parse', 'HEAD'));
  write('notes.txt', 'mine');
  expect((await planned()).release).toBe(first.release);

  write('code.ts', 'two');
  const changed = await planned();
  expect(changed.commit).toBe(`${first.commit}+changes`);
  write('code.ts', 'one');
  const other = async (file: string): Promise<string> => {
    write(file, '{}');
    const { release } = await planned();
    rmSync(path.join(folder, file));
    return release;
  };
  const releases = [
    outside.release,
    first.release,
    changed.release,
    await other('package-lock.json'),
    await other(LOCK),
  ];
  writeTwoStacks(path.join(folder, 'app'), { role: 'another' });
  const { release } = await planned();
  expect(new Set([...releases, release]).size).toBe(releases.length + 1);
});

test('E a lock of providers at the root of the repository holds for every stack, and for the bundle', async () => {
  await planned();
  expect(fake.asked()).not.toContain('-lockfile=readonly');
  write(LOCK, '# digests');
  await planned();
  expect(fake.asked()).toContain('init -input=false -lockfile=readonly -no-color');
  expect(readFileSync(path.join(folder, 'locks'), 'utf8')).toBe('# digests');
  // A user who can write the bundle can also write its checksums.
  const { bundle } = await planned();
  const file = path.join(folder, bundle.location);
  const { 'manifest.json': text = new Uint8Array(), ...entries } = unzipSync(readFileSync(file));
  const [entry, other] = [`stacks/dev-iam/inputs/${LOCK}`, strToU8('# other digests')];
  const manifest = JSON.parse(strFromU8(text));
  expect(strFromU8(entries[entry] ?? new Uint8Array())).toBe('# digests');
  manifest.checksums[entry] = createHash('sha256').update(other).digest('hex');
  writeFileSync(file, zipSync({ ...entries, [entry]: other, 'manifest.json': strToU8(JSON.stringify(manifest)) }));
  expect(await ctl('apply', '--bundle', bundle.location, '--from', 'app')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The plan has other inputs than the checked-out release.'),
  });
});
