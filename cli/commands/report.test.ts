import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { CostReport } from '../../domain/cost/cost-report';
import type { ReportData } from '../../domain/report/data';
import { backupctl, changedEnvironments, emptyFolder } from '../../testing/commands';
import { dataOfPage } from '../report/page';

const NOW = ['--now', '2026-11-21T00:00:00Z'];

const readData = (folder: string, file = 'report.html') =>
  dataOfPage(readFileSync(path.join(folder, file), 'utf8')) as ReportData;

test('H2 writes one file below 2 MB, which holds what --json prints', async () => {
  const folder = emptyFolder();
  const written = await backupctl(['report', ...NOW], folder);
  expect(written).toEqual({ code: 0, stdout: '', stderr: 'Wrote report.html: open it in a browser.\n' });
  const text = readFileSync(path.join(folder, 'report.html'), 'utf8');
  expect(text.length).toBeLessThan(2_000_000);
  const { stdout } = await backupctl(['report', ...NOW, '--json'], folder);
  expect(readData(folder)).toEqual(JSON.parse(stdout));
  await backupctl(['report', ...NOW, '-o', 'again.html'], folder);
  expect(readFileSync(path.join(folder, 'again.html'), 'utf8')).toBe(text);
});

describe('--base', () => {
  const shorter = changedEnvironments({
    'prod.ts': (text) => text.replace('deleteAfterDays: 30', 'deleteAfterDays: 60'),
  });
  const lost = 'recovery points in vault EC2 in ap-northeast-1: keeps 30 days, was 60 days';

  test('H4 compares with a folder of environments, or with the checkout that has it', async () => {
    const folder = emptyFolder();
    const { code } = await backupctl(['report', ...NOW, '--base', shorter], folder);
    expect([code, readData(folder).changes?.[0]?.text]).toEqual([0, lost]);
  });

  test('H4 compares with a report that was written before', async () => {
    const folder = emptyFolder();
    await backupctl(['report', ...NOW, '-o', 'old.html'], folder, { BACKUP_ENVIRONMENTS_DIR: shorter });
    const { code } = await backupctl(['report', ...NOW, '--base', 'old.html'], folder);
    expect([code, readData(folder).changes?.[0]?.text]).toEqual([0, lost]);
  });

  test('refuses what is no report, and writes nothing', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'other.html'), '<p>hello</p>');
    mkdirSync(path.join(folder, 'empty'));
    const run = async (base: string) => {
      const { code, stderr } = await backupctl(['report', '--base', base], folder);
      return [code, stderr];
    };
    expect(await run('other.html')).toEqual([
      1,
      'other.html is not a report of this version.\n→ name a file that backupctl report wrote\n',
    ]);
    expect(await run('empty')).toEqual([
      2,
      'empty has no environments: no load.ts.\n→ name a checkout, or its environments\n',
    ]);
    expect(await run('nowhere')).toEqual([
      2,
      'nowhere does not exist.\n→ name a checkout, its environments, or a report\n',
    ]);
    expect(existsSync(path.join(folder, 'report.html'))).toBe(false);
  });

  test('shows why a base is refused', async () => {
    const broken = changedEnvironments({
      'prod.ts': (text) => text.replace('deleteAfterDays: 30', 'deleteAfterDays: 0'),
    });
    const { code, stderr } = await backupctl(['report', '--base', broken], emptyFolder());
    expect(code).toBe(1);
    expect(stderr).toMatch(/ has no report:\n.*prod\.ts is refused/);
  });
});

describe('--coverage', () => {
  const run = async (text: string) => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'coverage.json'), text);
    return { folder, ...(await backupctl(['report', ...NOW, '--coverage', 'coverage.json'], folder)) };
  };

  test('H1 adds the resources that a coverage file lists', async () => {
    const resource = { account: '333333333333', type: 'EC2', status: 'covered' };
    const { code, folder } = await run(JSON.stringify({ resources: [resource] }));
    expect([code, readData(folder).coverage.found?.counts]).toEqual([0, [[2, 6, 0, 1]]]);
  });

  test('H1 reads the counts of a file as coverage writes it: one resource in each line', async () => {
    const lines = ['{', '  "resources": [', '    {"arn": "not read"},', '    {nor this}', '  ],'];
    const count = { account: '333333333333', type: 'EFS', status: 'missing-tag', count: 3 };
    const { code, folder } = await run([...lines, `  "byType": [${JSON.stringify(count)}]`, '}', ''].join('\n'));
    expect([code, readData(folder).coverage.found?.counts]).toEqual([0, [[2, 7, 0, 3]]]);
  });

  test('refuses what is no coverage file', async () => {
    const noJson = await run('covered');
    expect([noJson.code, noJson.stderr]).toEqual([
      1,
      'coverage.json is not JSON.\n→ name the output of backupctl coverage --format json\n',
    ]);
    const other = await run('{}');
    expect([other.code, other.stderr]).toEqual([
      1,
      'coverage.json is not the output of backupctl coverage: it has neither byType nor resources.\n→ write it with backupctl coverage --format json\n',
    ]);
  });

  test('names the entry that is wrong, and prints it as JSON with --json', async () => {
    const folder = emptyFolder();
    const gap = { account: '333333333333', type: 'EC2', status: 'missing_tag', count: 3 };
    writeFileSync(path.join(folder, 'coverage.json'), JSON.stringify({ byType: [gap] }));
    const { code, stdout, stderr } = await backupctl(['report', '--coverage', 'coverage.json', '--json'], folder);
    const message = `is not the output of backupctl coverage: byType[0] is ${JSON.stringify(gap)}; allowed are type, account, a status of stale, missing-tag, opted-out, no-plan, unknown, excluded, unsupported, covered, and a count of 0 or more`;
    const remedy = 'write it with backupctl coverage --format json';
    expect([code, stderr]).toEqual([1, `coverage.json ${message}.\n→ ${remedy}\n`]);
    expect(JSON.parse(stdout)).toEqual({ refused: [{ file: 'coverage.json', path: '', message, remedy }] });
  });

  test('a file that does not exist is wrong usage', async () => {
    const { code, stderr } = await backupctl(['report', '--coverage', 'nowhere.json'], emptyFolder());
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ENOENT/);
  });
});

describe('--prices', () => {
  const SIZES =
    "costs: [{ name: 'files', type: 'EFS', plan: 'EFS', sizeGb: 800, dailyChangePercent: 0.5 }], ssmBackup: {";
  const declared = {
    BACKUP_ENVIRONMENTS_DIR: changedEnvironments({ 'prod.ts': (text) => text.replace('ssmBackup: {', SIZES) }),
  };
  const offer = {
    offerCode: 'AWSBackup',
    publicationDate: '2026-11-01T00:00:00Z',
    products: { sku: { attributes: { usagetype: 'APN1-WarmStorage-ByteHrs-EFS', regionCode: 'ap-northeast-1' } } },
    terms: {
      OnDemand: { sku: { term: { priceDimensions: { rate: { unit: 'GB-Mo', pricePerUnit: { USD: '0.06' } } } } } },
    },
  };

  test('H5 adds the money that cost shows, and names what has no price', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'backup.json'), JSON.stringify(offer));
    const args = [...NOW, '--prices', 'backup.json'];
    const { code } = await backupctl(['report', ...args], folder, declared);
    const { stdout } = await backupctl(['cost', ...args, '--json'], folder, declared);
    const { money } = JSON.parse(stdout) as CostReport;
    expect([code, readData(folder).cost?.money]).toEqual([0, money]);
    expect(money?.unpriced).toHaveLength(1);
  });

  test('H5 refuses what is no price list, and writes nothing', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'other.json'), '{}');
    const { code, stderr } = await backupctl(['report', '--prices', 'other.json'], folder, declared);
    expect([code, stderr.split('\n')[0]]).toEqual([1, 'other.json is not an offer file of the AWS Price List.']);
    expect(existsSync(path.join(folder, 'report.html'))).toBe(false);
  });

  test('H5 has no costs without declared sizes', async () => {
    const { stdout } = await backupctl(['report', ...NOW, '--json'], emptyFolder());
    expect((JSON.parse(stdout) as ReportData).cost).toBeNull();
  });
});
