import path from 'node:path';

import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { configureDev } from '../../local-aws/configured-dev';
import { startLocalAws, type LocalAws } from '../../local-aws/start';
import { run, ROOT } from '../../local-aws/terraform/programs';
import { shadowApp } from '../../local-aws/terraform/shadow-app';
import { backupctlMeanwhile, emptyFolder } from '../testing';

const REGION = 'ap-northeast-1';
const bucketOf = (environment: string, account: string) => `anyservice-${environment}-tfstate-${account}`;
const DEV = bucketOf('dev', '111111111111');

let aws: LocalAws;
let s3: S3Client;
let folder: string;
let dev: Record<string, string>;
let stg: Record<string, string>;

const ctl = (args: readonly string[], variables: Record<string, string>) =>
  backupctlMeanwhile([...args, '--from', 'app', '--json'], folder, variables);

const json = async (Bucket: string, Key: string): Promise<any> =>
  JSON.parse((await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '');

/** Plans an environment into its state bucket; and what plan told. */
async function planned(environment: string, variables: Record<string, string>, bucket: string): Promise<any> {
  const out = `s3://${bucket}/anyservice/${environment}/plans/bundle.zip`;
  const { stdout, stderr } = await ctl(['plan', '--environment', environment, '--out', out], variables);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The shipped app, of which Terraform needs no provider, and two accounts. */
beforeAll(async () => {
  aws = await startLocalAws('111111111111');
  dev = { ...aws.variables, TF_CLI_CONFIG_FILE: '/dev/null' };
  const client = {
    region: REGION,
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  } as const;
  s3 = new S3Client(client);
  for (const Bucket of [DEV, bucketOf('stg', '222222222222')]) {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  }
  const role = { RoleArn: 'arn:aws:iam::222222222222:role/apply', RoleSessionName: 'stg' };
  const { Credentials } = await new STSClient(client).send(new AssumeRoleCommand(role));
  stg = {
    ...dev,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
  await configureDev(aws.standIn, new SNSClient(client));
  folder = emptyFolder();
  const outdir = path.join(folder, 'app');
  const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, { CDKTF_OUTDIR: outdir });
  if (code !== 0) throw new Error(said);
  shadowApp(outdir);
}, 60_000);

afterAll(() => aws.stop());

// One after the other, as a release goes.

test('E the shipped dev is planned and applied level by level, verified and recorded', async () => {
  const first = await planned('dev', dev, DEV);
  expect(first.stacks.map(({ name }: any) => name)).toEqual(['dev-iam', 'dev-notifications']);
  const waitsFor = ['dev-iam', 'dev-notifications'];
  expect(first.waiting).toEqual([
    { name: 'dev-backup', waitsFor },
    { name: 'dev-ssm-backup', waitsFor },
  ]);
  const one = await ctl(['apply', '--bundle', first.bundle.location], dev);
  expect([one.code, JSON.parse(one.stdout).missing]).toEqual([0, ['dev-backup', 'dev-ssm-backup']]);
}, 60_000);

test('E stg is refused a release that dev does not have as a whole, and then takes the very bundle', async () => {
  const stgBucket = bucketOf('stg', '222222222222');
  const bundle = await planned('stg', stg, stgBucket);
  const early = await ctl(['apply', '--bundle', bundle.bundle.location], stg);
  expect(early).toMatchObject({ code: 1, stdout: '' });
  expect(early.stderr).toContain('dev-backup is not applied.'.replace(/^d/, 'D'));

  const second = await planned('dev', dev, DEV);
  expect(second).toMatchObject({ release: bundle.release, waiting: [] });
  const applied = await ctl(['apply', '--bundle', second.bundle.location], dev);
  expect(JSON.parse(applied.stdout)).toMatchObject({
    applied: true,
    stacks: [
      { stack: 'dev-iam', result: 'unchanged' },
      { stack: 'dev-notifications', result: 'unchanged' },
      { stack: 'dev-backup', result: 'applied' },
      { stack: 'dev-ssm-backup', result: 'applied' },
    ],
    verification: { ok: true, differences: 0 },
  });
  expect(applied.code).toBe(0);
  const { outputs } = await json(DEV, 'anyservice/dev/iam/terraform.tfstate');
  const state = JSON.stringify(await json(DEV, 'anyservice/dev/backup/terraform.tfstate'));
  expect(state).toContain(JSON.stringify(outputs.backupRoleArn.value));

  const late = await ctl(['apply', '--bundle', bundle.bundle.location], stg);
  expect(late.stderr).toContain('stg-notifications: applied');
  expect(late.code).toBe(0);
  const { by } = await json(stgBucket, 'anyservice/stg/releases/latest.json');
  expect(by).toBe('arn:aws:sts::222222222222:assumed-role/apply/stg');
}, 120_000);
