import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { CostReport } from '../../domain/cost/cost-report';
import { backupctl, changedEnvironments, emptyFolder } from '../../testing/commands';

const NOW = ['--now', '2026-11-21T00:00:00Z'];

const SIZES = `costs: [
    { name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 2000, dailyChangePercent: 3 },
    { name: 'files', type: 'EFS', plan: 'EFS', sizeGb: 800, dailyChangePercent: 0.5, restoredGbPerMonth: 10 },
  ],
  ssmBackup: {`;
const MEMBERS = `costs: [{ name: 'tables', type: 'DynamoDB', sizeGb: 20, dailyChangePercent: 100 }],
  globalSettings`;

function environments(deleteAfterDays = 30): string {
  return changedEnvironments({
    'prod.ts': (text) =>
      text.replace('ssmBackup: {', SIZES).replace('deleteAfterDays: 30', `deleteAfterDays: ${deleteAfterDays}`),
    'organization.ts': (text) => text.replace('globalSettings', MEMBERS),
  });
}

const OFFER = JSON.stringify({
  offerCode: 'AWSBackup',
  publicationDate: '2026-11-01T00:00:00Z',
  products: { sku: { attributes: { usagetype: 'APN1-WarmStorage-ByteHrs-EFS', regionCode: 'ap-northeast-1' } } },
  terms: {
    OnDemand: { sku: { term: { priceDimensions: { rate: { unit: 'GB-Mo', pricePerUnit: { USD: '0.06' } } } } } },
  },
});

const folder = emptyFolder();
const declared = { BACKUP_ENVIRONMENTS_DIR: environments(60), COLUMNS: '200' };
const before = environments();
writeFileSync(path.join(folder, 'prices.json'), OFFER);

const cost = (args: readonly string[], variables: Readonly<Record<string, string>> = declared) =>
  backupctl(['cost', ...NOW, ...args], folder, variables);

async function reportOf(args: readonly string[] = []): Promise<CostReport> {
  const { stdout, stderr } = await cost([...args, '--json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as CostReport;
}

test('H5 shows what backups store, transfer and restore by rule, with what the prices lack', async () => {
  const { code, stdout } = await cost(['--prices', 'prices.json']);
  expect(code).toBe(0);
  expect(stdout.replaceAll(/ {2,}/g, '  ').split('\n')).toEqual(
    expect.arrayContaining([
      'environment prod  EC2  EC2  vault  ap-northeast-1  EC2  1  5,540  0  1,825  0  0  ?',
      'environment prod  EC2  EC2  copy  ap-northeast-3  EC2  1  5,540  0  1,825  1,825  0  ?',
      'environment prod  restore  ap-northeast-1  EFS  1  0  0  0  0  10  ?',
      'Prices: AWSBackup of 2026-11-01 (prices.json).',
      'AmazonEC2  EBS:SnapshotUsage  ap-northeast-3  EC2  5,540  no file of this service',
      'AWSDataTransfer  AWS-Out-Bytes  ap-northeast-1 to ap-northeast-3  EC2  1,825  no file of this service',
    ]),
  );
  expect(stdout).toMatch(/Monthly .* 47\.12 \+ \?\n/);
  expect(stdout).not.toContain('base');
});

test('H5 adds up to the same total by rule, account and region, and counts every account of the organization', async () => {
  const [byRule, byAccount] = [await reportOf(), await reportOf(['--by', 'account'])];
  expect(byAccount.total).toEqual(byRule.total);
  const sum = byAccount.groups.reduce((total, { warmGbMonths }) => total + warmGbMonths, 0);
  expect(sum).toBeCloseTo(byAccount.total.warmGbMonths, 6);
  expect(byAccount.groups.map(({ key }) => key[0]).toSorted()).toEqual([
    '111111111111',
    '222222222222',
    '333333333333',
    '444444444444',
    '555555555555',
    '999999999999',
  ]);
  // 20 GB an hour for 7 days in five accounts, and for 35 days in production.
  const tables = byRule.groups.find(({ key }) => key.includes('DynamoDB'));
  expect(tables?.warmGbMonths).toBeCloseTo(20 * 24 * (5 * 7 + 35), 6);
  expect(byRule.money).toBeNull();
});

test('H5 compares with other environments, and with a file that it printed before', async () => {
  const { difference } = await reportOf(['--base', before]);
  expect(difference?.groups.map(({ key }) => key[3])).toEqual(['vault', 'copy']);
  expect(difference?.groups[0]).toMatchObject({ before: { warmGbMonths: 3740 }, after: { warmGbMonths: 5540 } });
  const { stdout } = await cost(['--json'], { BACKUP_ENVIRONMENTS_DIR: before });
  writeFileSync(path.join(folder, 'base.json'), stdout);
  expect((await reportOf(['--base', 'base.json'])).difference).toEqual(difference);
  const shown = await cost(['--base', 'base.json']);
  expect(shown.stdout.replaceAll(/ {2,}/g, '  ')).toContain(
    'EC2  EC2  copy  ap-northeast-3  EC2  Warm  3,740  5,540\n',
  );
  writeFileSync(path.join(folder, 'same.json'), (await cost(['--json'])).stdout);
  expect((await cost(['--base', 'same.json'])).stdout).toContain('Nothing changes compared with the base.');
});

test('H5 needs declared sizes', async () => {
  const { code, stderr } = await cost([], {});
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^The configuration declares no sizes\.\n→ add costs to an environment or to .*cost\.md\n$/),
  ]);
  const based = await cost(['--base', changedEnvironments({})]);
  expect([based.code, based.stderr]).toEqual([1, expect.stringMatching(/ has no costs:\nThe configuration declares/)]);
});

test('H5 refuses what is neither costs nor prices', async () => {
  writeFileSync(path.join(folder, 'other.json'), '{}');
  writeFileSync(path.join(folder, 'text.json'), 'text');
  writeFileSync(path.join(folder, 'yuan.json'), OFFER.replace('USD', 'CNY'));
  mkdirSync(path.join(folder, 'empty'));
  const messages = await Promise.all(
    [
      ['--prices', 'other.json', 'text.json'],
      ['--prices', 'other.json'],
      ['--prices', 'prices.json', 'yuan.json'],
      ['--base', 'other.json'],
      ['--base', 'empty'],
      ['--base', 'nowhere'],
    ].map(async (args) => {
      const { code, stdout, stderr } = await cost(args);
      return [code, stdout, stderr.split('\n')[0]];
    }),
  );
  expect(messages).toEqual([
    [1, '', 'other.json, text.json are not offer files of the AWS Price List.'],
    [1, '', 'other.json is not an offer file of the AWS Price List.'],
    [1, '', 'The prices are in several currencies: USD, CNY.'],
    [1, '', 'other.json has no costs of this version.'],
    [2, '', 'empty has no environments: no load.ts.'],
    [2, '', 'nowhere does not exist.'],
  ]);
});

test('H5 names sizes that no plan of a policy backs up, and what is kept forever', async () => {
  const forever = changedEnvironments({
    'prod.ts': (text) => text.replace('ssmBackup: {', SIZES).replace('            deleteAfterDays: 30,\n', ''),
    'organization.ts': (text) =>
      text.replace('globalSettings', MEMBERS.replace("type: '", "region: 'eu-west-1', type: '")),
  });
  const { stdout } = await cost([], { BACKUP_ENVIRONMENTS_DIR: forever });
  expect(stdout).toContain('No plan backs up tables (organization policies).');
  expect(stdout).toContain(
    'Kept forever: EC2/EC2. The storage is that of ten years, and then grows by 3,650 GB a month.',
  );
});
