import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { Fault } from '../../../local-aws/operation';
import { testAws, type LocalAws } from '../../../testing/aws/local-aws';
import { backupctl, changedEnvironments, emptyFolder, filesOf, type Ended } from '../../../testing/commands';
import { DEV_STATES } from '../../../testing/terraform/two-stacks';

const { bucket: Bucket, region } = DEV_STATES;
const environments = changedEnvironments({});
const file = path.join(environments, 'dev.imports.json');
const output = emptyFolder();

let aws: LocalAws;
let s3: S3Client;
let addresses: { readonly vault: string; readonly role: string };

const finish = (...more: readonly string[]): Promise<Ended> =>
  backupctl(['adopt', 'finish', '--environment', 'dev', ...more], output, {
    ...aws.variables,
    BACKUP_ENVIRONMENTS_DIR: environments,
    AWS_MAX_ATTEMPTS: '1',
  });

/** A state with these addresses. */
const putState = (stack: string, ...all: readonly string[]): Promise<unknown> => {
  const resources = all.map((address) => {
    const [type, name] = address.split('.');
    return { mode: 'managed', type, name, instances: [{ attributes: { id: 'x' } }] };
  });
  const Key = `anyservice/dev/${stack}/terraform.tfstate`;
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify({ version: 4, resources }) }));
};

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ region, endpoint: aws.standIn.url, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  await backupctl(['synth'], output, { BACKUP_ENVIRONMENTS_DIR: environments });
  const stack = (name: string) =>
    JSON.parse(filesOf(output)[`cdktf.out/stacks/dev-${name}/cdk.tf.json`] ?? '').resource;
  addresses = {
    vault: `aws_backup_vault.${Object.keys(stack('backup').aws_backup_vault)[0]}`,
    role: `aws_iam_role.${Object.keys(stack('iam').aws_iam_role)[0]}`,
  };
});

beforeEach(() => {
  aws.standIn.reset();
  const { vault, role } = addresses;
  const imports = { backup: [{ to: vault, id: 'EC2' }], iam: [{ to: role, id: 'backup' }] };
  writeFileSync(file, JSON.stringify(imports));
});

afterAll(() => aws.stop());

test('X2 keeps the imports until every address is in its state, and then removes them', async () => {
  const { vault, role } = addresses;
  await putState('iam', role);
  expect(await finish()).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(
      `${file} stays: 1 of 2 addresses are in no state.\n  backup: ${vault} (EC2)\n→ plan and apply them: npx backupctl plan --environment dev`,
    ),
  });
  // The address is in the state of another stack.
  await putState('iam', role, vault);
  const { code, stdout } = await finish('--json');
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    { file, imported: 2, missing: [{ stack: 'backup', to: vault, id: 'EC2' }], removed: false },
  ]);
  expect(existsSync(file)).toBe(true);

  await putState('backup', vault);
  expect(await finish()).toMatchObject({ code: 0, stdout: `Removed ${file}: the states have all 2 addresses.\n` });
  expect(existsSync(file)).toBe(false);
  expect(await finish()).toMatchObject({ code: 0, stdout: `There is no ${file}: nothing is left to import.\n` });
});

test.each([
  [
    'a denied read',
    new Fault('AccessDenied', 'no', 403),
    'The caller is not authorized to perform s3:GetObject on arn:aws:s3:::',
  ],
  ['a failed read', new Fault('InternalError', 'We encountered an internal error.', 500), 'internal error'],
])('X2 keeps the imports after %s: doubt is no proof', async (_, fault, message) => {
  aws.standIn.fail(`s3:GET /${Bucket}/anyservice/dev/backup/terraform.tfstate`, [fault]);
  const { code, stderr } = await finish();
  expect([code, stderr]).toEqual([3, expect.stringContaining(message)]);
  expect(existsSync(file)).toBe(true);
});
