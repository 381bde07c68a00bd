import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type BucketLocationConstraint, CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { backupctlMeanwhile, emptyFolder } from '../testing/commands';
import { loadConfiguration } from '#environments';
import type { Environment } from '../environments/schema';
import { BY_ROLE } from '../local-aws/moto';
import { accountOf, type Credentials } from '../local-aws/seed/account';
import { seedNotifications } from '../local-aws/seed/notifications';
import { seedPlans } from '../local-aws/seed/plans';
import { seedVaults } from '../local-aws/seed/vaults';
import { seedWindow } from '../local-aws/seed/window';
import { testAws, type LocalAws } from '../testing/aws/local-aws';
import { shadowApp } from '../testing/terraform/shadow-app';

const PAGE = readFileSync(path.join(__dirname, 'promotion.md'), 'utf8');
const STEPS = [...PAGE.matchAll(/^```console\n\$ npx backupctl (.*)\n([^]*?)^```$/gm)].map(
  ([, command = '', printed = '']) => ({ command, printed }),
);
/** Of the promotion that is refused. */
const REFUSED = 5;

let aws: LocalAws;
let environments: readonly Environment[];
let folder: string;
const credentials = new Map<string, Credentials>();
/** The release on the page. */
let release = 'not planned yet';

/** The variables that make the account of an environment the caller's. */
function variablesOf(name: string): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials.get(name) as Credentials;
  return {
    ...aws.variables,
    TF_CLI_CONFIG_FILE: '/dev/null',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

/** Without what differs in every run, and without progress lines. */
const steady = (text: string) =>
  text
    .replaceAll(/^\S+: (initializing|planning|planned.*|applying|applied|no changes|looking for drift)\n/gm, '')
    .replaceAll(/^(?:asking|reading|checking) .*\n/gm, '')
    .replaceAll(/\(commit [^)]+\)/g, '(commit …)')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT')
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'SHA256')
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'RELEASE')
    .replaceAll(/ +$/gm, '')
    .trimEnd();

/** What is on the page, where `[…]` is what was left out. */
const pattern = (printed: string) =>
  new RegExp(
    `^${steady(printed)
      .split('[…]')
      .map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
      .join('[^]*')}$`,
  );

beforeAll(async () => {
  folder = emptyFolder();
  aws = await testAws(BY_ROLE);
  ({ environments } = await loadConfiguration('environments', new Date()));
  const { url: endpoint } = aws.standIn;
  const local = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sts = new STSClient({ region: 'ap-northeast-1', endpoint, credentials: local });
  for (const { name, accountId } of environments) {
    const role = { RoleArn: `arn:aws:iam::${accountId}:role/backupctl-apply`, RoleSessionName: 'run-1' };
    const { Credentials: given } = await sts.send(new AssumeRoleCommand(role));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
    credentials.set(name, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
  }
});

const s3Of = ({ name, state }: Environment) =>
  new S3Client({
    region: state.region,
    endpoint: aws.standIn.url,
    credentials: credentials.get(name) as Credentials,
  });

/** What bootstrap and apply would make in the three accounts. */
async function makeAccounts(): Promise<void> {
  for (const environment of environments) {
    const { state } = environment;
    const place = { LocationConstraint: state.region as BucketLocationConstraint };
    const bucket = { Bucket: state.bucket, CreateBucketConfiguration: place };
    await s3Of(environment).send(new CreateBucketCommand(bucket));
    const account = accountOf(aws.standIn, environment, credentials.get(environment.name));
    await seedNotifications(account);
    await seedVaults(account);
    await seedPlans(account);
    await seedWindow(account);
  }
}

afterAll(() => aws.stop());

test('E the page shows what happens to a release on its way to prod', async () => {
  expect(STEPS).toHaveLength(15);
  let digest = '';
  let bundle = '';
  for (const [index, { command, printed }] of STEPS.entries()) {
    const [, name = 'dev'] = /(?:--environment |--to |plans\/)(\w+)/.exec(command) ?? [];
    const approved = command.replace(/--bundle \S+ --sha256 \S+/, `--bundle ${bundle} --sha256 ${digest}`);
    const from = index === 0 ? [] : ['--from', 'shadow'];
    const { code, stdout, stderr } = await backupctlMeanwhile(
      [...approved.split(' '), ...from],
      folder,
      variablesOf(name),
    );
    expect([command, steady(stdout + stderr)]).toEqual([command, expect.stringMatching(pattern(printed))]);
    expect([command, code]).toEqual([command, index === REFUSED ? 1 : 0]);
    [, release = release] = /^Release (\w{12}) /m.exec(stdout) ?? [];
    [, bundle = '', digest = ''] = /^Bundle (\S+)\nsha256 (\S+)$/m.exec(stdout) ?? [];
    if (index > 0) continue;
    await makeAccounts();
    cpSync(path.join(folder, 'cdktf.out'), path.join(folder, 'shadow'), { recursive: true });
    shadowApp(path.join(folder, 'shadow'));
  }
});

test('E the second level has read what the first one published, and the whole is verified', async () => {
  for (const environment of environments) {
    const { name, state } = environment;
    const json = async (key: string): Promise<any> => {
      const asked = { Bucket: state.bucket, Key: `anyservice/${name}/${key}` };
      const { Body } = await s3Of(environment).send(new GetObjectCommand(asked));
      return JSON.parse((await Body?.transformToString()) ?? '');
    };
    const { outputs } = await json('iam/terraform.tfstate');
    const reader = JSON.stringify(await json('backup/terraform.tfstate'));
    expect(reader).toContain(JSON.stringify(outputs.backupRoleArn.value));
    expect(await json('releases/latest.json')).toMatchObject({
      release: expect.stringMatching(`^${release}`),
      verification: { ok: true },
    });
  }
});
