import { readFileSync } from 'node:fs';

import { ReportBrowser } from '../../testing/browser/open-report';
import { reportOf } from '../../testing/report';

const browser = new ReportBrowser();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

afterAll(() => browser.close());

test('H6 the report of the fixtures has no findings from the accessibility checker, and requests nothing', async () => {
  const { page, noise } = await browser.open(reportOf());
  await page.evaluate(axe);
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
  );
  expect(violations).toEqual([]);
  expect(noise).toEqual([]);
});

test('H2 each place that keeps recovery points has a bar as long as its retention', async () => {
  const { page } = await browser.open(reportOf());
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
});
