import { createHash } from 'node:crypto';

import { reportOf } from '../../testing/report';
import { dataOfPage, reportPage } from './page';

const ASSETS = { script: 'alert("chart")', style: 'body{color:red}' };

test('H2 the page contains its data, whatever the texts of the configuration are', () => {
  const data = reportOf(({ environments: [dev] }) => {
    const [selection] = dev?.backup.plans[0]?.selections ?? [];
    Object.assign(selection ?? {}, { tags: { AWSBackup: '</script><script>alert(1)</script><!--' } });
  });
  const page = reportPage(data, ASSETS);
  expect(dataOfPage(page)).toEqual(data);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).not.toContain('alert(1)</script>');
});

test('H2 the page allows its own script and style, and nothing else', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(reportPage(reportOf(), ASSETS)) ?? [];
  const [script, style] = [ASSETS.script, ASSETS.style].map((text) =>
    createHash('sha256').update(text).digest('base64'),
  );
  expect(policy).toBe(
    `default-src 'none'; script-src 'sha256-${script}'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`,
  );
});

test('another page has no data', () => {
  expect(dataOfPage('<!doctype html><html></html>')).toBeUndefined();
});
