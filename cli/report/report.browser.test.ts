import { readFileSync } from 'node:fs';

import { ReportBrowser } from '../../testing/browser/open-report';
import { reportOf } from '../../testing/report';

const browser = new ReportBrowser();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

afterAll(() => browser.close());

test('H6 the report of the fixtures has every chart, no accessibility findings, and requests nothing', async () => {
  const { page, noise } = await browser.open(reportOf());
  const titles = await page.locator('section h2').allTextContents();
  expect(titles).toEqual(['What is lost', 'How far back', 'Coverage', 'Calendar', 'Inheritance', 'What it stores']);
  await page.evaluate(axe);
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
  );
  expect(violations).toEqual([]);
  expect(noise).toEqual([]);
});

test('H2 the charts show who loses what without prod, how far back rules reach, windows and winners', async () => {
  const { page } = await browser.open(reportOf());
  const texts = (selector: string) => page.locator(selector).allTextContents();
  expect(await texts('#copies .headline')).toEqual([
    'Without prod, recovery points of 3 rules and the images of mw-ssm-backup are lost: nothing remains. No other account loses anything: none copies into prod.',
  ]);
  expect(await texts('#copies .vault-box.gone .vault-name')).toEqual(['✕ EC2', '✕ EFS', '✕ test-bk-vault', '✕ EC2']);
  await page.getByLabel('or without this region').selectOption('ap-northeast-1');
  expect(await texts('#copies .answer tbody tr:nth-child(2) td')).toEqual([
    'EC2 / EC2',
    'ap-northeast-1',
    'recovery points in EC2 in ap-northeast-1',
    expect.stringMatching(
      /^⚠ if the copy works: copy in EC2 in ap-northeast-3, 30 dayscopies of .* need a customer-managed key .*→ give vault EC2 /,
    ),
  ]);
  const bars = await page.evaluate(
    '[...document.querySelectorAll("#reach .track")].map((track) => [track.getAttribute("aria-label"), track.querySelectorAll(".bar").length])',
  );
  expect(bars).toEqual([
    ['Recovery points: EC2 in ap-northeast-1, kept 30 days', 1],
    ['Copy: EC2 in ap-northeast-3, kept 30 days', 1],
    ['Recovery points: EFS in ap-northeast-1, kept 365 days', 1],
    ['Recovery points: EC2 in ap-northeast-1, kept 2 days', 1],
    ['Recovery points: EC2 in ap-northeast-1, kept 30 days', 1],
    ['Recovery points: test-bk-vault in ap-northeast-1, kept 7 days', 1],
    ['Recovery points: test-bk-vault in ap-northeast-1, kept 35 days', 1],
  ]);
  // A week of hourly runs, and seven daily ones, windows and checks.
  expect(await page.locator('#calendar .block').count()).toBe(24 * 7 + 3 * 7);
  expect(await texts('#inheritance .headline')).toEqual([
    '35 from test-bk-policy-production at OU Workloads/Production',
  ]);
});

test('H2 the keyboard reaches the search, an OU and the table of a chart', async () => {
  const { page } = await browser.open(reportOf());
  await page.getByLabel('Search accounts').focus();
  await page.keyboard.type('log');
  expect(await page.locator('.matrix tbody th').allTextContents()).toEqual(['log-archive555555555555']);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  const production = page.getByRole('button', { name: 'Production' });
  await production.focus();
  await page.keyboard.press('Enter');
  expect(await production.getAttribute('aria-expanded')).toBe('true');
  await page.locator('#reach summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('#reach tbody').waitFor();
  // Seven bars, and the images of three environments.
  expect(await page.locator('#reach tbody tr').count()).toBe(7 + 3);
});

test.each(['light', 'dark'] as const)('H5 the bars show what each rule stores, in %s', async (colorScheme) => {
  const base = reportOf(({ environments: [, , prod] }) => {
    Object.assign(prod?.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays: 20 });
  });
  const forever = reportOf(
    ({ environments: [dev] }) => {
      Object.assign(dev?.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays: undefined });
    },
    { base },
  );
  const { page, noise } = await browser.open(forever, { colorScheme });
  const texts = (selector: string) => page.locator(selector).allTextContents();
  expect(await texts('#cost .headline')).toEqual([
    '50,028.2 GB-months stored, 1,825 GB transferred to other regions, 10 GB restored. +30,384 GB-months compared with before.',
  ]);
  expect((await texts('#cost .store-keep')).slice(0, 4)).toEqual([
    '29,592+29,184 GB-months∞ kept forever',
    '9,596.2',
    '3,740+600 GB-months',
    '3,740+600 GB-months1,825 GB transferred',
  ]);
  expect(await page.locator('#cost [role=img]').first().getAttribute('aria-label')).toBe(
    'EC2 / EC2 · EC2, vault in ap-northeast-1, environment dev: warm 29,592 GB-months, kept forever',
  );
  // The files are warm and then cold; of restores, nothing is stored.
  expect(await texts('#cost .bar title')).toEqual([
    'Warm: 29,592 GB-months',
    'Warm: 785.3 GB-months',
    'Cold: 8,811 GB-months',
    'Warm: 3,740 GB-months',
    'Copies: 3,740 GB-months',
    'Warm: 3,360 GB-months',
  ]);
  expect(await page.locator('#cost .ghost.before').count()).toBe(3);
  await page.locator('#cost select').focus();
  await page.keyboard.type('account');
  expect((await texts('#cost .cost-label > span'))[0]).toBe('dev111111111111');
  await page.locator('#cost summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('#cost tbody').waitFor();
  expect(await page.locator('#cost tbody tr').count()).toBe(6 + 1);
  expect(noise).toEqual([]);
});
