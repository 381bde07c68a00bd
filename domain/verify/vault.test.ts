import { differences } from '../../testing/differences';
import type { Vault } from '../backup/model';
import { compareVault, type FoundVault } from './vault';

const region = 'ap-northeast-1';
const accountId = '111111111111';
const topicArn = `arn:aws:sns:${region}:${accountId}:failures`;

const vault: Vault = { name: 'EC2', region, key: 'arn:key', notify: [] };
const found: FoundVault = { keyArn: 'arn:key', lock: undefined, notifications: undefined, accessPolicy: undefined };

const compare = (one: Partial<Vault>, other: Partial<FoundVault>) =>
  differences(compareVault({ ...vault, ...one }, { ...found, ...other }, { accountId, topicArn }));

test('N9 a vault without notifications, lock and policy', () => {
  expect(compare({}, {})).toEqual([]);
});

test('N9 a vault has the configured key; AWS does not show who manages a key', () => {
  expect(compare({}, { keyArn: 'arn:other' })).toEqual(['different vault EC2 key: arn:key | arn:other']);
  expect(compare({ key: 'customer-managed' }, {})).toEqual(['not compared vault EC2 key: customer-managed | arn:key']);
});

test('N9 a vault is locked in the same mode for the same days', () => {
  const lock = { mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 30 } as const;
  expect(compare({ lock }, { lock })).toEqual([]);
  expect(compare({ lock }, { lock: { mode: 'governance', minRetentionDays: 7 } })).toEqual([
    'different vault EC2 lock: compliance, 7 to 30 days | governance, 7 or more days',
  ]);
  expect(compare({ lock }, {})).toEqual(['different vault EC2 lock: compliance, 7 to 30 days | none']);
});

test('N9 a vault that publishes events although none are configured', () => {
  expect(compare({}, { notifications: { topicArn: 'arn:t', events: ['A'] } })).toEqual([
    'different vault EC2 notified events: none | A',
    'different vault EC2 notification topic: none | arn:t',
  ]);
});

test('X1 a vault whose notifications are not managed: nothing of them is compared, and the table says so', () => {
  for (const [notifications, text] of [
    [{ topicArn: 'arn:t', events: ['B', 'A'] }, 'A, B'],
    [undefined, 'none'],
  ] as const) {
    expect(compare({ notify: 'unmanaged' }, { notifications })).toEqual([
      `not compared vault EC2 notifications: unmanaged | ${text}`,
    ]);
  }
});

describe('N9 a vault lets copies in', () => {
  const accessPolicy = { copiesFromAccounts: ['222222222222'], denyManualDeletion: true };
  const copies = {
    Sid: 'CopyFromAccounts',
    Effect: 'Allow',
    Principal: { AWS: ['222222222222'] },
    Action: 'backup:CopyIntoBackupVault',
    Resource: `arn:aws:backup:${region}:${accountId}:backup-vault:EC2`,
  };
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: [
      'backup:UpdateRecoveryPointLifecycle',
      'backup:DisassociateRecoveryPoint',
      'backup:DeleteRecoveryPoint',
      'backup:DisassociateRecoveryPointFromParent',
    ],
    Resource: '*',
  };
  const policy = (...statements: object[]) => ({ accessPolicy: JSON.stringify({ Statement: statements }) });

  test('from those who are configured', () => {
    expect(compare({ accessPolicy }, policy(copies, deny))).toEqual([]);
    expect(compare({ accessPolicy }, policy(copies))).toEqual([
      expect.stringMatching(/^different vault EC2 policy DenyManualDeletion: \{.*\} \| none$/),
    ]);
  });

  test('and from no one else', () => {
    const wider = { ...copies, Principal: { AWS: ['222222222222', '333333333333'] } };
    expect(compare({ accessPolicy }, policy(wider, deny))).toEqual([
      expect.stringMatching(/CopyFromAccounts: .*222222222222:root".* \| .*\["222222222222","333333333333"\]/),
    ]);
    const organization = { ...accessPolicy, copiesFromAccounts: [], copiesFromOrganization: 'o-1' };
    const everybody = { ...copies, Sid: 'CopyFromOrganization', Principal: '*' };
    const member = { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
    expect(compare({ accessPolicy: organization }, policy(member, deny))).toEqual([]);
    expect(compare({ accessPolicy: organization }, policy(everybody, deny))).toHaveLength(1);
  });

  test('by a policy that is not managed: nothing of it is compared, and the table says so', () => {
    for (const [policyFound, text] of [
      [policy(copies).accessPolicy, 'exists'],
      [undefined, 'none'],
    ]) {
      expect(compare({ accessPolicy: 'unmanaged' }, { accessPolicy: policyFound })).toEqual([
        `not compared vault EC2 policy: unmanaged | ${text}`,
      ]);
    }
  });

  test('by a policy that can be read', () => {
    expect(compare({}, { accessPolicy: 'nonsense' })).toEqual(['different vault EC2 policy: a policy | not JSON']);
  });
});
