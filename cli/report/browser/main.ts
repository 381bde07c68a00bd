import type { ReportData } from '../../../domain/report/data';
import { beforeOrAfter } from './before-or-after';
import { calendar } from './calendar';
import { copies } from './copies';
import { cost } from './cost';
import { html } from './dom';
import { inheritance } from './inheritance';
import { matrix } from './matrix';
import { reach } from './reach';
import { review } from './review';
import { changes, summary } from './summary';
import { View } from './view';

const data = JSON.parse(document.querySelector('#report-data')?.textContent ?? '') as ReportData;
const view = new View(data);
const about = [review, changes].flatMap((chart) => chart(view) ?? []);
const chartsOf = (shown: View): HTMLElement[] =>
  [copies, reach, matrix, calendar, inheritance, cost].flatMap((chart) => chart(shown) ?? []);
const charts = chartsOf(view);
const main = html('main', {}, ...about, ...charts);

const sources = html('input', { type: 'checkbox', id: 'show-sources' });
sources.addEventListener('change', () => document.body.classList.toggle('show-sources', sources.checked));
const links = [...about, ...charts].map((chart) =>
  html('a', { href: `#${chart.id}` }, chart.querySelector('h2')?.textContent ?? ''),
);

const head = html(
  'header',
  { class: 'page' },
  html('h1', {}, data.review ? 'Backup review' : 'Recoverability report'),
  html('p', {}, `From the configuration, at ${data.now.slice(0, 16).replace('T', ' ')} UTC`),
  html('label', { class: 'toggle' }, sources, 'Show where each value is written'),
  summary(view),
  html('nav', { 'aria-label': 'Charts' }, ...links),
  data.before
    ? beforeOrAfter(data.before, (before) => {
        main.replaceChildren(...about, ...(before ? chartsOf(before) : charts));
        main.classList.toggle('before', before !== undefined);
      })
    : undefined,
);
document.querySelector('#report')?.append(head, main);
