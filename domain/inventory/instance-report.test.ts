import fc from 'fast-check';

import type { Agent } from '../agents/lost-agents';
import { type AgentInstance, agentFindings, type Egress } from './agent-cause';
import { groupTagFindings } from './group-tags';
import { type Inventoried, type InventoriedInstance, reportOn } from './instance-report';

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
const WINDOW = { name: 'mw-ssm-backup', region: HERE, group: 'ssm-backup-group', durationHours: 1, cutoffHours: 0 };
const inventoried: Inventoried = { sources: [], window: WINDOW, optedIn: () => true };

const instance = (changes: Partial<InventoriedInstance> = {}): InventoriedInstance => ({
  ...running,
  region: HERE,
  accountId: '111111111111',
  tags: GOOD,
  agent: ONLINE,
  ...changes,
});

test('S11 an instance of the group is covered by the window', () => {
  expect(reportOn(instance(), inventoried)).toMatchObject({
    inGroup: true,
    coverage: [{ kind: 'window', name: 'mw-ssm-backup' }],
    findings: [],
  });
});

test('S11 the window does not back up an instance with bad tags, which only the tags report', () => {
  const tags = { ...GOOD, EC2BackupGen: '0' };
  const { inGroup, coverage, findings } = reportOn(instance({ tags }), inventoried);
  expect({ inGroup, coverage, rules: findings.map(({ rule }) => rule) }).toEqual({
    inGroup: true,
    coverage: [],
    rules: ['group-tag'],
  });
});

test('S11 an instance with bad tags is backed up once by a plan that selects it', () => {
  const plan = {
    kind: 'plan',
    name: 'EC2/All',
    region: HERE,
    selection: { resources: ['*'], notResources: [], tags: [], conditions: [] },
  } as const;
  const { coverage, findings } = reportOn(instance({ tags: { ...GOOD, EC2BackupGen: '0' } }), {
    ...inventoried,
    sources: [plan],
  });
  expect(coverage).toEqual([{ kind: 'plan', name: 'EC2/All' }]);
  expect(findings.map(({ rule }) => rule)).toEqual(['group-tag']);
});

test('S11 does not check the tags and agents of instances outside the group', () => {
  const { inGroup, findings } = reportOn(instance({ tags: { Name: 'x' }, agent: undefined }), inventoried);
  expect({ inGroup, rules: findings.map(({ rule }) => rule) }).toEqual({ inGroup: false, rules: ['not-backed-up'] });
});

test('S11 the window backs up no other region, even if the tag matches', () => {
  const { inGroup, findings } = reportOn(instance({ region: 'us-east-1', agent: undefined }), inventoried);
  expect(inGroup).toBe(false);
  expect(findings.map(({ message }) => message)).toEqual([
    'the instance is in us-east-1, but the window mw-ssm-backup runs in ap-northeast-1',
    'nothing backs it up',
  ]);
});

test('S11 without an SSM backup there is no group', () => {
  const { inGroup, findings } = reportOn(instance({ agent: undefined }), { ...inventoried, window: undefined });
  expect({ inGroup, rules: findings.map(({ rule }) => rule) }).toEqual({ inGroup: false, rules: ['not-backed-up'] });
});

test('S11 the window also backs up a region that has not opted in to EC2', () => {
  expect(reportOn(instance(), { ...inventoried, optedIn: () => false }).coverage).toHaveLength(1);
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
      for (const { path, message, remedy } of reportOn(instance(changes), inventoried).findings) {
        expect(path).toMatch(/^i-1(\.\w+)?$/);
        expect(message).toMatch(/^[^A-Z].*[^.]$|^(EC2|Systems Manager) .*[^.]$/);
        expect(remedy).not.toBe('');
      }
    }),
  );
});
