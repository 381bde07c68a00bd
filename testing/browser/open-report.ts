import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Browser, chromium, type Page } from 'playwright-core';

import { buildReportPage } from '../../bin/build-report-page.js';
import { CHROMIUM } from '../../bin/require-browser.js';
import { reportPage } from '../../cli/report/page';
import type { ReportData } from '../../domain/report/data';

export interface Opened {
  readonly page: Page;
  /** What the page requested, apart from itself, and what it wrote to the console. */
  readonly noise: readonly string[];
}

export interface Look {
  /** @default 1280 */
  readonly width?: number;
  /** @default light */
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens reports in one browser, which starts when it is first needed. */
export class ReportBrowser {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  readonly #assets = buildReportPage();
  #browser: Promise<Browser> | undefined;

  async open(data: ReportData, { width = 1280, colorScheme = 'light' }: Look = {}): Promise<Opened> {
    this.#browser ??= chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    const browser = await this.#browser;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const file = path.join(this.#folder, 'report.html');
    writeFileSync(file, reportPage(data, this.#assets));
    const url = pathToFileURL(file).href;
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url) noise.push(request.url());
    });
    await page.goto(url);
    return { page, noise };
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close();
    rmSync(this.#folder, { recursive: true });
  }
}
