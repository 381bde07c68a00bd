import path from 'node:path';

import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { loadConfiguration } from '#environments';
import type { Environment } from '../../../environments/schema';
import { accountOf } from '../../../local-aws/seed/account';
import { seedNotifications } from '../../../local-aws/seed/notifications';
import { seedPlans } from '../../../local-aws/seed/plans';
import { seedVaults } from '../../../local-aws/seed/vaults';
import { testAws, type LocalAws } from '../../../testing/aws/local-aws';
import { run, ROOT } from '../../../testing/terraform/programs';
import { shadowApp } from '../../../testing/terraform/shadow-app';
import { backupctlMeanwhile, emptyFolder } from '../../../testing/commands';

const REGION = 'ap-northeast-1';
const Bucket = 'anyservice-dev-tfstate-111111111111';

let aws: LocalAws;
let s3: S3Client;
let folder: string;

const ctl = (args: readonly string[]) =>
  backupctlMeanwhile([...args, '--from', 'app', '--json'], folder, {
    ...aws.variables,
    TF_CLI_CONFIG_FILE: '/dev/null',
  });

const json = async (Key: string): Promise<any> =>
  JSON.parse((await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '');

/** Plans into the state bucket, and returns what plan printed. */
async function planned(): Promise<any> {
  const out = `s3://${Bucket}/anyservice/dev/bundles/bundle.zip`;
  const { stdout, stderr } = await ctl(['plan', '--environment', 'dev', '--out', out]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The shipped app, of which Terraform needs no provider, and an account that has what dev configures. */
beforeAll(async () => {
  aws = await testAws('111111111111');
  const client = {
    region: REGION,
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  } as const;
  s3 = new S3Client(client);
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const { environments } = await loadConfiguration('environments', new Date());
  const account = accountOf(aws.standIn, environments[0] as Environment);
  await seedNotifications(account);
  seedVaults(account);
  seedPlans(account);
  folder = emptyFolder();
  const outdir = path.join(folder, 'app');
  const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, { CDKTF_OUTDIR: outdir });
  if (code !== 0) throw new Error(said);
  shadowApp(outdir);
});

afterAll(() => aws.stop());

// One after the other, as a new environment grows.

test('E the shipped dev is planned and applied level by level', async () => {
  const first = await planned();
  expect(first.stacks.map(({ name }: any) => name)).toEqual(['dev-iam', 'dev-notifications']);
  const waitsFor = ['dev-iam', 'dev-notifications'];
  expect(first.waiting).toEqual([
    { name: 'dev-backup', waitsFor },
    { name: 'dev-ssm-backup', waitsFor },
  ]);
  const one = await ctl(['apply', '--bundle', first.bundle.location]);
  expect([one.code, JSON.parse(one.stdout).missing]).toEqual([0, ['dev-backup', 'dev-ssm-backup']]);
});

test('E the second level reads what the first one published, and the whole is verified', async () => {
  const second = await planned();
  expect(second.waiting).toEqual([]);
  const { code, stdout } = await ctl(['apply', '--bundle', second.bundle.location]);
  const outcome = JSON.parse(stdout);
  expect(outcome.stacks).toEqual([
    { stack: 'dev-iam', result: 'unchanged' },
    { stack: 'dev-notifications', result: 'unchanged' },
    { stack: 'dev-backup', result: 'applied' },
    { stack: 'dev-ssm-backup', result: 'applied' },
  ]);
  expect(outcome).toMatchObject({ applied: true, verification: { ok: true, differences: 0 } });
  expect(code).toBe(0);
  const { outputs } = await json('anyservice/dev/iam/terraform.tfstate');
  const reader = JSON.stringify(await json('anyservice/dev/backup/terraform.tfstate'));
  expect(reader).toContain(JSON.stringify(outputs.backupRoleArn.value));
  expect(await json('anyservice/dev/releases/latest.json')).toMatchObject({
    release: second.release,
    verification: { ok: true },
  });
});
