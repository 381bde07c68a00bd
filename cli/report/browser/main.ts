import type { ReportData } from '../../../domain/report/data';
import { html } from './dom';
import { reach } from './reach';
import { View } from './view';

const data = JSON.parse(document.querySelector('#report-data')?.textContent ?? '') as ReportData;
const view = new View(data);
const charts = [reach(view)];

const sources = html('input', { type: 'checkbox', id: 'show-sources' });
sources.addEventListener('change', () => document.body.classList.toggle('show-sources', sources.checked));

document
  .querySelector('#report')
  ?.append(
    html(
      'header',
      { class: 'page' },
      html('h1', {}, 'Recoverability report'),
      html('p', {}, `From the configuration, at ${data.now.slice(0, 16).replace('T', ' ')} UTC`),
      html('label', { class: 'toggle' }, sources, 'Show where each value is written'),
      html(
        'nav',
        { 'aria-label': 'Charts' },
        ...charts.map((chart) => html('a', { href: `#${chart.id}` }, chart.querySelector('h2')?.textContent ?? '')),
      ),
    ),
    html('main', {}, ...charts),
  );
