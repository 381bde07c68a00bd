import { counted } from '../../../domain/counted';
import { type Child, html, inParts } from './dom';

/** More rows come on demand: a browser lays out thousands slowly. */
const FEW_ROWS = 100;

export type Row = readonly (Child | readonly Child[])[];

/** A table that shows its first rows, and more on demand. The first cell of a row is its heading. */
export function table(caption: string, head: readonly string[], rows: readonly Row[]): HTMLElement {
  const body = html('tbody');
  const more = inParts(body, rows, FEW_ROWS, {
    draw: (row) => rowOf(row, head),
    more: (left) => `Show ${Math.min(left, FEW_ROWS)} more of ${counted(left)} rows`,
  });
  const made = html(
    'table',
    {},
    html('caption', {}, caption),
    html('thead', {}, html('tr', {}, ...head.map((text) => html('th', { scope: 'col' }, text)))),
    body,
  );
  return html('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, made, more);
}

function rowOf(cells: Row, head: readonly string[]): HTMLTableRowElement {
  const made = cells.map((cell, index) => {
    const children = Array.isArray(cell) ? (cell as readonly Child[]) : [cell as Child];
    return index === 0
      ? html('th', { scope: 'row' }, ...children)
      : html('td', { 'data-label': head[index] }, ...children);
  });
  return html('tr', {}, ...made);
}

/** The table that shows what a chart shows. It is made when it is opened. */
export function tableOf(caption: string, head: readonly string[], rows: () => readonly Row[]): HTMLElement {
  const details = html('details', { class: 'as-table' }, html('summary', {}, 'Show as table'));
  const open = (): void => {
    if (details.querySelector('table') === null) details.append(table(caption, head, rows()));
  };
  details.addEventListener('toggle', open);
  // Print shows every table.
  window.addEventListener('beforeprint', () => {
    open();
    details.open = true;
  });
  return details;
}

/** A section of the page. */
export function section(id: string, title: string, lead: string, ...children: readonly Child[]): HTMLElement {
  return html(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    html('h2', { id: `${id}-title` }, title),
    html('p', { class: 'lead' }, lead),
    ...children,
  );
}
