import {
  ACCOUNT,
  CONTEXT,
  foundAccount,
  foundPlan,
  foundRegion,
  foundRole,
  foundRule,
  foundSelection,
  foundTopic,
  foundVault,
  HOME,
  ROLE,
} from '../../testing/adopt/found-account';
import { awsBackupPolicy, backupRoleArn } from '../backup/service-roles';
import { vaultAccessStatements } from '../backup/vault-access-statements';
import { vaultKeyStatements } from '../backup/vault-key-policy';
import { serializeStatement } from '../iam/serialize-statement';
import type { Statement } from '../iam/statement';
import { DEFAULT_NAMES } from '../names';
import { topicStatements } from '../notifications/topic-statements';
import type { AdoptContext } from './adopted';
import type { AdoptablePlan, AdoptableVault, FoundAccount, FoundRegion } from './found';
import { mapAccount, type MappedAccount } from './map-account';
import type { Item } from './part';

const map = (account: FoundAccount, context: AdoptContext = CONTEXT): MappedAccount =>
  mapAccount(account, context, DEFAULT_NAMES);
const policy = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map(serializeStatement) });
const itemsOf = ({ items }: MappedAccount, kind: Item['kind']): Item[] => items.filter((item) => item.kind === kind);
const vaultArn = `arn:aws:backup:${HOME}:${ACCOUNT}:backup-vault:Default`;
const keyArn = `arn:aws:kms:${HOME}:${ACCOUNT}:key/1`;

describe('vaults', () => {
  const mapVault = (vault: Partial<AdoptableVault>, region = {}) => {
    const mapped = map(foundAccount({ vaults: [foundVault('Default', vault)], ...region }));
    return { ...mapped, vault: mapped.settings.backup.vaults[0] };
  };

  test('X1 keeps a compliance lock without a grace period, which would replace it, and a governance lock as it is', () => {
    const compliance = mapVault({ lock: { mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 365 } });
    expect(compliance.vault?.lock).toEqual({
      mode: 'compliance',
      minRetentionDays: 7,
      maxRetentionDays: 365,
      changeableForDays: 'set-before',
    });
    expect(mapVault({ lock: { mode: 'governance', minRetentionDays: 7 } }).vault?.lock).toEqual({
      mode: 'governance',
      minRetentionDays: 7,
    });
  });

  test('X1 writes an access policy that the configuration expresses, and leaves any other unmanaged', () => {
    const access = {
      copiesFromAccounts: ['222222222222'],
      copiesFromOrganization: 'o-1234567890',
      denyManualDeletion: true,
    };
    const statements = vaultAccessStatements(access, vaultArn);
    expect(mapVault({ accessPolicy: policy(statements) }).vault?.accessPolicy).toEqual(access);

    const [first] = statements as [Statement];
    const wider = mapVault({ accessPolicy: policy([{ ...first, actions: ['backup:*'] }]) });
    expect(wider.vault?.accessPolicy).toBe('unmanaged');
    expect(mapVault({ unread: ['accessPolicy'] }).vault?.accessPolicy).toBe('unmanaged');
    expect(mapVault({ unread: ['notifications'] }).vault?.notify).toBe('unmanaged');
    expect(mapVault({}).vault?.notify).toEqual([]);
    expect(mapVault({}).vault?.accessPolicy).toBeUndefined();
    expect(itemsOf(wider, 'access policy')).toEqual([
      expect.objectContaining({
        state: 'outside',
        reason: 'it has statements that the configuration cannot express, and stays as it is',
      }),
    ]);
  });

  test('X1 takes over the own key of a vault only if its stack would create the same', () => {
    const key = {
      arn: keyArn,
      id: '1',
      aliases: ['alias/backup-vault-Default'],
      manager: 'CUSTOMER' as const,
      state: 'Enabled',
      policy: policy(vaultKeyStatements(ACCOUNT, [])),
      isRotated: true,
    };
    const keyOf = (part: Partial<typeof key>) => mapVault({ keyArn }, { keys: [{ ...key, ...part }] }).vault?.key;
    expect(keyOf({})).toBe('customer-managed');
    expect(keyOf({ isRotated: false })).toBe(keyArn);
    expect(keyOf({ policy: policy(vaultKeyStatements(ACCOUNT, ['222222222222'])) })).toBe(keyArn);
    expect(keyOf({ aliases: ['alias/other'] })).toBe(keyArn);
    expect(keyOf({ aliases: ['alias/aws/backup'] })).toBe('aws-managed');
    const other = mapVault({ keyArn }, { keys: [{ ...key, isRotated: false }] });
    expect(other.vault?.key).toBe(keyArn);
    expect(itemsOf(other, 'key')).toEqual([expect.objectContaining({ state: 'referenced' })]);
  });

  test('X1 writes no key that does not exist any more, but one of another account, and one that could not be read', () => {
    expect(mapVault({ keyArn }).vault?.key).toBe('aws-managed');
    const foreign = keyArn.replace(ACCOUNT, '222222222222');
    expect(mapVault({ keyArn: foreign }).vault?.key).toBe(foreign);
    const denied = [{ action: 'kms:DescribeKey', region: HOME, missing: 'a key' }];
    const { settings } = map(foundAccount({ vaults: [foundVault('Default', { keyArn })] }, { denied }));
    expect(settings.backup.vaults[0]?.key).toBe(keyArn);
  });

  test('X1 keeps the tags of a vault, and none that the stacks or AWS set', () => {
    const { settings } = map(
      foundAccount({
        vaults: [foundVault('Default', { tags: { Owner: 'a', Name: 'x', Environment: 'y', 'aws:z': 'z' } })],
      }),
    );
    expect(settings.backup.vaults[0]?.tags).toEqual({ Owner: 'a' });
  });

  test('X1 makes tags that everything has tags of the environment', () => {
    const tags = { CostCenter: '1' };
    const { settings } = map(
      foundAccount({ vaults: [foundVault('a', { tags }), foundVault('b', { tags: { ...tags, Owner: 'a' } })] }),
    );
    expect(settings.tags).toEqual(tags);
    expect(settings.backup.vaults.map((vault) => vault.tags)).toEqual([{}, { Owner: 'a' }]);
  });

  test.each<[string, Partial<AdoptableVault>, RegExp]>([
    ['Air', { type: 'air-gapped' }, /air-gapped/],
    ['Access', { type: 'restore-access' }, /restore access/],
    ['aws/efs/automatic-backup-vault', {}, /AWS manages it/],
    ['Unread', { unread: ['tags'] }, /tags could not be read/],
  ])('X1 leaves vault %s outside, and says why', (name, part, reason) => {
    const mapped = map(foundAccount({ vaults: [foundVault(name, part)] }));
    expect(mapped.settings.backup.vaults).toEqual([]);
    expect(itemsOf(mapped, 'vault')).toEqual([
      expect.objectContaining({ state: 'outside', reason: expect.stringMatching(reason) }),
    ]);
  });
});

describe('plans', () => {
  const mapPlans = (...plans: readonly AdoptablePlan[]) => {
    const mapped = map(foundAccount({ vaults: [foundVault('Default')], plans }));
    return { ...mapped, plans: mapped.settings.backup.plans };
  };

  test('X1 writes a plan and its selections', () => {
    const { plans, items } = mapPlans(foundPlan('Daily', { tags: { Owner: 'a' } }));
    expect(plans).toEqual([
      expect.objectContaining({
        name: 'Daily',
        region: HOME,
        tags: { Owner: 'a' },
        rules: [expect.objectContaining({ vault: 'Default', schedule: 'cron(0 5 ? * * *)', timezone: 'Etc/UTC' })],
        selections: [{ name: 'Tagged', tags: { backup: 'true' }, match: 'any' }],
      }),
    ]);
    expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'vault taken over',
      'plan taken over',
      'selection taken over',
      'role referenced',
    ]);
  });

  test.each<[string, readonly AdoptablePlan[], RegExp]>([
    ['of a policy', [foundPlan('a', { id: 'orgs/1' })], /policy of the organization/],
    ['of a service', [foundPlan('a', { id: 'aws/efs/1' })], /AWS service/],
    ['with the name of another', [foundPlan('a'), foundPlan('a', { id: 'second' })], /2 plans have this name/],
    ['with an index', [foundPlan('a', { unsupported: ['IndexActions'] })], /cannot express IndexActions/],
    ['without a schedule', [foundPlan('a', { rules: [foundRule('Default', { schedule: '' })] })], /without a schedule/],
    ['for another vault', [foundPlan('a', { rules: [foundRule('Air')] })], /its vault Air stays outside/],
    [
      'with copies that never expire',
      [
        foundPlan('a', {
          rules: [
            foundRule('Default', {
              copies: [{ vault: 'Default', region: 'us-east-1', accountId: ACCOUNT, archive: false }],
            }),
          ],
        }),
      ],
      /copies that never expire/,
    ],
  ])('X1 leaves a plan %s outside, and says why', (_, plans, reason) => {
    const mapped = mapPlans(...plans);
    expect(mapped.plans).toEqual([]);
    for (const item of itemsOf(mapped, 'plan')) {
      expect(item).toMatchObject({ state: 'outside', reason: expect.stringMatching(reason) });
    }
    expect(itemsOf(mapped, 'plan')).toHaveLength(plans.length);
  });

  test('X1 leaves only the selection outside that the configuration cannot express', () => {
    const terms = {
      any: [],
      conditions: { stringEquals: [{ key: 'aws:RequestedRegion', value: HOME }] },
      resources: ['*'],
      notResources: [],
    };
    const selections = [foundSelection('Tagged'), foundSelection('Other', { terms })];
    const mapped = mapPlans(foundPlan('a', { selections }));
    expect(mapped.plans[0]?.selections.map(({ name }) => name)).toEqual(['Tagged']);
    expect(itemsOf(mapped, 'selection').map(({ name, state }) => [name, state])).toEqual([
      ['a/Tagged', 'taken over'],
      ['a/Other', 'outside'],
    ]);
    expect(mapped.plans[0]?.otherSelections).toBe('unmanaged');
    expect(mapPlans(foundPlan('a', { unread: ['selections'] })).plans[0]?.otherSelections).toBe('unmanaged');
    expect(mapPlans(foundPlan('a')).plans[0]).not.toHaveProperty('otherSelections');
  });
});

describe('roles', () => {
  const backupRole = foundRole('AWSBackupServiceEC2Role', {
    arn: backupRoleArn({ accountId: ACCOUNT, iam: {}, names: DEFAULT_NAMES }),
    path: '/service-role/',
    trust: JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'backup.amazonaws.com' } }],
    }),
    policyArns: [
      awsBackupPolicy('ForBackup'),
      awsBackupPolicy('ForRestores'),
      `arn:aws:iam::${ACCOUNT}:policy/AWSBackupServiceRolePolicyForEC2Restores`,
      `arn:aws:iam::${ACCOUNT}:policy/ec2DescribeFastSnapshotRestores`,
    ],
  });
  const policies = [
    {
      arn: `arn:aws:iam::${ACCOUNT}:policy/AWSBackupServiceRolePolicyForEC2Restores`,
      document: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: 'arn:aws:iam::111111111111:role/ec2_role',
          Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
        },
      }),
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:policy/ec2DescribeFastSnapshotRestores`,
      document: JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeFastSnapshotRestores'], Resource: ['*'] }],
      }),
    },
  ];
  const iamOf = (part: Partial<typeof backupRole>) =>
    map(foundAccount({}, { roles: [{ ...backupRole, ...part }], policies })).settings.iam;

  test('X1 takes over a role that the stack would create in the same way, with its settings', () => {
    expect(iamOf({})).toEqual({
      passableInstanceRoles: ['arn:aws:iam::111111111111:role/ec2_role'],
      trustOnlyOwnAccount: false,
      permissionsBoundary: 'none',
    });
  });

  test('X1 keeps the permissions boundary of a role', () => {
    const boundaryOf = (boundaryArn: string) => iamOf({ boundaryArn }).permissionsBoundary;
    expect(boundaryOf(`arn:aws:iam::${ACCOUNT}:policy/backupctl-role-boundary`)).toBe('made-here');
    expect(boundaryOf(`arn:aws:iam::${ACCOUNT}:policy/company`)).toBe(`arn:aws:iam::${ACCOUNT}:policy/company`);
  });

  test('X5 names the boundary that a bootstrap created by its ARN if the environment has no bootstrap', () => {
    const boundaryArn = `arn:aws:iam::${ACCOUNT}:policy/backupctl-role-boundary`;
    const account = foundAccount({}, { roles: [{ ...backupRole, boundaryArn }], policies });
    const { iam } = map(account, { ...CONTEXT, hasBootstrap: false }).settings;
    expect(iam.permissionsBoundary).toBe(boundaryArn);
  });

  test('X1 references a role of this name with another policy by its ARN', () => {
    const policyArns = [...backupRole.policyArns, 'arn:aws:iam::aws:policy/AdministratorAccess'];
    expect(iamOf({ policyArns })).toEqual({ backupRoleArn: backupRole.arn });
    expect(iamOf({ inlinePolicyNames: ['more'] })).toEqual({ backupRoleArn: backupRole.arn });
  });

  test('X1 makes the role of most selections that of the environment, and names the others', () => {
    const selections = [
      foundSelection('a'),
      foundSelection('b'),
      foundSelection('c', { roleArn: `arn:aws:iam::${ACCOUNT}:role/deleted` }),
    ];
    const mapped = map(foundAccount({ vaults: [foundVault('Default')], plans: [foundPlan('a', { selections })] }));
    expect(mapped.settings.iam).toEqual({ backupRoleArn: ROLE });
    expect(mapped.settings.backup.plans[0]?.selections.map((one) => one.roleArn)).toEqual([
      undefined,
      undefined,
      `arn:aws:iam::${ACCOUNT}:role/deleted`,
    ]);
    expect(itemsOf(mapped, 'role')).toContainEqual(
      expect.objectContaining({ reason: 'a selection uses it, but it does not exist: its jobs fail' }),
    );
  });
});

describe('topics', () => {
  const name = 'alerts';
  const arn = `arn:aws:sns:${HOME}:${ACCOUNT}:${name}`;
  const vaults = [foundVault('Default', { notifications: { topicArn: arn, events: ['BACKUP_JOB_COMPLETED'] } })];
  const own = foundTopic(name, { policy: policy(topicStatements(ACCOUNT, arn)), displayName: 'Alerts' });
  const email = {
    arn: `${arn}:1`,
    protocol: 'email',
    endpoint: 'a@example.com',
    attributes: { filterPolicy: undefined, filterPolicyScope: undefined, redrivePolicy: undefined },
    settings: {},
  };

  test('X1 takes over a topic that the stack would create in the same way, whatever its name, with its recipients', () => {
    const { settings } = map(foundAccount({ vaults, topics: [{ ...own, subscriptions: [email] }] }));
    expect(settings.notifications).toEqual({
      topicName: name,
      displayName: 'Alerts',
      key: 'none',
      subscriptions: [{ protocol: 'email', endpoint: 'a@example.com', filter: 'none', deadLetterQueue: false }],
    });
    expect(settings.backup.vaults[0]?.topicArn).toBeUndefined();
  });

  test('X1 references a topic with another policy by its ARN, and subscribes no one', () => {
    const mapped = map(foundAccount({ vaults, topics: [{ ...own, policy: '{}' }] }));
    expect(mapped.settings.notifications).toEqual({ topicArns: { [HOME]: arn } });
    expect(itemsOf(mapped, 'topic')).toEqual([expect.objectContaining({ state: 'referenced', name })]);
  });

  test('X1 references the topic of a vault that publishes to another one than most', () => {
    const other = `arn:aws:sns:${HOME}:${ACCOUNT}:other`;
    const more = foundVault('B', { notifications: { topicArn: other, events: ['COPY_JOB_FAILED'] } });
    const { settings } = map(foundAccount({ vaults: [...vaults, foundVault('A', vaults[0]), more] }));
    expect(settings.notifications).toEqual({ topicArns: { [HOME]: arn } });
    expect(settings.backup.vaults.map((vault) => vault.topicArn)).toContain(other);
  });

  test('X1 references a topic that has the name of the one that the stack would create', () => {
    const { settings } = map(foundAccount({ topics: [foundTopic(CONTEXT.topicName, { policy: '{}' })] }));
    expect(settings.notifications).toEqual({
      topicArns: { [HOME]: `arn:aws:sns:${HOME}:${ACCOUNT}:${CONTEXT.topicName}` },
    });
  });

  test.each([
    ['https', { protocol: 'https', endpoint: 'https://hooks.example.com' }, /can contain a secret/],
    ['sqs', { protocol: 'sqs', endpoint: 'arn:aws:sqs:x' }, /by sqs/],
    [
      'a filter on bodies',
      { attributes: { filterPolicy: '{}', filterPolicyScope: 'MessageBody', redrivePolicy: undefined } },
      /body of messages/,
    ],
  ])('X1 leaves a subscription with %s outside', (_, part, reason) => {
    const mapped = map(foundAccount({ vaults, topics: [{ ...own, subscriptions: [{ ...email, ...part }] }] }));
    expect(mapped.settings.notifications).toMatchObject({ subscriptions: [], otherSubscriptions: 'unmanaged' });
    const unread = map(foundAccount({ vaults, topics: [{ ...own, unread: ['subscriptions'] }] }));
    expect(unread.settings.notifications).toHaveProperty('otherSubscriptions', 'unmanaged');
    const complete = map(foundAccount({ vaults, topics: [{ ...own, subscriptions: [email] }] }));
    expect(complete.settings.notifications).not.toHaveProperty('otherSubscriptions');
    expect(itemsOf(mapped, 'subscription')).toEqual([
      expect.objectContaining({ state: 'outside', reason: expect.stringMatching(reason) }),
    ]);
  });

  test('X1 takes over only recipients of the topics of all regions', () => {
    const far = 'us-east-1';
    const farArn = `arn:aws:sns:${far}:${ACCOUNT}:${name}`;
    const topic = { ...own, arn: farArn, policy: policy(topicStatements(ACCOUNT, farArn)), subscriptions: [email] };
    const notified = foundVault('Far', { notifications: { topicArn: farArn, events: ['BACKUP_JOB_COMPLETED'] } });
    const account = foundAccount({
      vaults,
      topics: [{ ...own, subscriptions: [email, { ...email, endpoint: 'b@example.com' }] }],
    });
    const regions = { ...account.regions, [far]: foundRegion({ vaults: [notified], topics: [topic] }) };
    const mapped = map({ ...account, regions });
    expect(mapped.settings.notifications.subscriptions?.map(({ endpoint }) => endpoint)).toEqual(['a@example.com']);
    expect(itemsOf(mapped, 'subscription').filter(({ state }) => state === 'outside')).toHaveLength(1);
    expect(mapped.settings.notifications.otherSubscriptions).toBe('unmanaged');
  });
});

test('X1 reports EventBridge rules and windows of others, with what they do', () => {
  const mapped = map(
    foundAccount({
      eventRules: [
        {
          name: 'failed',
          pattern: '{"source":["aws.backup"],"detail-type":["Backup Job State Change"]}',
          enabled: true,
          targetArns: ['arn:aws:sns:x'],
        },
      ],
      windows: [
        {
          id: 'mw-1',
          name: 'images',
          enabled: false,
          schedule: 'rate(1 day)',
          timezone: undefined,
          durationHours: 2,
          cutoffHours: 1,
          targets: [],
          tasks: [{ id: '1', name: 't', document: 'AWS-CreateImage' }],
          unread: [],
        },
      ],
    }),
  );
  expect(mapped.settings.ssmBackup).toBe('none');
  expect(mapped.items.map(({ reason }) => reason)).toEqual([
    'is disabled, and would run AWS-CreateImage, rate(1 day)',
    'sends Backup Job State Change to arn:aws:sns:x',
  ]);
});

const SSM_WINDOW = {
  id: 'mw-1',
  name: 'nightly',
  enabled: true,
  schedule: 'cron(0 1 ? * * *)',
  timezone: 'Asia/Tokyo',
  durationHours: 2,
  cutoffHours: 1,
  targets: [{ id: 't', tags: { BackupGroup: ['web'] } }],
  tasks: [{ id: '1', name: 't', document: 'SSM-BackupEC2Instance' }],
  unread: [],
} as const;

const SLEEP = { name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1M' } };

/** The account of a stack with a custom step, and with a document that differs from that of the stack. */
const withSsmBackup = (change: (content: string) => string = (content) => content, home: Partial<FoundRegion> = {}) => {
  const automationRoleArn = `arn:aws:iam::${ACCOUNT}:role/SSMAutomationRole`;
  const built = CONTEXT.backupDocument({
    automationRoleArn,
    pruneFunctionName: 'lmd-del-backup-gen',
    before: [SLEEP],
    after: [],
  });
  const document = { name: 'SSM-BackupEC2Instance', content: change(JSON.stringify(built)) };
  return map(foundAccount({ windows: [SSM_WINDOW], documents: [document], ...home }));
};

test('X1 takes over the window of the SSM backup with the custom steps of its document', () => {
  expect(withSsmBackup().settings.ssmBackup).toEqual({
    window: {
      name: 'nightly',
      schedule: 'cron(0 1 ? * * *)',
      timezone: 'Asia/Tokyo',
      durationHours: 2,
      cutoffHours: 1,
    },
    group: 'web',
    agentCheck: {},
    before: [SLEEP],
    after: [],
    automationPolicyArns: [],
    imageParameterArns: [],
  });
});

test.each<[string, (content: string) => string]>([
  ['another description', (content) => content.replace('Images an EC2', 'Images one EC2')],
  ['another function', (content) => content.replace('lmd-del-backup-gen', 'others')],
  ['a custom step that the schema does not know', (content) => content.replace('"aws:sleep"', '"aws:runInstances"')],
  [
    'another reaction to a custom step that fails',
    (content) => content.replace('"onFailure":"Abort"', '"onFailure":"Continue"'),
  ],
  ['no JSON', () => 'schemaVersion: 0.3'],
])('X1 leaves the window of a document with %s outside', (_, change) => {
  const { settings, items } = withSsmBackup(change);
  expect(settings.ssmBackup).toBe('none');
  expect(items).toContainEqual({
    kind: 'maintenance window',
    region: HOME,
    name: 'nightly',
    state: 'outside',
    reason:
      'its document SSM-BackupEC2Instance is not one that the stack creates with any custom steps, or could not be read',
    remedy: 'keep it, or replace it by `ssmBackup` and then disable it: with both, instances are imaged twice',
  });
});

test.each([
  ['cron(50 0 ? * * *)', 600, 10],
  ['cron(50 0 ? * * *)', undefined, 10],
  // Other tools retry longer.
  ['cron(50 0 ? * * *)', 86_400, 10],
  ['cron(50 0 ? * MON *)', 600, undefined],
  ['cron(0 1 ? * * *)', 600, undefined],
  ['rate(1 day)', 600, undefined],
])(
  'X1 reads %s, retried for %p seconds, as the check %p minutes before the window',
  (expression, age, minutesBefore) => {
    const schedules = { 'evtbg-rule-ssmagentcheck': { expression, maximumAgeSeconds: age } };
    expect(withSsmBackup(undefined, { schedules }).settings.ssmBackup).toMatchObject({
      agentCheck: minutesBefore === undefined ? {} : { minutesBefore },
    });
  },
);

test('X1 takes over the settings of regions only if they are asked for', () => {
  const account = foundAccount({ settings: { optIn: { EC2: true }, management: { EFS: true } } });
  expect(map(account).settings.backup.regionSettings).toEqual([]);
  expect(map(account, { ...CONTEXT, regionSettings: true }).settings.backup.regionSettings).toEqual([
    { region: HOME, optIn: { EC2: true }, management: { EFS: true } },
  ]);
});
