import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { FoundAccount, FoundRegion } from '../../domain/adopt/found';
import type { AdoptReport } from '../../domain/adopt/report';
import { Fault } from '../../local-aws/operation';
import { ACCOUNT, fillAccount, makeOthers, REGION, SECRET, TOPIC } from '../../testing/aws/adoptable-account';
import { type LocalAws, testAws } from '../../testing/aws/local-aws';
import { adoptingEnvironments } from '../../testing/adopt/environments';
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

const ADOPTING = { BACKUP_ENVIRONMENTS_DIR: adoptingEnvironments() };
const WRITTEN = ['company.imports.json', 'company.ts'];
const foundIn = (stdout: string): FoundAccount => JSON.parse(stdout).found;

const adopt = (folder = emptyFolder(), args: readonly string[] = ['--regions', `${REGION},us-east-1`]) =>
  backupctl(['adopt', '--environment', 'company', '--out', '.', '--json', '--no-plan', ...args], folder, {
    ...aws.variables,
    ...ADOPTING,
  });

function regionOf({ regions }: FoundAccount): FoundRegion {
  const found = regions[REGION];
  if (!found) throw new Error(`${REGION} was not read`);
  return found;
}

test('X1 finds everything that an account has, and changes nothing', async () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = await adopt(folder);
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining(`reading vaults in ${REGION}: 0 of 3\nreading vaults in ${REGION}: 3 of 3\n`),
  ]);
  const found: FoundAccount = foundIn(stdout);
  const { vaults, plans, topics, keys, eventRules, windows, documents, settings, named, schedules, logRetentionDays } =
    regionOf(found);
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
    // It runs NightlyImages.
    ['images', 'Everything', { Image: ['nightly'] }],
  ]);
  expect(documents.map(({ name }) => name)).toEqual(['Everything']);
  expect(named).toEqual({
    aws_cloudwatch_event_rule: ['evtbg-rule-backup'],
    aws_cloudwatch_log_group: ['/aws/lambda/lmd-del-backup-gen'],
    aws_cloudwatch_metric_alarm: ['lmd-ssm-backup-errors'],
    aws_lambda_function: ['lmd-del-backup-gen'],
    aws_scheduler_schedule: ['evtbg-rule-ssmagentcheck'],
    aws_sqs_queue: ['ops-alerts-undelivered'],
  });
  expect(schedules).toEqual({
    'evtbg-rule-ssmagentcheck': { expression: 'cron(0 1 * * ? *)', maximumAgeSeconds: 600 },
  });
  expect(logRetentionDays).toEqual({ '/aws/lambda/lmd-del-backup-gen': 30 });
  // Functions are looked for in the region of the environment only.
  expect(aws.standIn.requests('lambda:GetFunctionConfiguration')).toHaveLength(2);
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
  expect(readdirSync(folder)).toEqual(WRITTEN);
});

test('X1 calls exactly what the policy of its page allows', async () => {
  await adopt();
  const page = readFileSync(path.join(__dirname, '../../docs/commands/adopt.md'), 'utf8');
  const [, json = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  const { Statement } = JSON.parse(json) as { readonly Statement: readonly { readonly Action: readonly string[] }[] };
  const allowed = Statement.flatMap(({ Action }) => Action);
  expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
  // STS answers without a permission.
  const called = new Set(aws.standIn.actions.filter((action) => action !== 'sts:GetCallerIdentity'));
  expect(new Set(allowed)).toEqual(called);
});

test.each([
  ['orgs/1', 0],
  ['aws/1', 0],
  ['plan-1', 3],
])('X1 a plan %s that AWS refuses to describe ends with %d', async (id, expected) => {
  const { plans } = aws.standIn.state;
  plans.splice(0, plans.length, { region: REGION, id, plan: { BackupPlanName: 'Central', Rules: [] }, selections: {} });
  const refused = new Fault('InvalidRequestException', 'The plan belongs to a service.', 400);
  for (const action of ['GetBackupPlan', 'ListBackupSelections']) aws.standIn.fail(`backup:${action}`, [refused]);
  const { code, stdout, stderr } = await adopt(undefined, ['--regions', REGION]);
  expect(code).toBe(expected);
  if (code === 0) expect(regionOf(foundIn(stdout)).plans).toMatchObject([{ id, name: 'Central', rules: [] }]);
  else expect(stderr).toContain('backup:GetBackupPlan failed: InvalidRequestException: The plan belongs to a service.');
});

test('X2 writes both files without Terraform, and says that the plan is unknown', async () => {
  const folder = emptyFolder();
  const variables = { ...aws.variables, ...ADOPTING, PATH: path.dirname(process.execPath) };
  const { code, stdout } = await backupctl(
    ['adopt', '--environment', 'company', '--out', folder, '--regions', REGION],
    emptyFolder(),
    variables,
  );
  expect([code, readdirSync(folder)]).toEqual([0, WRITTEN]);
  expect(stdout).toContain(
    'Changes of the first apply: unknown, because terraform is not in PATH. → install Terraform 1.11 or later, or add it to PATH',
  );
  const imports = JSON.parse(readFileSync(path.join(folder, 'company.imports.json'), 'utf8'));
  expect(imports.backup.map(({ id }: { readonly id: string }) => id)).toEqual([
    'Default',
    'Locked',
    'Locked',
    'Locked',
  ]);
  expect(readFileSync(path.join(folder, 'company.ts'), 'utf8')).toContain(
    "lock: { mode: 'compliance', minRetentionDays: 7, changeableForDays: 'set-before' },",
  );
});

describe('X2 the plan of the first apply', () => {
  /** Adopts with a program in place of Terraform, whose `show` and `plan` are these lines of a shell. */
  async function planned({ plan = 'true', show = "echo '{}'" }: { readonly plan?: string; readonly show?: string }) {
    const [programs, folder] = [emptyFolder(), emptyFolder()];
    const importsOf = `imports() { grep -o "\\"to\\": \\"$1[^\\"]*" cdk.tf.json | cut -d'"' -f4 | head -1; }`;
    const script = `#!/bin/sh\n${importsOf}\ncase "$1" in\nplan) ${plan} ;;\nshow) ${show} ;;\nesac\n`;
    writeFileSync(path.join(programs, 'terraform'), script, { mode: 0o755 });
    const { code, stdout, stderr } = await backupctl(
      ['adopt', '--environment', 'company', '--out', folder, '--regions', REGION, '--json'],
      emptyFolder(),
      { ...aws.variables, ...ADOPTING, PATH: `${programs}:/usr/bin:/bin` },
    );
    if (code !== 0) throw new Error(stderr);
    const { items, plan: first }: AdoptReport = JSON.parse(stdout);
    const imports: { readonly to: string }[] = JSON.parse(
      readFileSync(path.join(folder, 'company.imports.json'), 'utf8'),
    ).backup;
    const types = imports.map(({ to }) => to.replace(/\..*/, ''));
    return { items, plan: first, types, text: readFileSync(path.join(folder, 'company.ts'), 'utf8') };
  }

  const LOCK = 'aws_backup_vault_lock_configuration';
  const showing = (actions: string) =>
    `a=$(imports ${LOCK}); [ -z "$a" ] && echo '{}' || echo '{"resource_changes":[{"address":"'$a'","change":{"actions":[${actions}],"before":{"min_retention_days":7},"after":{"min_retention_days":8}}}]}'`;

  test('leaves out what it would replace, and reports it', async () => {
    const { items, types, text, plan } = await planned({ show: showing('"delete","create"') });
    expect(items.filter(({ state }) => state === 'refused')).toEqual([
      expect.objectContaining({ kind: 'lock', name: 'Locked', reason: 'the first apply would replace it' }),
    ]);
    expect([text.includes('lock:'), types.includes(LOCK), types.includes('aws_backup_vault')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(plan).toMatchObject({ unchanged: 0, changed: [], created: [] });
  });

  test('keeps what it changes in place, and shows the change', async () => {
    const { items, types, text, plan } = await planned({ show: showing('"update"') });
    expect(items.filter(({ state }) => state === 'refused')).toEqual([]);
    expect([text.includes('lock:'), types.includes(LOCK)]).toEqual([true, true]);
    expect(plan).toMatchObject({
      changed: [{ stack: 'backup', changes: [{ argument: 'min_retention_days', before: '7', after: '8' }] }],
    });
  });

  test('imports nothing that does not exist', async () => {
    const error =
      'Error: Cannot import non-existent remote object\\n\\nWhile attempting to import an existing object to\\n';
    const { types, plan } = await planned({
      plan: `a=$(imports aws_backup_vault_notifications); [ -z "$a" ] || { printf '${error}"'$a'", the provider detected that no object exists'; exit 1; }`,
    });
    expect(types).toEqual(['aws_backup_vault', 'aws_backup_vault', LOCK]);
    expect(plan).toMatchObject({ unchanged: 0 });
  });

  test('is unknown if Terraform fails otherwise', async () => {
    const { plan } = await planned({ plan: "echo 'Error: no provider'; exit 1" });
    expect(plan).toEqual({ unknown: 'Terraform failed:\n  Error: no provider' });
  });
});

test('X1 shows no secret of a webhook, and writes none', async () => {
  const { stdout, stderr } = await adopt();
  const subscriptions = regionOf(foundIn(stdout)).topics.flatMap((topic) => topic.subscriptions);
  expect(subscriptions.map(({ protocol, endpoint, settings }) => [protocol, endpoint, settings])).toEqual([
    ['email', 'ops@example.com', {}],
    ['https', 'https://hooks.example.com', { RawMessageDelivery: 'true' }],
  ]);
  expect(`${stdout}${stderr}`).not.toContain(SECRET);
});

describe('X1 denied actions', () => {
  const deny = (actions: readonly string[]) => {
    const denied = new Fault('AccessDeniedException', 'Access denied.', 403);
    for (const action of actions)
      aws.standIn.fail(
        action,
        Array.from({ length: 50 }, () => denied),
      );
  };
  const deniedIn = (stdout: string) => foundIn(stdout).denied;
  const LISTS = [
    'backup:DescribeRegionSettings',
    'backup:ListBackupPlans',
    'backup:ListBackupVaults',
    'cloudwatch:DescribeAlarms',
    'lambda:GetFunctionConfiguration',
    'logs:DescribeLogGroups',
    'scheduler:GetSchedule',
    'sqs:GetQueueUrl',
    'events:ListRules',
    'iam:GetRole',
    'kms:ListAliases',
    'sns:GetTopicAttributes',
    'ssm:DescribeMaintenanceWindows',
    'ssm:GetDocument',
  ];

  test('are all listed with what is missing, also when nothing may be read', async () => {
    deny(LISTS);
    const { code, stdout } = await adopt(undefined, ['--regions', REGION]);
    expect(code).toBe(0);
    const denied = deniedIn(stdout);
    expect(new Set(denied.map(({ action }) => action))).toEqual(new Set(LISTS));
    expect(denied).toContainEqual({ action: 'backup:ListBackupVaults', region: REGION, missing: 'vaults' });
    expect(regionOf(foundIn(stdout))).toEqual({
      vaults: [],
      plans: [],
      topics: [],
      keys: [],
      eventRules: [],
      windows: [],
      documents: [],
      named: {},
      schedules: {},
      logRetentionDays: {},
    });
  });

  test('leave the rest as it is, and mark what is not known', async () => {
    const actions = [
      'backup:GetBackupVaultAccessPolicy',
      'backup:GetBackupVaultNotifications',
      'backup:ListTags',
      'events:ListTargetsByRule',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'backup:ListBackupSelections',
      'ssm:DescribeMaintenanceWindowTargets',
    ];
    deny(actions);
    const folder = emptyFolder();
    const { code, stdout } = await adopt(folder, ['--regions', REGION]);
    expect(code).toBe(0);
    const found: FoundAccount = foundIn(stdout);
    // Without selections, there are no roles.
    const roles = actions.filter((action) => action.startsWith('iam:'));
    expect(new Set(found.denied.map(({ action }) => action))).toEqual(
      new Set(actions.filter((action) => !roles.includes(action))),
    );
    const { vaults, plans, keys, windows } = regionOf(found);
    expect(vaults.map(({ name, unread }) => [name, unread])).toEqual([
      ['AirGapped', ['notifications', 'accessPolicy', 'tags']],
      ['Default', ['notifications', 'accessPolicy', 'tags']],
      ['Locked', ['notifications', 'accessPolicy', 'tags']],
    ]);
    expect(plans.map(({ rules, unread }) => [rules.length, unread])).toEqual([
      [1, ['selections', 'tags']],
      [1, ['selections', 'tags']],
    ]);
    expect(keys).toEqual([expect.not.objectContaining({ policy: expect.anything() })]);
    expect(windows.map(({ unread }) => unread)).toEqual([['targets'], ['targets']]);
    expect(found.denied).toContainEqual({
      action: 'backup:ListTags',
      region: REGION,
      missing: 'tags of vault Locked',
    });
  });

  test('are named as AWS names them', async () => {
    const sentence = `User: arn:aws:iam::${ACCOUNT}:user/eve is not authorized to perform: backup:ListBackupVaults on resource: * because no identity-based policy allows the backup:ListBackupVaults action`;
    aws.standIn.fail('backup:ListBackupVaults', [new Fault('AccessDeniedException', sentence, 403)]);
    const { stdout } = await adopt(undefined, ['--regions', REGION]);
    expect(deniedIn(stdout)).toEqual([{ action: 'backup:ListBackupVaults', region: REGION, missing: 'vaults' }]);
  });

  test('do not include the regions when they are specified', async () => {
    deny(['ec2:DescribeRegions']);
    const { code, stdout } = await adopt();
    expect([code, deniedIn(stdout)]).toEqual([0, []]);
    deny(['ec2:DescribeRegions']);
    const { regions, denied }: FoundAccount = foundIn((await adopt(undefined, [])).stdout);
    expect(Object.keys(regions)).toEqual([REGION]);
    expect(denied).toEqual([{ action: 'ec2:DescribeRegions', region: REGION, missing: 'the other regions' }]);
  });
});

describe('X1 a run that ended early', () => {
  const interruptedAt = async (folder: string, action: string, position: number) => {
    let calls = 0;
    aws.standIn.onRequest((called) => {
      if (called !== action) return;
      if (calls === position) aws.standIn.fail(action, [new Fault('InternalFailure', 'The service failed.', 500)]);
      calls += 1;
    });
    const ended = await backupctl(
      ['adopt', '--environment', 'company', '--out', '.', '--json', '--no-plan', '--regions', `${REGION},us-east-1`],
      folder,
      { ...aws.variables, ...ADOPTING, AWS_MAX_ATTEMPTS: '1' },
    );
    aws.standIn.onRequest(() => {});
    aws.standIn.actions.length = 0;
    return ended;
  };

  test.each([
    ['backup:GetBackupVaultNotifications', 0],
    ['backup:GetBackupSelection', 1],
    ['iam:GetPolicyVersion', 0],
  ])('continues after the call %s', async (action, position) => {
    const complete = await adopt();
    const calls = aws.standIn.actions.length;
    aws.standIn.actions.length = 0;
    const folder = emptyFolder();
    const ended = await interruptedAt(folder, action, position);
    expect([ended.code, ended.stdout]).toEqual([3, '']);
    expect(ended.stderr).toContain(`${action} failed: InternalFailure: The service failed.`);
    expect(ended.stderr).toMatch(
      /\nWhat was read is in company\.adopt\.jsonl\.\n→ run the command again to continue\n$/,
    );
    expect(readFileSync(path.join(folder, 'company.adopt.jsonl'), 'utf8')).not.toContain(SECRET);
    expect(readdirSync(folder)).toEqual(['company.adopt.jsonl']);
    const next = await adopt(folder);
    expect([next.code, next.stderr]).toEqual([0, expect.stringMatching(/^continuing with company\.adopt\.jsonl\n/)]);
    expect(JSON.parse(next.stdout)).toEqual(JSON.parse(complete.stdout));
    expect(aws.standIn.actions.length).toBeLessThan(calls);
    expect(readdirSync(folder)).toEqual(WRITTEN);
  });

  test('asks again for what was denied', async () => {
    const folder = emptyFolder();
    aws.standIn.fail('backup:ListTags', [new Fault('AccessDeniedException', 'Access denied.', 403)]);
    await interruptedAt(folder, 'backup:ListBackupPlans', 0);
    const { stdout } = await adopt(folder);
    expect(foundIn(stdout).denied).toEqual([]);
    expect(regionOf(foundIn(stdout)).vaults.flatMap(({ unread }) => unread)).toEqual([]);
  });
});

test('X1 waits and tries again when AWS throttles', async () => {
  const throttled = ['sns:GetTopicAttributes', 'iam:GetRole'];
  for (const action of throttled) aws.standIn.fail(action, [new Fault('ThrottlingException', 'Rate exceeded', 400)]);
  const { code, stdout } = await adopt();
  expect([code, foundIn(stdout).denied]).toEqual([0, []]);
});

test('X1 refuses what exists before it calls AWS, and regions that are not enabled', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'company.ts'), '');
  expect(await adopt(folder)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'company.ts exists.\n→ choose another name with --environment, or another folder with --out\n',
  });
  expect(await adopt(undefined, ['--out', 'none'])).toMatchObject({
    code: 2,
    stderr: 'none does not exist.\n→ run it at the root of the repository, or name a folder with --out\n',
  });
  expect(aws.standIn.actions).toEqual([]);
  const { code, stderr } = await adopt(undefined, ['--regions', 'eu-south-9']);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /^The region eu-south-9 is not enabled in account 1{12}\.\n→ specify enabled regions with --regions: /m,
    ),
  ]);
  expect(await adopt(undefined, ['--regions', 'tokyo'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Specify regions such as ap-northeast-1,us-east-1.'),
  });
  expect(await backupctl(['adopt'], folder, aws.variables)).toMatchObject({
    code: 2,
    stderr: 'The environment has no name yet.\n→ add --environment NAME\n',
  });
  expect(await backupctl(['adopt', '--environment', 'My Company'], folder, aws.variables)).toMatchObject({
    code: 2,
    stderr:
      '"My Company" cannot be the name of an environment.\n→ use a lower-case letter, then up to 30 lower-case letters, digits and -\n',
  });
});
