import { plural } from '../../../domain/counted';
import { html } from './dom';
import { MatrixBody } from './matrix-body';
import { type Row, section, tableOf } from './table';
import type { View } from './view';

/** Which resource types of each account are backed up, collapsed by OU (chart 1). */
export function matrix(view: View): HTMLElement {
  const { types, found } = view.data.coverage;
  const body = new MatrixBody(view);
  const status = html('p', { class: 'muted', role: 'status' });
  const search = html('input', { type: 'search', placeholder: 'name, ID or OU', autocomplete: 'off' });
  const gaps = html('input', { type: 'checkbox' });
  const draw = (): void => {
    status.textContent = body.show({ search: search.value.trim().toLowerCase(), gapsOnly: gaps.checked });
  };
  search.addEventListener('input', draw);
  gaps.addEventListener('change', draw);
  draw();
  const head = html(
    'tr',
    {},
    html('th', { scope: 'col' }, 'Account'),
    ...types.map((type) => html('th', { scope: 'col' }, html('span', {}, type))),
  );
  return section(
    'coverage',
    'Coverage',
    found
      ? `Resources that ${found.file} lists, by account and type: how many are covered.`
      : 'Which resource types the rules of each account can reach, from the configuration alone. Add --coverage to see the resources themselves.',
    html(
      'div',
      { class: 'controls' },
      html('label', { class: 'field' }, html('span', {}, 'Search accounts'), search),
      html('label', { class: 'toggle' }, gaps, 'Gaps only'),
      status,
    ),
    legend(found !== null),
    html(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Coverage matrix' },
      html(
        'table',
        { class: 'matrix' },
        html('caption', {}, 'Accounts by OU, and resource types'),
        html('thead', {}, head),
        body.element,
      ),
    ),
    tableOf(
      'What each plan reaches',
      ['Accounts', 'Plan / selection', 'Selects', 'All resources of', 'With the tag', 'Opted out', 'Written in'],
      () => reachRows(view),
    ),
    found && found.elsewhere > 0
      ? html('p', { class: 'muted' }, `${plural(found.elsewhere, 'resource')} of other accounts or types are left out.`)
      : undefined,
  );
}

/** The plans by what they reach, and the types of accounts that no plan reaches. */
function reachRows(view: View): Row[] {
  const { coverage, profiles, plans } = view.data;
  const names = (types: readonly string[]): string => {
    if (types.length === 0) return '–';
    return types.length === coverage.types.length ? `every type (${types.length})` : types.join(', ');
  };
  const reached = plans.flatMap(({ name, selections, all, tagged, optedOut }, index) =>
    selections.map((selection): Row => [
      view.accountsText(view.accountsOf(index)),
      `${name} / ${selection.name}`,
      selection.text,
      ...[all, tagged, optedOut].map(names),
      html('code', {}, view.sourceText(selection.source)),
    ]),
  );
  const unreached = profiles.flatMap((_profile, profile): Row[] => {
    const types = coverage.types.filter((_type, index) => coverage.cells[profile]?.[index]?.[0] === 'none');
    if (types.length === 0) return [];
    return [[view.accountsText(view.members(profile)), '✕ no rule', names(types), '–', '–', '–', '–']];
  });
  return [...reached, ...unreached];
}

function legend(isFound: boolean): HTMLElement {
  const entry = (level: string, symbol: string, text: string) =>
    html('li', {}, html('span', { class: `cell-key ${level}`, 'aria-hidden': true }, symbol), text);
  const entries = isFound
    ? [
        entry('good', '●', 'every resource is covered'),
        entry('part', '◐', 'some are covered'),
        entry('bad', '✕', 'none is covered'),
      ]
    : [
        entry('good', '●', 'all resources'),
        entry('part', '◐', 'resources with the tag of a selection'),
        entry('bad', '○', 'opted out in the region'),
        entry('bad', '✕', 'no rule'),
      ];
  return html('ul', { class: 'legend' }, ...entries);
}
