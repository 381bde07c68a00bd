import { createHash } from 'node:crypto';

import type { ReportData } from '../../domain/report/data';

/** The code and the style of the page, as `bin/build-report-page.js` builds them. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** The report as one file, which requests nothing: its policy allows only this script and this style. */
export function reportPage(data: ReportData, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Recoverability report</title>
<style>${style}</style>
</head>
<body>
<div id="report"></div>
<noscript>The charts need JavaScript. The file holds its data as JSON.</noscript>
<script type="application/json" id="report-data">${embedded(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The data in a file that {@link reportPage} wrote; undefined if it is another file. */
export function dataOfPage(page: string): unknown {
  const [, json] = /<script type="application\/json" id="report-data">([^<]*)<\/script>/.exec(page) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
}

/** No text of the configuration can end the element. */
function embedded(data: ReportData): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
