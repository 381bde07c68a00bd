import { reportOf } from '../../testing/report';
import type { ReportData } from './data';
import { lossesOf, type Lost } from './loss';

function lost(data: ReportData, what: Lost) {
  return lossesOf(data, what).map(({ accounts, plan, rule, gone, remaining }) => [
    accounts.map((index) => data.accounts[index]?.[1]).join(', '),
    `${data.plans[plan]?.name}/${rule}`,
    gone.map(({ kind, region }) => `${kind} in ${region}`).join(', '),
    remaining.map(({ kind, region, account }) => `${kind} in ${region}${account}`).join(', ') || 'nothing',
  ]);
}

const PROD = '333333333333';

test('H2 without prod, prod loses everything, its copy in the other region too, and no other account loses anything', () => {
  expect(lost(reportOf(), { account: PROD })).toEqual([
    ['prod', 'EC2/EC2', 'vault in ap-northeast-1, copy in ap-northeast-3', 'nothing'],
    ['prod', 'EFS/Monthly', 'vault in ap-northeast-1', 'nothing'],
    ['prod', 'test-bk-plan/test-bk-rule', 'vault in ap-northeast-1', 'nothing'],
  ]);
});

test('H2 without its region, only the copy of prod remains', () => {
  expect(lost(reportOf(), { region: 'ap-northeast-1' })).toEqual([
    ['management, shared-services, log-archive', 'test-bk-plan/test-bk-rule', 'vault in ap-northeast-1', 'nothing'],
    ['prod', 'EC2/EC2', 'vault in ap-northeast-1', 'copy in ap-northeast-3'],
    ['prod', 'EFS/Monthly', 'vault in ap-northeast-1', 'nothing'],
    ['prod', 'test-bk-plan/test-bk-rule', 'vault in ap-northeast-1', 'nothing'],
    ['dev', 'EC2/EC2', 'vault in ap-northeast-1', 'nothing'],
    ['dev', 'test-bk-plan/test-bk-rule', 'vault in ap-northeast-1', 'nothing'],
    ['stg', 'EC2/EC2', 'vault in ap-northeast-1', 'nothing'],
    ['stg', 'test-bk-plan/test-bk-rule', 'vault in ap-northeast-1', 'nothing'],
  ]);
});

/** The fixtures, with copies from dev into prod. */
const copiesIntoProd = (): ReportData =>
  reportOf(({ environments: [dev, , prod] }) => {
    const [rule] = dev?.backup.plans[0]?.rules ?? [];
    const [from] = dev?.backup.vaults ?? [];
    const [into] = prod?.backup.vaults ?? [];
    if (!rule || !from || !into) return;
    rule.copies = [{ vault: 'EC2', region: 'ap-northeast-1', accountId: PROD }];
    Object.assign(from, { key: 'customer-managed' });
    Object.assign(into, { key: 'customer-managed', accessPolicy: { copiesFromAccounts: ['111111111111'] } });
  });

test('H2 an account that copies to another one keeps the copy, and loses it with the other one', () => {
  const data = copiesIntoProd();
  expect(lost(data, { account: '111111111111' })).toContainEqual([
    'dev',
    'EC2/EC2',
    'vault in ap-northeast-1',
    `copy in ap-northeast-1${PROD}`,
  ]);
  expect(lost(data, { account: PROD })).toContainEqual([
    'dev',
    'EC2/EC2',
    'copy in ap-northeast-1',
    'vault in ap-northeast-1',
  ]);
});

test('H2 a region that keeps nothing loses nothing', () => {
  expect(lost(reportOf(), { region: 'us-east-1' })).toEqual([]);
});
