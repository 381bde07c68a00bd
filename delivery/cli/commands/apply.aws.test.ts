import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { dataOfPage } from '../../../cli/report/page';
import type { ReportData } from '../../../domain/report/data';
import { Fault } from '../../../local-aws/operation';
import { testAws, type LocalAws } from '../../../testing/aws/local-aws';
import { type FakeTerraform, fakeTerraform } from '../../../testing/terraform/fake-terraform';
import { ROOT, run } from '../../../testing/terraform/programs';
import { DEV_STATES, writeTwoStacks } from '../../../testing/terraform/two-stacks';
import { backupctlMeanwhile, emptyFolder, type Ended, startBackupctl } from '../../../testing/commands';

const { bucket: Bucket, region } = DEV_STATES;
const LATEST = 'anyservice/dev/releases/latest.json';
const PLAN = { format_version: '1.2', terraform_version: '1.11.4', applyable: true };
/** Every stack has a state, so that none waits for another one. */
const STATE = `state) echo '{"lineage": "l", "serial": 1}' ;;`;

let aws: LocalAws;
let s3: S3Client;
let folder: string;
let fake: FakeTerraform;

const variables = () => ({ ...aws.variables, PATH: fake.PATH });
const ctl = (...args: readonly string[]): Promise<Ended> => backupctlMeanwhile(args, folder, variables());
const APPLY = ['apply', '--bundle', 'bundle.zip', '--from', 'app', '--json'];

async function latest(): Promise<any> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: LATEST }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

/** Plans by a Terraform of which these cases are so. */
async function planned(cases = '', ...more: readonly string[]): Promise<void> {
  fake = fakeTerraform(PLAN, `${STATE}\n${cases}`);
  const { code, stderr } = await ctl('plan', '--environment', 'dev', '--from', 'app', '--out', 'bundle.zip', ...more);
  if (code !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials });
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
});

beforeEach(async () => {
  aws.standIn.reset();
  await s3.send(new DeleteObjectCommand({ Bucket, Key: LATEST }));
  folder = emptyFolder();
  writeTwoStacks(path.join(folder, 'app'), {});
});

afterAll(() => aws.stop());

test('E who breaks the verification off has a record of what is applied, which is not verified', async () => {
  await planned();
  const throttled = Array.from({ length: 20 }, () => new Fault('ThrottlingException', 'Rate exceeded', 400));
  aws.standIn.fail('sns:GetTopicAttributes', throttled);
  const { kill, ended, onStderr } = startBackupctl(APPLY, folder, variables());
  onStderr((text) => text.includes('reading SNS') && kill('SIGTERM'));
  const { code, stdout, stderr } = await ended;
  expect(stderr).toContain('Stopping: the apply is recorded, but not verified.');
  expect(stderr).toContain(
    'Stopped.\n\ndev has the complete release, but it is not verified: no other environment accepts it yet.\n→ plan and apply again',
  );
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ applied: true, verification: null, recorded: true });
  const { stacks, verification } = await latest();
  expect([stacks.map(({ result }: any) => result), verification]).toEqual([['applied', 'applied'], undefined]);
});

test('E reports what stopped an apply although its record cannot be written either', async () => {
  await planned('apply) echo "Error: no route to host" >&2; exit 1 ;;');
  aws.standIn.fail(`s3:PUT /${Bucket}/${LATEST}`, [new Fault('AccessDenied', 'Access Denied', 403)]);
  const { code, stderr } = await ctl(...APPLY);
  expect(stderr).toContain('The caller is not authorized to perform s3:PutObject on');
  expect(stderr).toContain(
    'Before that, the apply stopped:\nterraform apply of dev-iam failed:\n  Error: no route to host',
  );
  expect(stderr).toContain('which has no record: dev-iam (failed), dev-backup (not applied)\n→ plan and apply again');
  expect(code).toBe(3);
});

test('E an apply completes although its output is no longer read', async () => {
  const done = path.join(emptyFolder(), 'done');
  await planned(`apply) sleep 1; pwd >> ${done} ;;`);
  const command = [process.execPath, path.join(ROOT, 'bin/backupctl.js'), ...APPLY].join(' ');
  const piped = `${command} 2>&1 | head -n 1; exit \${PIPESTATUS[0]}`;
  expect(await run('bash', ['-c', piped], folder, variables())).toMatchObject({ code: 1 });
  expect(existsSync(done)).toBe(true);
  expect((await latest()).stacks).toEqual([
    { stack: 'dev-iam', result: 'applied' },
    { stack: 'dev-backup', result: 'applied' },
  ]);
});

describe('H4 the report of a complete release', () => {
  const keyOf = (release: string) => `anyservice/dev/releases/${release}.html`;

  test('is kept next to its record', async () => {
    await planned();
    await ctl(...APPLY);
    const { release, appliedAt } = await latest();
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: keyOf(release) }));
    const data = dataOfPage((await Body?.transformToString()) ?? '') as ReportData;
    expect([ContentType, data.now, data.accounts.length]).toEqual(['text/html', appliedAt, 6]);
  });

  test('changes nothing about the release when it cannot be kept', async () => {
    await planned();
    const before = await ctl(...APPLY);
    const { release } = await latest();
    await planned();
    aws.standIn.fail(`s3:PUT /${Bucket}/${keyOf(release)}`, [new Fault('AccessDenied', 'Access Denied', 403)]);
    const { code, stderr } = await ctl(...APPLY);
    expect(stderr).toContain(
      'The report of this release is not kept: The caller is not authorized to perform s3:PutObject on',
    );
    expect([code, (await latest()).release]).toEqual([before.code, release]);
  });
});

test('E what is applied, and what is not, is what plans and configuration say, whatever else the bundle says', async () => {
  await planned('', '--stack', 'dev-iam');
  const file = path.join(folder, 'bundle.zip');
  const { 'manifest.json': text = new Uint8Array(), ...entries } = unzipSync(readFileSync(file));
  const manifest = JSON.parse(strFromU8(text));
  const stacks = manifest.stacks.map((stack: any) => ({ ...stack, changes: false }));
  const changed = strToU8(JSON.stringify({ ...manifest, stacks, missing: [] }));
  writeFileSync(file, zipSync({ 'manifest.json': changed, ...entries }));
  const { code, stdout } = await ctl(...APPLY);
  expect(code).toBe(0);
  expect(fake.asked()).toContain('apply -input=false plan.tfplan');
  expect(JSON.parse(stdout)).toMatchObject({ missing: ['dev-backup'], verification: null });
  expect((await latest()).stacks).toEqual([
    { stack: 'dev-iam', result: 'applied' },
    { stack: 'dev-backup', result: 'not applied' },
  ]);
});
