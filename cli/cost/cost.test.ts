import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { costReport, type CostReportOptions } from '../../domain/cost/cost-report';
import { parseEnvironments } from '../../environments/parse';
import { emptyFolder } from '../../testing/commands';
import { fixtures } from '../../testing/fixtures';
import { costAccounts } from './cost-accounts';
import { costText } from './cost-text';
import { readBase } from './read-base';
import { readPrices } from './read-prices';

const NOW = new Date('2026-11-21T00:00:00Z');

interface Change {
  /** Of the rule of plan EC2 in prod. */
  readonly deleteAfterDays?: number;
  /** Of the size of the organization. */
  readonly region?: 'ap-northeast-1' | 'eu-west-1';
}

/** The fixtures with declared sizes. */
function accounts({ deleteAfterDays, region }: Change) {
  const inputs = structuredClone(fixtures);
  inputs.prod.costs = [
    { name: 'servers', type: 'EC2', plan: 'EC2', sizeGb: 2000, dailyChangePercent: 3 },
    { name: 'files', type: 'EFS', plan: 'EFS', sizeGb: 800, dailyChangePercent: 0.5, restoredGbPerMonth: 10 },
  ];
  Object.assign(inputs.prod.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays });
  inputs.organization.costs = [{ name: 'tables', type: 'DynamoDB', sizeGb: 20, dailyChangePercent: 100, region }];
  const files = (['dev', 'stg', 'prod'] as const).map((name) => ({ file: name, name, input: inputs[name] }));
  const organization = { file: 'organization.ts', input: inputs.organization };
  return costAccounts(parseEnvironments(files, NOW, organization), NOW) ?? [];
}

const reportOf = (change: Change, options: Partial<CostReportOptions> = {}) =>
  costReport(accounts(change), NOW, { by: 'rule', ...options });

const linesOf = (report: ReturnType<typeof reportOf>): string[] =>
  costText(report).replaceAll(/ {2,}/g, '  ').split('\n');

const OFFER = JSON.stringify({
  offerCode: 'AWSBackup',
  publicationDate: '2026-11-01T00:00:00Z',
  products: { sku: { attributes: { usagetype: 'APN1-WarmStorage-ByteHrs-EFS', regionCode: 'ap-northeast-1' } } },
  terms: {
    OnDemand: { sku: { term: { priceDimensions: { rate: { unit: 'GB-Mo', pricePerUnit: { USD: '0.06' } } } } } },
  },
});

const folder = emptyFolder();
function fileWith(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('H5 shows what backups store, transfer and restore by rule, with what the prices lack', () => {
  const columns = process.env['COLUMNS'];
  process.env['COLUMNS'] = '200';
  const file = fileWith('prices.json', OFFER);
  const lines = linesOf(reportOf({ deleteAfterDays: 60 }, { prices: readPrices([file]) }));
  if (columns === undefined) delete process.env['COLUMNS'];
  else process.env['COLUMNS'] = columns;
  expect(lines).toEqual(
    expect.arrayContaining([
      'environment prod  EC2  EC2  vault  ap-northeast-1  EC2  1  5,540  0  1,825  0  0  ?',
      'environment prod  EC2  EC2  copy  ap-northeast-3  EC2  1  5,540  0  1,825  1,825  0  ?',
      'environment prod  restore  ap-northeast-1  EFS  1  0  0  0  0  10  ?',
      `Prices: AWSBackup of 2026-11-01 (${file}).`,
      'AmazonEC2  EBS:SnapshotUsage  ap-northeast-3  EC2  5,540  no file of this service',
      'AWSDataTransfer  AWS-Out-Bytes  ap-northeast-1 to ap-northeast-3  EC2  1,825  no file of this service',
    ]),
  );
  expect(lines.join('\n')).toMatch(/Monthly .* 47\.12 \+ \?\n/);
  expect(lines.join('\n')).not.toContain('base');
});

test('H5 adds up to the same total by rule, account and region, and counts every account of the organization', () => {
  const [byRule, byAccount] = [reportOf({}), reportOf({}, { by: 'account' })];
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

test('H5 compares with what it printed before', async () => {
  const base = fileWith('base.json', JSON.stringify(reportOf({ deleteAfterDays: 30 })));
  const compared = reportOf({ deleteAfterDays: 60 }, { base: await readBase(base, NOW) });
  expect(compared.difference?.groups.map(({ key }) => key[3])).toEqual(['vault', 'copy']);
  expect(compared.difference?.groups[0]).toMatchObject({
    before: { warmGbMonths: 3740 },
    after: { warmGbMonths: 5540 },
  });
  expect(linesOf(compared)).toContain('environment prod  EC2  EC2  copy  ap-northeast-3  EC2  Warm  3,740  5,540');
  const same = reportOf({ deleteAfterDays: 60 }, { base: compared.rows });
  expect(costText(same)).toContain('Nothing changes compared with the base.');
});

test('H5 prints what its page shows', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/commands/cost.md'), 'utf8').replaceAll(/ {2,}/g, '  ');
  const printed = linesOf(reportOf({ deleteAfterDays: 60 })).map((line) => line.trim());
  const figures = printed.filter((line) => /^(environment|organization|Total)/.test(line));
  expect(figures).toHaveLength(6);
  for (const line of figures) expect(page).toContain(line);
});

test('H5 names sizes that no plan of a policy backs up, and what is kept forever', () => {
  const text = costText(reportOf({ deleteAfterDays: undefined, region: 'eu-west-1' }));
  expect(text).toContain('No plan backs up tables (organization policies).');
  expect(text).toContain(
    'Kept forever: EC2/EC2. The storage is that of ten years, and then grows by 3,650 GB a month.',
  );
});

test('H5 has no costs without declared sizes', () => {
  const files = [{ file: 'dev.ts', name: 'dev', input: fixtures.dev }];
  expect(costAccounts(parseEnvironments(files, NOW), NOW)).toBeUndefined();
});

const other = fileWith('other.json', '{}');
const text = fileWith('text.json', 'text');

test.each([
  [[other, text], `${other}, ${text} are not offer files of the AWS Price List.\n`],
  [[other], `${other} is not an offer file of the AWS Price List.\n`],
  [
    [fileWith('dollars.json', OFFER), fileWith('yuan.json', OFFER.replace('USD', 'CNY'))],
    'have prices in several currencies: USD, CNY.\n',
  ],
])('H5 refuses price lists that are none, or in several currencies: %#', (files, message) => {
  expect(() => readPrices(files)).toThrow(message);
});

test('H5 refuses a base that has no costs', async () => {
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  await expect(readBase(other, NOW)).rejects.toThrow(`${other} has no costs of this version.\n`);
  await expect(readBase(text, NOW)).rejects.toThrow(`${text} has no costs of this version.\n`);
  await expect(readBase(empty, NOW)).rejects.toThrow(`${empty} has no environments: no load.ts.\n`);
  await expect(readBase('nowhere', NOW)).rejects.toThrow('nowhere does not exist.\n');
});
