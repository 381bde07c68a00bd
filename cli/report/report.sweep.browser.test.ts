import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

import { largeReport } from '../../testing/browser/large-report';
import { numberText } from '../../domain/cost/texts';
import { storedOf } from '../../domain/report/cost-lines';
import { ReportBrowser } from '../../testing/browser/open-report';
import { reportOf } from '../../testing/report';

const browser = new ReportBrowser();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const fixtures = reportOf();

afterAll(() => browser.close());

const WIDTHS = [360, 1280, 2560] as const;
const SCHEMES = ['light', 'dark'] as const;

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
  );
}

/** Opens everything that opens, and shows all sources. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(
    'for (const details of document.querySelectorAll("details")) details.open = true; document.querySelector("#show-sources").click()',
  );
  await page.locator('#calendar details table').waitFor();
}

test.each(WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme }))))(
  'H6 at $width px, $colorScheme: nothing is cut off, and the accessibility checker finds nothing',
  async (look) => {
    const { page, noise } = await browser.open(fixtures, look);
    await openAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(noise).toEqual([]);
  },
);

test('H3 every table shows the sources of its values, and they are in the configuration', async () => {
  const { page } = await browser.open(fixtures);
  await openAll(page);
  const known = new Set(fixtures.sources.map(({ file, path }) => `${file} · ${path}`));
  for (const chart of ['copies', 'reach', 'coverage', 'calendar', 'inheritance', 'cost']) {
    const shown = await page.locator(`#${chart} details td:last-child code`).allTextContents();
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((source) => !known.has(source))).toEqual([]);
  }
  expect(await page.locator('#reach .plan code.source').first().isVisible()).toBe(true);
});

test('H3 the table of a chart has one row for each bar, with the same values', async () => {
  const { page } = await browser.open(fixtures);
  await openAll(page);
  const bars = await page.locator('#reach .store-keep').allTextContents();
  expect(await page.locator('#reach details td:nth-child(6)').allTextContents()).toEqual(bars);
});

test('H2 bars end at their retention on a logarithmic axis, which ends with what is kept forever', async () => {
  const keep = (deleteAfterDays: number | undefined) =>
    reportOf(({ environments: [dev] }) => {
      Object.assign(dev?.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays });
    });
  const endOf = async (days: number | undefined): Promise<number> => {
    const { page } = await browser.open(keep(days));
    const bar = page
      .getByRole('img', { name: /EC2 in ap-northeast-1, kept (?:10 days|100 days|1000 days|forever)/ })
      .locator('.bar')
      .last();
    const [x, width] = [await bar.getAttribute('x'), await bar.getAttribute('width')];
    return Number(x?.replace('%', '')) + Number(width?.replace('%', ''));
  };
  // The axis has room for a year, and for the longest retention.
  const at = (days: number, longest: number) => (Math.log(days * 24) / Math.log(longest * 24 * 1.2)) * 92;
  expect(await endOf(10)).toBeCloseTo(at(10, 365));
  expect(await endOf(100)).toBeCloseTo(at(100, 365));
  expect(await endOf(1000)).toBeCloseTo(at(1000, 1000));
  expect(await endOf(undefined)).toBe(97);
});

test('H2 in print, every table is open, and controls are left out', async () => {
  const { page } = await browser.open(fixtures);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  expect(await page.locator('#reach details table').isVisible()).toBe(true);
  expect(await page.locator('nav').isVisible()).toBe(false);
  expect(await page.locator('#calendar .controls').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Production' }).isVisible()).toBe(true);
  expect(await page.locator('#inheritance .tree summary').first().isVisible()).toBe(true);
});

test('H2 another account, and an account that does not exist', async () => {
  const { page } = await browser.open(fixtures);
  const field = page.getByLabel('Without this account');
  await field.fill('dev');
  expect(await page.locator('#copies .headline').textContent()).toMatch(/^Without dev, recovery points of 2 rules/);
  await field.fill('nowhere');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('#copies .headline').textContent()).toMatch(/^Without dev/);
});

test('H2 in another time zone the windows move', async () => {
  const { page } = await browser.open(fixtures);
  const first = () => page.locator('#calendar .block.ssm-window title').first().textContent();
  expect(await first()).toBe('4 mw-ssm-backup, 03:30 to 04:30');
  await page.getByLabel('Time zone').selectOption('UTC');
  expect(await first()).toBe('4 mw-ssm-backup, 18:30 to 19:30');
});

test('H2 an account and a setting show the winner and the losers', async () => {
  const { page } = await browser.open(fixtures);
  await page.locator('#inheritance').getByRole('button', { name: 'dev' }).click();
  expect(await page.locator('#inheritance .headline').textContent()).toBe('7 from test-bk-policy at root');
  expect(await page.locator('#inheritance .step').count()).toBe(1);
  expect(await page.locator('#inheritance .explained .muted').first().textContent()).toBe(
    'The same for 5 of 6 accounts: management, shared-services, dev, stg, log-archive',
  );
});

test('H1 gaps only leaves out accounts without gaps', async () => {
  const { page } = await browser.open(
    reportOf(({ environments: [dev] }) => {
      const resources = ['arn:aws:elasticfilesystem:*:*:file-system/*'];
      if (dev) dev.backup.plans[0]?.selections.splice(0, 1, { name: 'files', resources });
      if (dev) dev.costs = [];
    }),
  );
  await page.getByLabel('Gaps only').check();
  expect(await page.locator('#coverage [role=status]').textContent()).toBe('0 of 6 accounts with gaps');
});

test('H1 with a coverage file, cells count resources', async () => {
  const resource = (status: string) => ({ account: '333333333333', type: 'EC2', status });
  const content = { resources: [resource('covered'), resource('covered'), resource('missing-tag')] };
  const { page } = await browser.open(reportOf(undefined, { coverage: { file: 'coverage.json', content } }));
  await page.getByLabel('Search accounts').fill('prod');
  await page.getByLabel('Gaps only').check();
  const row = page.locator('.matrix tbody tr').first();
  expect(await row.locator('td').nth(6).textContent()).toBe('◐ 2/32 covered, 1 missing-tag');
  expect(await page.locator('#coverage [role=status]').textContent()).toBe('1 account found');
});

test('H4 a ghost shows what a change loses', async () => {
  const base = reportOf(({ environments: [, , prod] }) => {
    Object.assign(prod?.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays: 90 });
  });
  const { page } = await browser.open(
    reportOf(
      ({ environments: [, , prod] }) => {
        Object.assign(prod?.backup.plans[0]?.rules[0] ?? {}, { copies: [] });
      },
      { base },
    ),
  );
  expect(await page.locator('#changes tbody tr').allTextContents()).toEqual([
    '▼ worseenvironment prodEC2 / EC2recovery points in vault EC2 in ap-northeast-1: keeps 30 days, was 90 days',
    '▼ worseenvironment prodEC2 / EC2removed: copy in vault EC2 in ap-northeast-3, kept 90 days',
  ]);
  expect(await page.locator('#reach .ghost.lost').count()).toBe(2);
  expect(await page.locator('#reach .store.removed .store-keep').textContent()).toBe('removed, was 90 days');
});

test('H4 a rule and a plan that a change removes are outlined in the chart and in its table', async () => {
  const base = reportOf(({ environments: [dev] }) => {
    const [plan] = dev?.backup.plans ?? [];
    const [rule] = plan?.rules ?? [];
    if (!plan || !rule) throw new Error('dev has no rule');
    const yearly = { ...rule, name: 'Yearly', schedule: 'cron(0 9 1 1 ? *)', deleteAfterDays: 2000 };
    const old = { ...plan, name: 'Old', rules: [{ ...rule, name: 'Weekly', deleteAfterDays: 90 }] };
    Object.assign(plan, { rules: [rule, yearly] });
    Object.assign(dev?.backup ?? {}, { plans: [plan, old] });
  });
  const { page, noise } = await browser.open(reportOf(undefined, { base }));
  expect(await page.locator('#reach .plan.removed h3').allTextContents()).toEqual(['✕ Old']);
  expect(await page.locator('#reach .rule.removed .rule-name strong').allTextContents()).toEqual([
    '✕ Weekly',
    '✕ Yearly',
  ]);
  expect(await page.locator('#reach .store.removed .store-keep').allTextContents()).toEqual([
    'removed, was 90 days',
    'removed, was 2000 days',
  ]);
  expect(await page.locator('#reach .ghost.lost').count()).toBe(2);
  await page.locator('#reach summary').click();
  await page.locator('#reach details tbody').waitFor();
  const rows = await page.locator('#reach details tbody tr').allTextContents();
  expect(rows.filter((row) => row.includes('removed'))).toEqual([
    'Oldenvironment devWeeklyRecovery pointsEC2 in ap-northeast-1removed, was 90 days––––––',
    'EC2environment devYearlyRecovery pointsEC2 in ap-northeast-1removed, was 2000 days––––––',
  ]);
  expect(await violations(page)).toEqual([]);
  expect(noise).toEqual([]);
});

test('H4 the charts show the state before the change, and return to the one after it', async () => {
  const base = reportOf(({ environments: [, , prod] }) => {
    Object.assign(prod?.backup.plans[0]?.rules[0] ?? {}, { deleteAfterDays: 90, copies: [] });
  });
  const { page, noise } = await browser.open(reportOf(undefined, { base }));
  const kept = () => page.locator('#reach .store-keep').allTextContents();
  const after = await kept();
  expect(after.slice(0, 2)).toEqual(['30 dayswas 90 days', '30 days']);
  const before = page.getByLabel('before the change', { exact: true });
  await before.focus();
  await page.keyboard.press('Space');
  expect((await kept()).slice(0, 2)).toEqual(['90 days', '365 days']);
  expect(await page.locator('#reach .ghost').count()).toBe(0);
  expect(await page.locator('#copies .arrow').count()).toBe(0);
  expect(await page.locator('#changes tbody tr').count()).toBe(2);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  expect(await kept()).toEqual(after);
  expect(await page.locator('#copies .arrow').count()).toBe(1);
  expect(noise).toEqual([]);
});

test('H4 a review shows its findings beside the charts', async () => {
  const finding = {
    severity: 'high',
    rule: 'retention-shorter',
    place: 'prod · backup',
    address: 'aws_backup_plan.plan',
    path: 'rule/EC2/lifecycle/delete_after',
    before: '90',
    after: '<b>30</b>',
    why: 'you can no longer restore the days before',
    remedy: 'keep the retention',
    accepted: null,
  } as const;
  const review = {
    counts: '0 critical, 40 high',
    verdict: 'The review fails.',
    cost: { title: 'What it stores', lines: ['all rules: warm 10 → 20 GB-months'] },
    findings: Array.from({ length: 40 }, () => finding),
  };
  const { page, noise } = await browser.open(reportOf(undefined, { base: fixtures, review }), { width: 2560 });
  expect(await page.locator('h1').textContent()).toBe('Backup review');
  expect(await page.locator('.finding').count()).toBe(30);
  await page.getByRole('button', { name: 'Show more of 10 findings' }).click();
  expect(await page.locator('.finding').count()).toBe(40);
  expect(await page.locator('.finding').first().textContent()).toContain('90 → <b>30</b>');
  expect(await page.locator('#review .cost li').allTextContents()).toEqual(['all rules: warm 10 → 20 GB-months']);
  const [findings, charts] = [await page.locator('#review').boundingBox(), await page.locator('#copies').boundingBox()];
  expect((findings?.x ?? 0) + (findings?.width ?? 0)).toBeLessThan(charts?.x ?? 0);
  expect(await violations(page)).toEqual([]);
  expect(noise).toEqual([]);
});

test('H2 without an organization, the other charts are there', async () => {
  const { page, noise } = await browser.open(
    reportOf((inputs) => {
      Object.assign(inputs, { organization: undefined });
    }),
  );
  expect(await page.locator('section h2').allTextContents()).toEqual([
    'What is lost',
    'How far back',
    'Coverage',
    'Calendar',
    'What it stores',
  ]);
  expect(noise).toEqual([]);
});

test('H2 a copy to another account is an arrow between rows, and is lost only with that account', async () => {
  const { page } = await browser.open(
    reportOf(({ environments: [dev, , prod] }) => {
      const [rule] = dev?.backup.plans[0]?.rules ?? [];
      Object.assign(rule ?? {}, {
        copies: [{ vault: 'EC2', region: 'ap-northeast-1', accountId: '333333333333', deleteAfterDays: 14 }],
      });
      Object.assign(dev?.backup.vaults[0] ?? {}, { key: 'customer-managed' });
      const accessPolicy = { copiesFromAccounts: ['111111111111'] };
      Object.assign(prod?.backup.vaults[0] ?? {}, { key: 'customer-managed', accessPolicy });
    }),
  );
  expect(await page.locator('#copies .headline').textContent()).toBe(
    'Without prod, recovery points of 4 rules and the images of mw-ssm-backup are lost: of 1 rule, others remain. Other accounts lose their copies in it: dev.',
  );
  expect(await page.locator('#copies .arrow.gone').count()).toBe(2);
  await page.getByLabel('Without this account').fill('dev');
  expect(await page.locator('#copies .answer tbody tr').first().locator('td').last().textContent()).toContain(
    'EC2 in ap-northeast-1 of prod, 14 days',
  );
  expect(await page.locator('#copies .arrow.gone').count()).toBe(0);
  await page.getByLabel('Without this account').fill('stg');
  expect(await page.locator('#copies .arrow.gone').count()).toBe(0);
  await page.getByLabel('or without this region').selectOption('ap-northeast-1');
  // That of prod to another region remains, and may fail.
  expect(await page.locator('#copies .arrow.gone').count()).toBe(1);
  expect(await page.locator('#copies .arrow.fails').count()).toBe(1);
});

const CLICKS: Readonly<Record<string, string>> = {
  search:
    'const s = document.querySelector("#coverage input"); s.value = "dev"; s.dispatchEvent(new Event("input")); s.value = ""; s.dispatchEvent(new Event("input"))',
  unit: 'document.querySelector(".matrix button.unit").click()',
  account:
    'const f = document.querySelector("#lost-account"); for (const v of ["stg", "prod"]) { f.value = v; f.dispatchEvent(new Event("input")); }',
};

test('H2 the account that is chosen is that of the field, also if accounts share a row', async () => {
  const { page } = await browser.open(reportOf());
  const field = page.getByLabel('Without this account');
  const map = page.locator('#copies .map');
  await field.fill('log-a');
  await field.press('Enter');
  expect(await field.inputValue()).toBe('log-archive (555555555555)');
  expect(await page.locator('#copies .headline').textContent()).toMatch(/^Without log-archive, /);
  expect(await map.textContent()).toMatch(/✕ 1 of \d lost/);
  await field.fill('unknown');
  await field.press('Enter');
  expect(await field.inputValue()).toBe('log-archive (555555555555)');
  await page.getByLabel('or without this region').selectOption('ap-northeast-1');
  expect(await field.inputValue()).toBe('');
  expect(await page.locator('#copies .answer tbody tr').last().allTextContents()).toEqual([
    'prodmw-ssm-backupap-northeast-1images in ap-northeast-1✕ nothing',
  ]);
});

/** How long a click takes, layout included, in milliseconds. */
const timeOf = async (page: Page, click = ''): Promise<number> =>
  Number(
    await page.evaluate(
      `(() => { const from = performance.now(); ${click}; document.body.offsetHeight; return performance.now() - from; })()`,
    ),
  );

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

test('H2 at 10,000 accounts the report has no findings, and a click takes at most five times as long', async () => {
  const { page: small } = await browser.open(fixtures);
  const { page, noise } = await browser.open(largeReport(10_000));
  for (const [name, click] of Object.entries(CLICKS)) {
    const times: [number[], number[]] = [[], []];
    // By turns, so that another load of the machine slows both.
    for (let run = 0; run < 9; run++)
      for (const [index, shown] of [small, page].entries()) times[index]?.push(await timeOf(shown, click));
    const [few, many] = [median(times[0]), median(times[1])];
    console.log(`${name}: ${few.toFixed(1)} ms with 6 accounts, ${many.toFixed(1)} ms with 10,000`);
    expect(many).toBeLessThanOrEqual(5 * few);
  }
  expect(await violations(page)).toEqual([]);
  expect(noise).toEqual([]);
  await page.getByLabel('Search accounts').fill('account-09999');
  expect(await page.locator('#coverage [role=status]').textContent()).toBe('1 account found');
});

test('H5 the table has what the bars show, for every grouping, and the total', async () => {
  const { page } = await browser.open(fixtures);
  const total = numberText(storedOf(fixtures.cost?.total.amounts ?? []));
  for (const by of ['rule', 'account', 'region', 'type', 'place']) {
    await page.locator('#cost select').selectOption(by);
    await page.locator('#cost summary').click();
    await page.locator('#cost tbody').waitFor();
    const head = await page.locator('#cost thead th').allTextContents();
    const rows = page.locator('#cost tbody tr');
    const shown = await rows.locator(`:nth-child(${head.indexOf('Stored') + 1})`).allTextContents();
    const bars = await page.locator('#cost .store-keep').allTextContents();
    expect(bars.map((text, index) => text.startsWith(shown[index] ?? '?'))).toEqual(bars.map(() => true));
    expect([shown.length, shown.at(-1)]).toEqual([bars.length + 1, total]);
  }
});

test('H5 accounts with the same amounts share a bar where there are many', async () => {
  const { page } = await browser.open(largeReport(200));
  await page.locator('#cost select').selectOption('account');
  const labels = await page.locator('#cost .cost-label > span').allTextContents();
  expect(labels.length).toBeLessThan(10);
  expect(labels[0]).toMatch(/^\d+ accountseach the same: stg, account-/);
  expect(await violations(page)).toEqual([]);
});

test('H5 a copy that is removed is an outline', async () => {
  const { page } = await browser.open(
    reportOf(
      ({ environments: [, , prod] }) => {
        Object.assign(prod?.backup.plans[0]?.rules[0] ?? {}, { copies: [] });
      },
      { base: fixtures },
    ),
  );
  const removed = page.locator('#cost .cost-line').filter({ hasText: 'removed' });
  expect(await removed.locator('.store-keep').allTextContents()).toEqual(['0−3,740 GB-monthsremoved']);
  expect(await removed.locator('.ghost').count()).toBe(1);
});

test('H5 without declared sizes, the page says how to declare them', async () => {
  const { page } = await browser.open({ ...fixtures, cost: null });
  expect(await page.locator('#cost .lead').textContent()).toBe(
    'No sizes are declared. With costs in an environment or in organization.ts, this chart shows what backups store and transfer.',
  );
});
