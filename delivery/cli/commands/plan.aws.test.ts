import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import { Fault } from '../../../local-aws/operation';
import { testAws, type LocalAws } from '../../../testing/aws/local-aws';
import { type FakeTerraform, fakeTerraform } from '../../../testing/terraform/fake-terraform';
import { DEV_STATES, writeTwoStacks } from '../../../testing/terraform/two-stacks';
import { backupctlMeanwhile, emptyFolder, type Ended } from '../../../testing/commands';

const { bucket: Bucket, region } = DEV_STATES;

let aws: LocalAws;
let folder: string;
let fake: FakeTerraform;

/** A plan that loses recovery points, as no Terraform without the AWS provider could make one. */
const DELETED_VAULT = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  applyable: true,
  resource_changes: [
    {
      address: 'aws_backup_vault.EC2',
      mode: 'managed',
      type: 'aws_backup_vault',
      name: 'EC2',
      change: { actions: ['delete'], before: { name: 'EC2' }, after: null, after_unknown: {} },
    },
  ],
};

const ctl = (...args: readonly string[]): Promise<Ended> =>
  backupctlMeanwhile(args, folder, { ...aws.variables, PATH: fake.PATH });
const plan = (...more: readonly string[]) => ctl('plan', '--environment', 'dev', '--from', 'app', ...more);

function accept(): void {
  const reason = 'the vault is empty';
  const entry = { rule: 'vault-removed', address: 'aws_backup_vault.EC2', reason, expires: '2999-12-31' };
  writeFileSync(path.join(folder, 'review-accepted.json'), JSON.stringify([entry]));
}

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials });
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
});

beforeEach(() => {
  aws.standIn.reset();
  folder = emptyFolder();
  fake = fakeTerraform(DELETED_VAULT);
  writeTwoStacks(path.join(folder, 'app'), {});
});

afterAll(() => aws.stop());

test('E plan hands nothing over while something that cannot be undone is not accepted, and apply refuses it', async () => {
  const { code, stdout, stderr } = await plan('--stack', 'dev-iam');
  expect(stdout).toMatch(/^CRITICAL {2}/m);
  expect(stderr).toContain('The review has critical findings that are not accepted: no bundle is written.');
  expect([code, existsSync(path.join(folder, 'cdktf.out', 'plans'))]).toEqual([1, false]);

  accept();
  const accepted = await plan('--stack', 'dev-iam', '--out', 'bundle.zip');
  expect(accepted.stderr).toContain('Not selected: dev-backup');
  expect(accepted.code).toBe(0);

  // What is accepted counts when it is applied, too.
  writeFileSync(path.join(folder, 'review-accepted.json'), '[]');
  const refused = await ctl('apply', '--bundle', 'bundle.zip', '--from', 'app');
  expect(refused.stderr).toContain('bundle.zip is refused: its review has critical findings that are not accepted.');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(fake.asked()).not.toContain('apply');
});

test('E a wrong file of accepted findings is refused before Terraform is asked', async () => {
  writeFileSync(path.join(folder, 'review-accepted.json'), '{}');
  const { code, stderr } = await plan();
  expect(stderr).toContain('review-accepted.json is refused: 1 problem');
  expect([code, fake.asked()]).toEqual([1, '']);
});

test('E the markdown of a plan fences its tables', async () => {
  const { stdout } = await plan('--stack', 'dev-iam', '--format', 'markdown');
  expect(stdout).toContain('```text\nSTACK');
});

test.each([
  [
    ['--stack', 'dev-vault', 'dev-iam'],
    'dev has no stack dev-vault.\n→ specify one or more of dev-iam, dev-backup with --stack',
  ],
  ...[
    's3://public-bucket/x.zip',
    `s3://${Bucket}/anyservice/dev/iam/terraform.tfstate`,
    `s3://${Bucket}/anyservice/stg/bundles/x.zip`,
    `s3://${Bucket}/anyservice/dev/bundles/`,
    's3:/x.zip',
  ].map((out): [string[], string] => [
    ['--out', out],
    `${out} is not in the bundle folder of dev: plans contain secrets in plain text, and expire only there.\n→ write the bundle to s3://${Bucket}/anyservice/dev/bundles/NAME.zip, or to a file`,
  ]),
  [['--from', 'nowhere'], 'nowhere is not an output folder of synth'],
  [['--environment', 'stg'], 'The credentials belong to account 111111111111, not to the account of stg 222222222222.'],
  [
    ['--environment', 'qa'],
    'The configuration has no environment "qa".\n→ specify one of dev, stg, prod, organizations',
  ],
])('E wrong usage, %j, ends with 2 before Terraform is asked', async (args, message) => {
  const { code, stdout, stderr } = await plan(...args);
  expect(stderr).toContain(message);
  expect([code, stdout, fake.asked()]).toEqual([2, '', '']);
});

test('E what is there of another environment is not planned for this one', async () => {
  const app = path.join(folder, 'app');
  const file = path.join(app, 'stacks', 'dev-iam', 'cdk.tf.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('anyservice/dev/iam/', 'anyservice/dev-iam/iam/'));
  const { stderr } = await plan('--stack', 'dev-iam');
  expect(stderr).toContain('dev has no stack dev-iam.');
});

test('E a bundle that S3 does not take or give names the permission', async () => {
  const key = 'anyservice/dev/bundles/x.zip';
  accept();
  for (const [method, args] of [
    ['PUT', ['plan', '--environment', 'dev', '--stack', 'dev-iam', '--out', `s3://${Bucket}/${key}`]],
    ['GET', ['apply', '--bundle', `s3://${Bucket}/${key}`]],
  ] as const) {
    aws.standIn.fail(`s3:${method} /${Bucket}/${key}`, [new Fault('AccessDenied', 'Access Denied', 403)]);
    const { code, stdout, stderr } = await ctl(...args, '--from', 'app');
    const action = method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
    expect(stderr).toContain(
      `The caller is not authorized to perform ${action} on arn:aws:s3:::${Bucket}/${key} (Access Denied).\n→ allow it, and the use of the bucket's key`,
    );
    expect([code, stdout]).toEqual([3, '']);
  }
});

test('E an apply whose record S3 does not take says what is applied all the same', async () => {
  accept();
  await plan('--stack', 'dev-iam', '--out', 'bundle.zip');
  aws.standIn.fail(`s3:PUT /${Bucket}/anyservice/dev/releases/latest.json`, [
    new Fault('AccessDenied', 'Access Denied', 403),
  ]);
  const { code, stderr } = await ctl('apply', '--bundle', 'bundle.zip', '--from', 'app');
  expect(fake.asked()).toContain('apply -input=false plan.tfplan -no-color');
  expect(stderr).toContain(
    'This happened after the apply, which has no record: dev-iam (applied)\n→ plan and apply again',
  );
  expect(code).toBe(3);
});

test('E names a state bucket that does not exist yet, and how to create it', async () => {
  const bundle = 's3://anyservice-stg-tfstate-222222222222/anyservice/stg/bundles/x.zip';
  const { code, stderr } = await ctl('apply', '--bundle', bundle, '--from', 'app');
  expect(stderr).toContain(
    'There is no bucket anyservice-stg-tfstate-222222222222.\n→ create the bucket of an environment with npx backupctl bootstrap',
  );
  expect(code).toBe(3);
});

test('E a bundle that is not there, or not in a state bucket, is wrong usage', async () => {
  const gone = await ctl('apply', '--bundle', `s3://${Bucket}/gone.zip`, '--from', 'app');
  expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining(`There is no s3://${Bucket}/gone.zip.`) });
  const elsewhere = await ctl('apply', '--bundle', 's3://elsewhere/gone.zip', '--from', 'app');
  expect(elsewhere.stderr).toContain('elsewhere is not the state bucket of any environment.');
  expect(elsewhere.code).toBe(2);
});

test('E Terraform works as the profile whose account was looked at, whatever keys the environment has', async () => {
  const seen = path.join(folder, 'seen');
  fake = fakeTerraform(DELETED_VAULT, `init) env | grep -E '^(AWS_(PROF|ACC|SEC|SES)|TF_PLUGIN)' | sort > ${seen} ;;`);
  const config = path.join(folder, 'config');
  writeFileSync(config, '[profile dev]\naws_access_key_id = local\naws_secret_access_key = local\n');
  await backupctlMeanwhile(['plan', '--environment', 'dev', '--from', 'app', '--profile', 'dev'], folder, {
    ...aws.variables,
    PATH: fake.PATH,
    AWS_CONFIG_FILE: config,
    AWS_ACCESS_KEY_ID: 'of-another-account',
    TF_PLUGIN_CACHE_DIR: 'providers',
  });
  expect(readFileSync(seen, 'utf8')).toBe(
    `AWS_ACCESS_KEY_ID=\nAWS_PROFILE=dev\nAWS_SECRET_ACCESS_KEY=\nAWS_SESSION_TOKEN=\nTF_PLUGIN_CACHE_DIR=${path.join(folder, 'providers')}\n`,
  );
});

test('E plans leave nothing behind where temporary files lie', async () => {
  const TMPDIR = emptyFolder();
  await backupctlMeanwhile(['plan', '--environment', 'dev', '--from', 'app'], folder, {
    ...aws.variables,
    PATH: fake.PATH,
    TMPDIR,
  });
  mkdirSync(path.join(TMPDIR, 'there'));
  expect(readdirSync(TMPDIR)).toEqual(['there']);
});
