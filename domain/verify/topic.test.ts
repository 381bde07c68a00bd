import { compareTopic } from './topic';

const region = 'ap-northeast-1';
const accountId = '111111111111';
const arn = `arn:aws:sns:${region}:${accountId}:failures`;

const compare = (key: string | Record<string, string>, keyId: string | undefined) =>
  compareTopic({ accountId, region, arn, key }, { policy: '{}', keyId })
    .filter(({ setting }) => setting === 'key')
    .map(({ state, expected, found }) => `${state}: ${expected} | ${found}`);

test('N9 a topic has the key that is named, by region or none', () => {
  expect(compare('none', undefined)).toEqual(['same: none | none']);
  expect(compare('none', 'arn:key')).toEqual(['different: none | arn:key']);
  expect(compare({ [region]: 'arn:key' }, 'arn:key')).toEqual(['same: arn:key | arn:key']);
  expect(compare({ other: 'arn:key' }, undefined)).toEqual(['same: none | none']);
});

test('N9 a topic has a customer-managed key if one is created, never the key of AWS, with which no service can publish', () => {
  expect(compare('customer-managed', 'arn:key')).toEqual(['not compared: customer-managed | arn:key']);
  expect(compare('customer-managed', 'alias/aws/sns')).toEqual(['different: customer-managed | alias/aws/sns']);
  expect(compare('customer-managed', undefined)).toEqual(['different: customer-managed | none']);
});

test('N9 a topic without a policy lacks every statement', () => {
  const compared = compareTopic({ accountId, region, arn, key: 'none' }, { policy: undefined, keyId: undefined });
  expect(
    compared.filter(({ state }) => state === 'different').map(({ setting, found }) => `${setting}: ${found}`),
  ).toEqual([
    'policy AdministerByAccount: none',
    'policy PublishByBackup: none',
    'policy PublishByEventBridge: none',
    'policy PublishByAlarms: none',
    'policy DenyPlainText: none',
  ]);
});
