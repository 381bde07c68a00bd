import { resourcesIn } from './evaluated-template';
import { memberBaseline } from './member-baseline';
import { DEFAULT_NAMES } from '../names';
import { memberTemplate } from './template';

const shared = 'arn:aws:kms:us-east-1:999999999999:key/1';
const policies = [
  {
    name: 'daily',
    description: '',
    plans: [
      { name: 'daily', rules: [{ name: 'r', vault: 'Own', copies: [{ vault: 'Own', accountId: '222222222222' }] }] },
    ],
    attachTo: { root: true, ous: [], accounts: [] },
  },
] as never;

const template = memberTemplate(
  memberBaseline({
    id: 'o-1',
    service: 'test',
    region: 'ap-northeast-1',
    names: DEFAULT_NAMES,
    tags: {},
    managementAccount: { id: '999999999999' },
    notifications: {},
    policies,
    baseline: {
      regions: ['ap-northeast-1', 'us-east-1'],
      vaults: [
        { name: 'Own', key: 'customer-managed' },
        { name: 'Shared', key: { 'us-east-1': shared } },
      ],
      role: { name: 'Backup', permissionsBoundary: 'edge' },
    },
  }),
);

const inAccount = (accountId: string, region: string) => resourcesIn(template, { accountId, region });
const properties = (id: string, accountId = '111111111111', region = 'ap-northeast-1'): any =>
  inAccount(accountId, region).get(id)?.properties;

test('M11 roles are in the home region only', () => {
  expect(properties('Rolerole')).toMatchObject({
    RoleName: 'Backup',
    PermissionsBoundary: 'arn:aws:iam::111111111111:policy/edge',
  });
  expect(properties('Rolerole', '111111111111', 'us-east-1')).toBeUndefined();
});

test('M11 a vault has the key of its region, if it has one there', () => {
  expect(properties('VaultShared', '111111111111', 'us-east-1').EncryptionKeyArn).toBe(shared);
  expect(properties('VaultShared')).not.toHaveProperty('EncryptionKeyArn');
  expect(properties('VaultOwn').EncryptionKeyArn).toEqual({ Ref: 'KeyOwn' });
});

test('M11 only in accounts that are copied into, a key is open to the organization', () => {
  const statements = (account: string): number => properties('KeyOwn', account).KeyPolicy.Statement.length;
  expect(statements('222222222222')).toBeGreaterThan(statements('111111111111'));
});

test('M11 no intrinsic function remains', () => {
  for (const region of ['ap-northeast-1', 'us-east-1']) {
    expect(JSON.stringify([...inAccount('111111111111', region)])).not.toMatch(
      /Fn::|\$\{|AWS::(AccountId|Region|NoValue)/,
    );
  }
});
