import { readdirSync } from 'node:fs';

import type { FoundAccount, FoundRegion } from '../../domain/adopt/found';
import { ACCOUNT, fillAccount, makeOthers, REGION, SECRET, TOPIC } from '../../testing/aws/adoptable-account';
import { type LocalAws, testAws } from '../../testing/aws/local-aws';
import { backupctl, emptyFolder } from '../../testing/commands';

let aws: LocalAws;
let keyId: string;

beforeAll(async () => {
  aws = await testAws(ACCOUNT);
  keyId = await makeOthers(aws);
});

beforeEach(async () => {
  aws.standIn.reset();
  await fillAccount(aws, keyId);
  aws.standIn.actions.length = 0;
});

afterAll(() => aws.stop());

const adopt = (folder = emptyFolder(), args: readonly string[] = ['--regions', `${REGION},us-east-1`]) =>
  backupctl(['adopt', '--environment', 'company', '--out', '.', '--json', ...args], folder, aws.variables);

function regionOf({ regions }: FoundAccount): FoundRegion {
  const found = regions[REGION];
  if (!found) throw new Error(`${REGION} was not read`);
  return found;
}

test('X1 finds everything that an account has, and changes nothing', async () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = await adopt(folder);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`reading vaults in ${REGION}: 1 of 3\n`)]);
  const found: FoundAccount = JSON.parse(stdout);
  const { vaults, plans, topics, keys, eventRules, windows, documents, settings } = regionOf(found);
  expect(vaults.map(({ name, type, lock, tags }) => [name, type, lock, tags])).toEqual([
    ['AirGapped', 'air-gapped', { mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 35 }, {}],
    ['Default', 'vault', undefined, {}],
    ['Locked', 'vault', { mode: 'compliance', minRetentionDays: 7 }, { team: 'ops' }],
  ]);
  expect(vaults[2]).toMatchObject({
    keyArn: expect.stringContaining(`:key/${keyId}`),
    notifications: { topicArn: TOPIC, events: ['BACKUP_JOB_COMPLETED'] },
    accessPolicy: expect.stringContaining('backup:DeleteRecoveryPoint'),
    recoveryPoints: 0,
    unread: [],
  });
  expect(plans.map(({ name, unsupported, tags }) => [name, unsupported, tags]).toSorted()).toEqual([
    ['Company', [], {}],
    ['Company', ['S3: BackupACLs=enabled'], { team: 'ops' }],
  ]);
  const [plan] = plans.filter(({ selections }) => selections.length > 0);
  expect(plan?.rules).toEqual([
    {
      name: 'Nightly',
      vault: 'Locked',
      schedule: 'cron(0 3 * * ? *)',
      timezone: 'Etc/UTC',
      startWindowMinutes: 480,
      completionWindowMinutes: 10_080,
      deleteAfterDays: 35,
      archive: false,
      continuous: false,
      recoveryPointTags: {},
      copies: [{ vault: 'Copies', region: 'us-east-1', accountId: ACCOUNT, archive: false }],
    },
  ]);
  expect(plan?.selections.map(({ name, roleArn, terms }) => [name, roleArn, terms.any, terms.resources])).toEqual([
    ['by-tag', `arn:aws:iam::${ACCOUNT}:role/Deleted`, [{ key: 'Backup', value: 'yes' }], []],
    ['volumes', `arn:aws:iam::${ACCOUNT}:role/company/CompanyBackup`, [], ['arn:aws:ec2:*:*:volume/*']],
  ]);
  expect(topics).toEqual([
    expect.objectContaining({
      name: 'ops-alerts',
      displayName: 'Ops',
      keyId: 'alias/company-backup',
      settings: {},
      tags: { team: 'ops' },
      unread: [],
    }),
  ]);
  expect(keys).toEqual([
    expect.objectContaining({
      id: keyId,
      aliases: ['alias/company-backup'],
      manager: 'CUSTOMER',
      state: 'Enabled',
      isRotated: true,
    }),
  ]);
  expect(settings).toEqual({ optIn: { EC2: true, EFS: false }, management: {} });
  expect(eventRules.map(({ name, enabled, targetArns }) => [name, enabled, targetArns])).toEqual([
    ['backup-failures', true, [TOPIC]],
    ['backup-to-logs', false, []],
  ]);
  expect(windows.map(({ name, tasks, targets }) => [name, tasks[0]?.document, targets[0]?.tags]).toSorted()).toEqual([
    ['aws-images', 'AWS-CreateImage', { Image: ['nightly'] }],
    ['images', 'NightlyImages', { Image: ['nightly'] }],
  ]);
  expect(documents.map(({ name }) => name)).toEqual(['NightlyImages']);
  expect(found.regions['us-east-1']?.vaults.map(({ name }) => name)).toEqual(['Copies']);
  expect(found.roles).toEqual([
    expect.objectContaining({
      name: 'CompanyBackup',
      path: '/company/',
      policyArns: [`arn:aws:iam::${ACCOUNT}:policy/CompanyBackupKeys`],
      inlinePolicyNames: ['inline'],
      tags: { team: 'ops' },
    }),
  ]);
  expect(found.policies).toEqual([
    { arn: `arn:aws:iam::${ACCOUNT}:policy/CompanyBackupKeys`, document: expect.stringContaining('kms:Decrypt') },
  ]);
  expect(found.denied).toEqual([]);
  expect(new Set(aws.standIn.actions.filter((action) => !/:(Get|List|Describe)/.test(action)))).toEqual(new Set());
  // Only the result remains.
  expect(readdirSync(folder)).toEqual([]);
});

test('X1 shows no secret of a webhook, and writes none', async () => {
  const { stdout, stderr } = await adopt();
  const subscriptions = regionOf(JSON.parse(stdout)).topics.flatMap((topic) => topic.subscriptions);
  expect(subscriptions.map(({ protocol, endpoint, settings }) => [protocol, endpoint, settings])).toEqual([
    ['email', 'ops@example.com', {}],
    ['https', 'https://hooks.example.com', { RawMessageDelivery: 'true' }],
  ]);
  expect(`${stdout}${stderr}`).not.toContain(SECRET);
});
