import {
  ACCOUNT,
  CONTEXT,
  foundAccount,
  foundPlan,
  foundRegion,
  foundRule,
  foundSelection,
  foundVault,
  HOME,
} from '../../testing/adopt/found-account';
import { DEFAULT_NAMES } from '../names';
import type { AdoptableVault, FoundAccount } from './found';
import { mapAccount, type MappedAccount } from './map-account';
import type { Item } from './part';

const map = (account: FoundAccount, excluded = new Map()): MappedAccount =>
  mapAccount(account, CONTEXT, DEFAULT_NAMES, excluded);
const itemsOf = ({ items }: MappedAccount, kind: Item['kind']): Item[] => items.filter((item) => item.kind === kind);

describe('copies to other vaults of the account', () => {
  const copiesTo = (vault: string, region: string, accountId = ACCOUNT) => {
    const copies = [{ vault, region, accountId, archive: false, deleteAfterDays: 35 }];
    const air = foundVault('Air', { type: 'air-gapped' });
    const account = foundAccount({
      vaults: [foundVault('Default'), air],
      plans: [foundPlan('a', { rules: [foundRule('Default', { copies })] })],
    });
    const far = foundRegion({ vaults: [foundVault('Far')] });
    return itemsOf(map({ ...account, regions: { ...account.regions, 'us-east-1': far } }), 'plan');
  };

  test.each<[string, string, string?]>([
    ['Default', HOME],
    ['Far', 'us-east-1'],
    ['Any', 'eu-west-1', '222222222222'],
  ])('X1 takes over a plan that copies to %s in %s', (...to) => {
    expect(copiesTo(...to)).toEqual([expect.objectContaining({ state: 'taken over' })]);
  });

  test.each([
    ['Air', HOME, `it copies to vault Air in ${HOME}, which stays outside or does not exist`],
    ['Deleted', 'us-east-1', 'it copies to vault Deleted in us-east-1, which stays outside or does not exist'],
    ['Default', 'eu-west-1', 'it copies to vault Default in eu-west-1, which was not read'],
  ])('X1 leaves a plan outside that copies to %s in %s', (vault, region, reason) => {
    expect(copiesTo(vault, region)).toEqual([expect.objectContaining({ state: 'outside', reason })]);
  });
});

describe('roles that do not exist', () => {
  const gone = `arn:aws:iam::${ACCOUNT}:role/gone`;
  const missingOf = (part: Parameters<typeof foundPlan>[1]) => {
    const selections = [foundSelection('a', { roleArn: gone })];
    const plans = [foundPlan('a', { selections, ...part })];
    const mapped = map(foundAccount({ vaults: [foundVault('Default')], plans }));
    return itemsOf(mapped, 'role').map(({ name, state, remedy }) => [name, state, remedy]);
  };

  test('X1 are referenced only by selections that are taken over', () => {
    expect(missingOf({})).toEqual([[gone, 'referenced', 'remove `roleArn` from the selection after the first apply']]);
    expect(missingOf({ unsupported: ['IndexActions'] })).toEqual([
      [gone, 'outside', 'create the role, or select with another one'],
    ]);
  });

  test.each([
    ['an organization', { id: 'orgs/1' }],
    ['an AWS service', { name: 'aws/efs/automatic-backup-plan' }],
  ])('X1 are not reported for plans of %s, whose roles the account cannot change', (_, part) => {
    expect(missingOf(part)).toEqual([]);
  });
});

describe('topics', () => {
  const notified = (name: string, topicArn: string): AdoptableVault =>
    foundVault(name, { notifications: { topicArn, events: ['BACKUP_JOB_COMPLETED'] } });
  const own = `arn:aws:sns:${HOME}:${ACCOUNT}:ops`;

  test.each([
    ['another account', `arn:aws:sns:${HOME}:222222222222:ops`],
    ['another region', `arn:aws:sns:us-east-1:${ACCOUNT}:ops`],
  ])('X1 makes no topic of %s that of the region, although most vaults publish to it', (_, topicArn) => {
    const vaults = [notified('a', topicArn), notified('b', topicArn), notified('c', own)];
    expect(map(foundAccount({ vaults })).settings.notifications).toEqual({ topicArns: { [HOME]: own } });
  });

  test('X1 are referenced only by vaults whose notifications are taken over', () => {
    const other = `${own}-2`;
    const vaults = [notified('a', own), notified('b', own), notified('c', other)];
    expect(itemsOf(map(foundAccount({ vaults })), 'topic').map(({ name }) => name)).toEqual(['c', 'ops']);
    const finding = { message: 'refused', remedy: 'none' };
    const mapped = map(foundAccount({ vaults }), new Map([[`notifications ${HOME} c`, [finding]]]));
    expect(itemsOf(mapped, 'topic').map(({ name }) => name)).toEqual(['ops']);
    expect(mapped.settings.backup.vaults.map(({ topicArn }) => topicArn)).toEqual([undefined, undefined, undefined]);
  });
});

describe('access policies as the console writes them', () => {
  const accessOf = (statement: object) => {
    const accessPolicy = JSON.stringify({ Statement: [statement] });
    return map(foundAccount({ vaults: [foundVault('Default', { accessPolicy })] })).settings.backup.vaults[0]
      ?.accessPolicy;
  };
  const copy = { Effect: 'Allow', Action: 'backup:CopyIntoBackupVault', Resource: '*' };
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': ['o-1234567890'] } };

  test('X1 are taken over', () => {
    expect(accessOf({ ...copy, Principal: '*', Condition })).toMatchObject({ copiesFromOrganization: 'o-1234567890' });
    const Principal = { AWS: ['arn:aws:iam::222222222222:root', '333333333333'] };
    expect(accessOf({ ...copy, Principal })).toMatchObject({ copiesFromAccounts: ['222222222222', '333333333333'] });
  });

  test.each([
    ['more actions', { Action: ['backup:CopyIntoBackupVault', 'backup:StartRestoreJob'], Principal: '*', Condition }],
    ['a denied copy', { Effect: 'Deny', Principal: '*', Condition }],
    ['everyone', { Principal: '*' }],
    ['another vault', { Resource: 'arn:aws:backup:*:*:backup-vault:Other', Principal: '*', Condition }],
    ['fewer denied actions', { Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint' }],
  ])('X1 with %s stay as they are', (_, part) => {
    expect(accessOf({ ...copy, ...part })).toBe('unmanaged');
  });
});

test('X1 reports the CloudFormation stack that also manages a vault or a plan, and takes over none of its tags', () => {
  const tags = { 'aws:cloudformation:stack-name': 'Backups' };
  const account = (part: object) =>
    map(foundAccount({ vaults: [foundVault('Default', part)], plans: [foundPlan('a', part)] }));
  const reasons = ({ items }: MappedAccount) =>
    items.filter(({ kind }) => kind === 'vault' || kind === 'plan').map(({ reason }) => reason);
  const mapped = account({ tags });
  expect(reasons(mapped)).toEqual(['vault', 'plan'].map(() => 'CloudFormation also manages it, in stack Backups'));
  expect(JSON.stringify(mapped.settings)).not.toContain('cloudformation');
  expect(reasons(account({ tags: {} }))).toEqual([undefined, undefined]);
});

test('X1 suggests disabling a window only if it is enabled', () => {
  const window = {
    id: 'mw-1',
    name: 'images',
    schedule: 'rate(1 day)',
    timezone: undefined,
    durationHours: 2,
    cutoffHours: 1,
    targets: [],
    tasks: [{ id: '1', name: 't', document: 'AWS-CreateImage' }],
    unread: [],
  };
  const remedies = [true, false].map(
    (enabled) => itemsOf(map(foundAccount({ windows: [{ ...window, enabled }] })), 'maintenance window')[0]?.remedy,
  );
  expect(remedies).toEqual([
    'keep it, or replace it by `ssmBackup` and then disable it: with both, instances are imaged twice',
    'delete it if no one enables it again',
  ]);
});
