import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { CreateOpenIDConnectProviderCommand, IAMClient } from '@aws-sdk/client-iam';

import { shadowApp } from '../../../testing/terraform/shadow-app';
import { startStateStore, type StateStore } from '../../../testing/terraform/state-store';
import { backupctlMeanwhile, changedEnvironments, emptyFolder } from '../../../testing/commands';

const BUCKET = 'anyservice-dev-tfstate-111111111111';
const KEY = 'anyservice/dev/state-bootstrap/terraform.tfstate';

let store: StateStore;
let shadow: string;

/** The shipped app as its shadow, in which the bucket of the states is really made. */
beforeAll(async () => {
  store = await startStateStore('111111111111');
  const synthesized = emptyFolder();
  const { code, stderr } = await backupctlMeanwhile(['synth'], synthesized, {});
  if (code !== 0) throw new Error(stderr);
  shadow = path.join(synthesized, 'cdktf.out');
  for (const { name, folder, json, backend } of shadowApp(shadow)) {
    if (!name.endsWith('-state-bootstrap')) continue;
    const command = `node -e 'fetch("${store.variables['AWS_ENDPOINT_URL']}/${backend.bucket}", {method: "PUT", headers: {authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"}, body: "<CreateBucketConfiguration><LocationConstraint>${backend.region}</LocationConstraint></CreateBucketConfiguration>"}).then(({ok}) => process.exit(ok ? 0 : 1))'`;
    const made = Object.entries<any>(json['resource'].terraform_data).filter(([id]) =>
      id.startsWith('aws_s3_bucket--'),
    );
    for (const [, bucket] of made) bucket.provisioner = [{ 'local-exec': { command } }];
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
  }
});

afterAll(() => store.stop());

const bootstrap = (folder: string, args: readonly string[], variables: Record<string, string> = {}) =>
  backupctlMeanwhile(['bootstrap', '--from', shadow, ...args], folder, { ...store.variables, ...variables });

/** A folder of programs in which terraform fails where it is asked for something, or right after it has done it. */
function terraformFailing(at: 'before' | 'after', argument: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'terraform-'));
  const others = (process.env['PATH'] ?? '').split(path.delimiter);
  const real = others.map((each) => path.join(each, 'terraform')).find((each) => existsSync(each));
  const done = at === 'after' ? `${real} "$@"; ` : '';
  const script = `#!/bin/sh\ncase "$*" in *"${argument}"*) ${done}echo 'Error: no network' >&2; exit 1;; esac\nexec ${real} "$@"\n`;
  writeFileSync(path.join(folder, 'terraform'), script, { mode: 0o755 });
  return [folder, ...others].join(path.delimiter);
}

/** moto believes every signature. */
const SIGNED = {
  'content-type': 'application/json',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

const ids = (state: unknown): unknown =>
  (state as { resources: { name: string; instances: { attributes: { id: string } }[] }[] }).resources.map(
    ({ name, instances }) => [name, instances[0]?.attributes.id],
  );

// One after the other, as an account comes into being.

test('E1 bootstrap prints every step with --dry-run, and changes nothing', async () => {
  const folder = emptyFolder();
  const { code, stdout } = await bootstrap(folder, ['--environment', 'dev', '--dry-run']);
  expect(stdout).toContain(`Bootstrap of dev, account 111111111111: the bucket ${BUCKET} does not exist yet.`);
  expect(stdout.match(/^\d +(?:synthesize|lay out|initialize|plan|apply|move|verify|clean up) +to do$/gm)).toHaveLength(
    8,
  );
  expect(stdout).toContain('6  rm .bootstrap/dev/backend_override.tf.json && terraform');
  expect(code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('E1 bootstrap does nothing without a yes', async () => {
  const { code, stderr } = await bootstrap(emptyFolder(), ['--environment', 'dev']);
  expect(stderr).toBe(
    'bootstrap changes the account, and requires --yes.\n→ check the steps with --dry-run, then add --yes\n',
  );
  expect(code).toBe(2);
});

test('E1 bootstrap refuses another account, and an environment that others bootstrap', async () => {
  const other = await bootstrap(emptyFolder(), ['--environment', 'prod', '--yes']);
  expect(other.stderr).toContain(
    'The credentials belong to account 111111111111, not to the account of prod 333333333333.',
  );
  expect(other.code).toBe(2);
  const BACKUP_ENVIRONMENTS_DIR = changedEnvironments({
    'dev.ts': (text) => text.replace(/ {2}bootstrap: .*\n/, ''),
  });
  const none = await bootstrap(emptyFolder(), ['--environment', 'dev', '--yes'], { BACKUP_ENVIRONMENTS_DIR });
  expect(none.stderr).toContain(`dev.ts has no bootstrap: the bucket ${BUCKET} and the roles are created elsewhere.`);
  expect(none.code).toBe(2);
});

test('E1 bootstrap notes beside its answer that plans of the organization run as administrators of the members', async () => {
  const moto = await startStateStore('999999999999');
  const args = ['--environment', 'organizations', '--dry-run', '--json'];
  const { code, stdout, stderr } = await bootstrap(emptyFolder(), args, moto.variables);
  await moto.stop();
  expect(stderr).toContain('Note: backupctl-plan can assume only backupctl-member-plan in 5 member');
  expect(JSON.parse(stdout)).toMatchObject({ environment: 'organizations', done: false });
  expect(code).toBe(0);
});

const folder = emptyFolder();
const local = path.join(folder, '.bootstrap', 'dev', 'terraform.tfstate');
let applied: unknown;

test('E1 bootstrap keeps the local state when it is broken off before the move', async () => {
  const PATH = terraformFailing('before', '-migrate-state');
  const { code, stderr } = await bootstrap(folder, ['--environment', 'dev', '--yes'], { PATH });
  expect(stderr).toContain('terraform init of dev-state-bootstrap failed:');
  expect(code).toBe(3);
  applied = ids(JSON.parse(readFileSync(local, 'utf8')));
  expect(applied).not.toEqual([]);
  expect(await store.keys(BUCKET)).toEqual([]);
  const { stdout } = await bootstrap(folder, ['--environment', 'dev', '--dry-run']);
  expect(stdout).toContain('started, with its state in .bootstrap/dev');
});

test('E1 bootstrap reports who holds the lock of the bucket while the state must be moved, and how to remove it', async () => {
  const lock = {
    ID: '9e8c0a3e',
    Operation: 'move',
    Who: 'me@desk',
    Version: '1.11.4',
    Created: '2026-11-21T09:00:00Z',
  };
  const at = `${store.variables['AWS_ENDPOINT_URL']}/${BUCKET}/${KEY}.tflock`;
  await fetch(at, { method: 'PUT', headers: SIGNED, body: JSON.stringify(lock) });
  const { code, stderr } = await bootstrap(folder, ['--environment', 'dev', '--yes']);
  expect(stderr).toContain('dev-state-bootstrap is locked by me@desk (move) for ');
  expect(stderr).toContain(`and try again:\n    aws s3 rm s3://${BUCKET}/${KEY}.tflock\n`);
  expect(stderr).not.toContain('force-unlock');
  expect(code).toBe(3);
  await fetch(at, { method: 'DELETE', headers: SIGNED });
});

test('E1 bootstrap keeps the local state when it is broken off right after the move', async () => {
  const PATH = terraformFailing('after', '-migrate-state');
  const { code } = await bootstrap(folder, ['--environment', 'dev', '--yes'], { PATH });
  expect(code).toBe(3);
  expect(await store.keys(BUCKET)).toEqual([KEY]);
  expect(existsSync(local)).toBe(true);
});

test('E1 bootstrap refuses to drop a local state that knows what the bucket does not', async () => {
  const written = readFileSync(local, 'utf8');
  writeFileSync(local, written.replaceAll('"name": "aws_s3_bucket--', '"name": "begun-elsewhere--'));
  const { code, stderr } = await bootstrap(folder, ['--environment', 'dev', '--yes']);
  expect(stderr).toMatch(
    /they are separate bootstraps:\n {2}terraform_data\.begun-elsewhere--\S+\n→ move that file to a safe place/,
  );
  expect(code).toBe(1);
  expect(existsSync(local)).toBe(true);
  writeFileSync(local, written);
});

test('E1 bootstrap continues where it was interrupted, and drops the local state once the bucket has all of it', async () => {
  const { code, stdout, stderr } = await bootstrap(folder, ['--environment', 'dev', '--yes']);
  expect([stderr, code]).toEqual([expect.not.stringContaining('terraform apply'), 0]);
  expect(stdout).toContain(`dev is bootstrapped: its state is in s3://${BUCKET}/${KEY}, and AWS matches it.`);
  expect(stdout).toMatch(
    /^ENVIRONMENT +dev-plan\nAWS_ROLE_ARN +arn:aws:iam::111111111111:role\/backupctl-plan\nAWS_REGION +ap-northeast-1\nBUNDLES +s3:.*\/anyservice\/dev\/bundles$/m,
  );
  expect(stdout).toMatch(
    /^ENVIRONMENT +dev\nAWS_ROLE_ARN +arn:aws:iam::111111111111:role\/backupctl-apply\nAWS_REGION +ap-northeast-1$/m,
  );
  // The same resources, known by the state in the bucket; no lock, and no local copy.
  expect(await store.keys(BUCKET)).toEqual([KEY]);
  expect(ids(await store.state(BUCKET, KEY))).toEqual(applied);
  expect(existsSync(path.dirname(local))).toBe(false);
});

test('E1 bootstrap first writes the state that an earlier run could not write to the bucket', async () => {
  const other = emptyFolder();
  const at = path.join(other, '.bootstrap', 'dev');
  const state = await store.state(BUCKET, KEY);
  const serial = state.serial + 5;
  mkdirSync(at, { recursive: true });
  writeFileSync(path.join(at, 'errored.tfstate'), JSON.stringify({ ...state, serial }));
  const { code, stderr } = await bootstrap(other, ['--environment', 'dev', '--yes']);
  expect([stderr, code]).toEqual([expect.stringMatching(/state push errored\.tfstate[^]*no changes/), 0]);
  expect((await store.state(BUCKET, KEY)).serial).toBeGreaterThanOrEqual(serial);
  expect(existsSync(at)).toBe(false);
});

test('E1 bootstrap changes nothing the second time, from wherever it is run', async () => {
  const before = await store.state(BUCKET, KEY);
  const again = await bootstrap(emptyFolder(), ['--environment', 'dev', '--yes', '--json']);
  expect([again.stderr, again.code]).toEqual([expect.stringContaining('no changes'), 0]);
  expect(JSON.parse(again.stdout)).toMatchObject({
    environment: 'dev',
    bucket: BUCKET,
    key: KEY,
    done: true,
    roles: { plan: 'arn:aws:iam::111111111111:role/backupctl-plan' },
  });
  expect(await store.state(BUCKET, KEY)).toEqual(before);
});

test('E1 bootstrap applies what has changed since, with the state where it is', async () => {
  const file = path.join(shadow, 'stacks', 'dev-state-bootstrap', 'cdk.tf.json');
  const written = readFileSync(file, 'utf8');
  writeFileSync(file, written.replaceAll('"noncurrent_days":90', '"noncurrent_days":30'));
  const { code, stderr } = await bootstrap(emptyFolder(), ['--environment', 'dev', '--yes']);
  writeFileSync(file, written);
  expect([stderr, code]).toEqual([expect.stringContaining('terraform apply bootstrap.tfplan'), 0]);
  expect(JSON.stringify(await store.state(BUCKET, KEY))).toContain('"noncurrent_days":30');
});

test('E1 bootstrap refuses a bucket that no state knows, and says how to import it', async () => {
  const BACKUP_ENVIRONMENTS_DIR = changedEnvironments({
    'dev.ts': (text) => text.replaceAll(BUCKET, 'made-by-hand'),
  });
  await store.makeBucket('made-by-hand', 'ap-northeast-1');
  const shown = await bootstrap(emptyFolder(), ['--environment', 'dev', '--dry-run'], { BACKUP_ENVIRONMENTS_DIR });
  expect(shown.stdout).toContain('but is in no state: import it after step 3.');
  const { code, stderr } = await bootstrap(emptyFolder(), ['--environment', 'dev', '--yes'], {
    BACKUP_ENVIRONMENTS_DIR,
  });
  expect(stderr).toContain('The bucket made-by-hand exists, but is in no state');
  expect(stderr).toMatch(/terraform -chdir=\.bootstrap\/dev import aws_s3_bucket\.\S+ made-by-hand/);
  expect(code).toBe(1);
  expect(await store.keys('made-by-hand')).toEqual([]);
});

test('E1 bootstrap refuses an identity provider that others have made, before it makes anything', async () => {
  const iam = new IAMClient({
    region: 'us-east-1',
    endpoint: store.variables['AWS_ENDPOINT_URL'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Url = 'https://token.actions.githubusercontent.com';
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ['sts.amazonaws.com'] }));
  const elsewhere = (github: string) =>
    changedEnvironments({
      'dev.ts': (text) =>
        text.replaceAll(BUCKET, 'not-made-yet').replace(/(?<=bootstrap: \{ github: \{ repository: '[^']*')/, github),
    });
  const createdHere = { BACKUP_ENVIRONMENTS_DIR: elsewhere('') };
  const { code, stderr } = await bootstrap(emptyFolder(), ['--environment', 'dev', '--yes'], createdHere);
  expect(stderr).toBe(
    "The account already has GitHub's identity provider, and can have only one.\n→ write identityProvider: 'existing' next to bootstrap.github.repository\n",
  );
  expect(code).toBe(1);
  const started = emptyFolder();
  mkdirSync(path.join(started, '.bootstrap', 'dev'), { recursive: true });
  const again = await bootstrap(started, ['--environment', 'dev', '--yes'], createdHere);
  // The shadow has no resource of the type.
  expect(again.stderr).toContain(
    "→ if a bootstrap that was killed created it, import it instead:\n    terraform -chdir=.bootstrap/dev init -input=false\n    terraform -chdir=.bootstrap/dev import -input=false 'aws_iam_openid_connect_provider.ID' arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com\n",
  );
  const existing = { BACKUP_ENVIRONMENTS_DIR: elsewhere(", identityProvider: 'existing'") };
  const taken = await bootstrap(emptyFolder(), ['--environment', 'dev', '--dry-run'], existing);
  expect([taken.stderr, taken.code]).toEqual(['', 0]);
});
