import fc from 'fast-check';

import type { Agent } from '../agents/lost-agents';
import { judgeResources } from '../coverage/judge';
import { type Protection, windowProtection } from '../coverage/protection';
import type { Resource } from '../coverage/resource';
import type { BackupWindow } from '../coverage/source';
import { type AgentInstance, agentFindings, type Egress } from './agent-cause';
import { coverageFindings } from './coverage-findings';
import { groupTagFindings } from './group-tags';
import { type InventoriedInstance, reportOn } from './instance-report';

const GOOD = { Name: 'web-1', EC2BackupGen: '3', BackupEC2StopStart: 'true', BackupGroup: 'ssm-backup-group' };

test('S11 accepts good tags', () => {
  expect(groupTagFindings(GOOD, 'i-1')).toEqual([]);
  expect(groupTagFindings({ ...GOOD, BackupEC2StopStart: 'false' }, 'i-1')).toEqual([]);
});

test('S11 reports every missing tag at once', () => {
  expect(groupTagFindings({}, 'i-1')).toEqual([
    {
      rule: 'group-tag',
      severity: 'error',
      source: 'backupctl',
      path: 'i-1.Name',
      message: 'the tag is missing, but the SSM backup requires it',
      remedy: expect.stringMatching(/^set a name without /),
    },
    expect.objectContaining({ path: 'i-1.EC2BackupGen' }),
    expect.objectContaining({ path: 'i-1.BackupEC2StopStart' }),
  ]);
});

test.each([
  [{ Name: '' }, 'Name'],
  [{ Name: 'web"1' }, 'Name'],
  [{ Name: 'web\n1' }, 'Name'],
  [{ EC2BackupGen: '0' }, 'EC2BackupGen'],
  [{ EC2BackupGen: '3.5' }, 'EC2BackupGen'],
  [{ BackupEC2StopStart: 'True' }, 'BackupEC2StopStart'],
])('S11 refuses %j', (tags, key) => {
  expect(groupTagFindings({ ...GOOD, ...tags }, 'i-1')).toEqual([
    expect.objectContaining({
      path: `i-1.${key}`,
      found: Object.values(tags)[0],
      message: 'the SSM backup cannot use this value',
    }),
  ]);
});

const running: AgentInstance = {
  id: 'i-1',
  name: 'web-1',
  state: 'running',
  instanceProfileArn: 'arn:aws:iam::111111111111:instance-profile/ec2_role',
  publicAddress: false,
  egress: { endpoints: true, defaultRoute: 'none' },
};
const ONLINE: Agent = { instanceId: 'i-1', pingStatus: 'Online', lastPingAt: undefined };
const LOST: Agent = { instanceId: 'i-1', pingStatus: 'ConnectionLost', lastPingAt: '2026-11-20T18:00:00.000Z' };

test('S11 does not report an agent that is online', () => {
  expect(agentFindings(running, ONLINE)).toEqual([]);
});

test.each<[string, Partial<AgentInstance>, Agent | undefined, string]>([
  [
    'no instance profile',
    { instanceProfileArn: undefined },
    undefined,
    'it is not registered with Systems Manager; likely cause: no instance profile is attached, so the agent has no credentials',
  ],
  [
    'no route',
    { egress: { endpoints: false, defaultRoute: 'none' } },
    undefined,
    'it is not registered with Systems Manager; likely cause: its subnet has no route to the internet, and the VPC has no endpoints for Systems Manager',
  ],
  [
    'no public address',
    { egress: { endpoints: false, defaultRoute: 'internet-gateway' } },
    LOST,
    'Systems Manager lost contact with its agent (ConnectionLost, last ping at 2026-11-20T18:00:00.000Z); likely cause: its subnet has an internet gateway but the instance has no public address, and the VPC has no endpoints for Systems Manager',
  ],
  [
    'a public address',
    { publicAddress: true, egress: { endpoints: false, defaultRoute: 'internet-gateway' } },
    { ...ONLINE, pingStatus: 'Inactive' },
    'Systems Manager lost contact with its agent (Inactive); likely cause: the agent has stopped, or a security group, network ACL or proxy blocks it',
  ],
  [
    'endpoints',
    { egress: { endpoints: true, defaultRoute: 'none' } },
    undefined,
    'it is not registered with Systems Manager; likely cause: the agent is not installed or not running, or its role lacks AmazonSSMManagedInstanceCore',
  ],
  [
    'a NAT gateway',
    { egress: { endpoints: false, defaultRoute: 'other' } },
    undefined,
    'it is not registered with Systems Manager; likely cause: the agent is not installed or not running, or its role lacks AmazonSSMManagedInstanceCore',
  ],
])('S11 reports the likely cause of a lost agent: %s', (_, changes, agent, message) => {
  expect(agentFindings({ ...running, ...changes }, agent)).toEqual([
    expect.objectContaining({ severity: 'error', path: 'i-1', message }),
  ]);
});

test.each(['stopped', 'stopping', 'pending'])('S11 expects no agent of an instance that is %s', (state) => {
  expect(agentFindings({ ...running, state }, LOST)).toEqual([]);
  expect(agentFindings({ ...running, state }, undefined)).toEqual([]);
});

const HERE = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const WINDOW = { name: 'mw-ssm-backup', region: HERE, group: 'ssm-backup-group', durationHours: 1, cutoffHours: 0 };
const NOW = new Date('2026-11-21T12:00:00Z');
const SCHEDULED = { ...WINDOW, schedule: 'cron(30 03 ? * * *)', timezone: 'Asia/Tokyo' };

/** Reports on an instance that was created just now, unless its resource says otherwise. */
const report = (
  one: InventoriedInstance,
  {
    window = WINDOW,
    protections = [],
    resource = {},
  }: {
    readonly window?: BackupWindow | 'none';
    readonly protections?: readonly Protection[];
    readonly resource?: Partial<Resource>;
  } = {},
) => {
  const found = {
    arn: `arn:aws:ec2:${one.region}:${ACCOUNT}:instance/${one.id}`,
    type: 'EC2',
    account: ACCOUNT,
    region: one.region,
    tags: one.tags,
    sources: [],
    createdAt: NOW.toISOString(),
    ...resource,
  };
  const all = [...protections, ...(window === 'none' ? [] : [windowProtection({ ...SCHEDULED, ...window }, NOW)])];
  const [judged] = judgeResources([found], { protections: all, now: NOW, unread: {} });
  if (!judged) throw new Error('not judged');
  return reportOn(one, judged, window === 'none' ? undefined : window);
};

const instance = (changes: Partial<InventoriedInstance> = {}): InventoriedInstance => ({
  ...running,
  region: HERE,
  tags: GOOD,
  agent: ONLINE,
  ...changes,
});

test('S11 an instance of the group is covered by the window', () => {
  expect(report(instance())).toMatchObject({
    inGroup: true,
    coverage: [{ kind: 'window', name: 'mw-ssm-backup' }],
    findings: [],
  });
});

test('S11 the window does not back up an instance with bad tags, which only the tags report', () => {
  const tags = { ...GOOD, EC2BackupGen: '0' };
  const { inGroup, coverage, findings } = report(instance({ tags }));
  expect({ inGroup, coverage, rules: findings.map(({ rule }) => rule) }).toEqual({
    inGroup: true,
    coverage: [],
    rules: ['group-tag'],
  });
});

const DAILY = {
  name: 'Daily',
  nextRun: '2026-11-22T05:00:00.000Z',
  reachDays: 30,
  continuous: false,
  staleAfterHours: 25,
};

test('S11 an instance with bad tags is backed up once by a plan that selects it', () => {
  const plan = {
    kind: 'plan',
    name: 'EC2/All',
    region: HERE,
    selection: { resources: ['*'], notResources: [], tags: [], conditions: [] },
    rules: [DAILY],
    optedIn: () => true,
  } as const;
  const { coverage, findings } = report(instance({ tags: { ...GOOD, EC2BackupGen: '0' } }), {
    protections: [plan],
  });
  expect(coverage).toEqual([{ kind: 'plan', name: 'EC2/All' }]);
  expect(findings.map(({ rule }) => rule)).toEqual(['group-tag']);
});

test('S11 does not check the tags and agents of instances outside the group', () => {
  const { inGroup, findings } = report(instance({ tags: { Name: 'x' }, agent: undefined }));
  expect({ inGroup, rules: findings.map(({ rule }) => rule) }).toEqual({ inGroup: false, rules: ['not-backed-up'] });
});

test('S11 the window backs up no other region, even if the tag matches', () => {
  const { inGroup, findings } = report(instance({ region: 'us-east-1', agent: undefined }));
  expect(inGroup).toBe(false);
  expect(findings.map(({ message }) => message)).toEqual([
    'the instance is in us-east-1, but the window mw-ssm-backup runs in ap-northeast-1',
    'nothing backs it up: no plan runs in us-east-1',
  ]);
});

test('S11 without an SSM backup there is no group', () => {
  const { inGroup, findings } = report(instance({ agent: undefined }), { window: 'none' });
  expect({ inGroup, rules: findings.map(({ rule }) => rule) }).toEqual({ inGroup: false, rules: ['not-backed-up'] });
});

test('S11 the window also backs up a region that has not opted in to EC2', () => {
  expect(report(instance()).coverage).toHaveLength(1);
});

const NO_TAG = { status: 'missing-tag', reason: 'it has no AWSBackup', coveredBy: [] } as const;
const BY_PLAN = { kind: 'plan', name: 'EC2/Tagged', rule: 'Daily' } as const;
const COVERED = { status: 'covered', reason: 'backed up in time' } as const;

test('S11 a running instance without a backup is an error, a stopped one a warning', () => {
  const remedy = 'AWSBackup=EC2 lets plan EC2/Tagged back it up';
  expect(coverageFindings({ id: 'i-1', state: 'running' }, { ...NO_TAG, remedy })).toEqual([
    expect.objectContaining({
      severity: 'error',
      path: 'i-1',
      message: 'nothing backs it up: it has no AWSBackup',
      remedy: 'AWSBackup=EC2 lets plan EC2/Tagged back it up, or terminate it',
    }),
  ]);
  expect(coverageFindings({ id: 'i-1', state: 'stopped' }, NO_TAG)).toEqual([
    expect.objectContaining({
      severity: 'warning',
      message: 'nothing backs it up, and it is stopped: it has no AWSBackup',
      remedy: 'add the tags of a selection or of the maintenance window, or terminate it',
    }),
  ]);
});

test('S11 an instance with two backups is a warning that names both', () => {
  const other = { ...BY_PLAN, rule: 'Weekly' };
  const window = { kind: 'window', name: 'mw-ssm-backup', rule: 'mw-ssm-backup' } as const;
  const one = { id: 'i-1', state: 'running' };
  expect(coverageFindings(one, { ...COVERED, coveredBy: [BY_PLAN, other] })).toEqual([]);
  expect(coverageFindings(one, { ...COVERED, coveredBy: [BY_PLAN, other, window] })).toEqual([
    expect.objectContaining({
      rule: 'backed-up-twice',
      severity: 'warning',
      message: '2 backups cover it: plan EC2/Tagged, window mw-ssm-backup',
    }),
  ]);
});

test('S11 an instance that was not backed up in time is a warning', () => {
  const late = report(instance(), { resource: { lastBackup: '2026-11-19T18:30:00.000Z' } });
  expect(late.findings).toEqual([
    {
      rule: 'stale',
      severity: 'warning',
      source: 'backupctl',
      path: 'i-1',
      message: 'the last backup is 42 hours old, but rules run every 25 hours',
      remedy: 'look for failed backup jobs',
    },
  ]);
  const inTime = report(instance(), { resource: { lastBackup: '2026-11-20T18:30:00.000Z' } });
  expect(inTime.findings).toEqual([]);
});

test('S11 every finding names the instance, the problem and the remedy', () => {
  const egress: fc.Arbitrary<Egress | undefined> = fc.option(
    fc.record({ endpoints: fc.boolean(), defaultRoute: fc.constantFrom('internet-gateway', 'other', 'none') }),
    { nil: undefined },
  );
  const anyInstance = fc.record({
    state: fc.constantFrom('pending', 'running', 'stopping', 'stopped'),
    tags: fc.dictionary(fc.constantFrom(...Object.keys(GOOD)), fc.constantFrom(...Object.values(GOOD), '')),
    instanceProfileArn: fc.constantFrom(undefined, running.instanceProfileArn),
    publicAddress: fc.boolean(),
    egress,
    agent: fc.constantFrom(undefined, LOST),
    region: fc.constantFrom(HERE, 'us-east-1'),
  });
  fc.assert(
    fc.property(anyInstance, (changes) => {
      for (const { path, message, remedy } of report(instance(changes)).findings) {
        expect(path).toMatch(/^i-1(\.\w+)?$/);
        expect(message).toMatch(/^[^A-Z].*[^.]$|^(EC2|Systems Manager) .*[^.]$/);
        expect(remedy).not.toBe('');
      }
    }),
  );
});
