import { counted, plural } from '../../../domain/counted';
import type { HistoryStep, Inheritance, ReportAccount, SettingHistory } from '../../../domain/report/data';
import { accountPicker } from './account-picker';
import { button, html, select } from './dom';
import { type Row, section, tableOf } from './table';
import type { View } from './view';

/** OUs with more accounts list as many. */
const FEW_ACCOUNTS = 12;

/** The OU tree with its policies, and which policy decides a setting of an account (chart 5). */
export function inheritance(view: View): HTMLElement | undefined {
  const { inheritance: data, accounts } = view.data;
  if (!data) return undefined;
  const [first] = accounts;
  if (!first) return undefined;
  let account = accounts.find(([, , , profile]) => view.data.profiles[profile]?.environment === 'prod') ?? first;
  let setting = data.settings.find((path) => path.endsWith('/delete_after_days')) ?? data.settings[0] ?? '';
  const result = html('div', { class: 'explained', 'aria-live': 'polite' });
  const fields = html('div', { class: 'controls' });
  const choose = (chosen: ReportAccount): void => {
    account = chosen;
    draw();
  };
  const tree = html('div', { class: 'tree' });
  const draw = (): void => {
    const settings = settingsOf(account, view, data);
    if (!settings.has(setting)) setting = [...settings.keys()][0] ?? '';
    const options = [...settings.keys()].map((path) => [path, path] as const);
    fields.replaceChildren(
      accountPicker('Account', 'explained-account', view, account, choose),
      select('Setting', options, setting, (path) => {
        setting = path;
        result.replaceChildren(...explanation(account, setting, view, data));
      }),
    );
    result.replaceChildren(...explanation(account, setting, view, data));
    for (const marked of tree.querySelectorAll('[aria-current]')) marked.removeAttribute('aria-current');
    tree.querySelector(`[data-account="${account[0]}"]`)?.setAttribute('aria-current', 'true');
  };
  tree.append(treeOf(0, view, data, choose));
  draw();
  return section(
    'inheritance',
    'Inheritance',
    'Which policy decides a setting of an account: from the root down, the last one that may set it wins.',
    html('div', { class: 'columns' }, tree, html('div', {}, fields, result)),
    tableOf(
      'Settings of every effective policy',
      ['Accounts', 'Setting', 'Value', 'Policy', 'At', 'Contributes', 'Written in'],
      () => allRows(view, data),
    ),
  );
}

function settingsOf(
  [, , , profile]: ReportAccount,
  { data }: View,
  { effects, settings, histories }: Inheritance,
): Map<string, SettingHistory> {
  const effect = effects[data.profiles[profile]?.effect ?? -1];
  const found = new Map<string, SettingHistory>();
  for (const [path, history] of effect?.settings ?? []) {
    const [name, steps] = [settings[path], histories[history]];
    if (name !== undefined && steps) found.set(name, steps);
  }
  return found;
}

function explanation(account: ReportAccount, setting: string, view: View, data: Inheritance): HTMLElement[] {
  const history = settingsOf(account, view, data).get(setting);
  if (!history) return [html('p', { class: 'headline' }, `No policy reaches ${account[1]}.`)];
  const winners = winningSteps(history);
  const sharing = view.data.accounts.filter((other) => settingsOf(other, view, data).get(setting) === history);
  const by = winners.map(({ policy, target }) => `${policy} at ${target}`).join(', and ');
  return [
    html('p', { class: 'setting' }, html('code', {}, setting)),
    html('p', { class: 'headline' }, html('strong', {}, history.value ?? 'no value'), by === '' ? '' : ` from ${by}`),
    html(
      'p',
      { class: 'muted' },
      `The same for ${counted(sharing.length)} of ${plural(view.data.accounts.length, 'account')}: ${view.accountsText(sharing)}`,
    ),
    html('ol', { class: 'steps' }, ...history.steps.map((step) => stepElement(step, winners.includes(step), view))),
  ];
}

/** The last one that sets a value, and what later ones append and remove. */
function winningSteps({ steps }: SettingHistory): HistoryStep[] {
  const effective = steps.filter(({ action }) => action !== 'blocked');
  const last = effective.findLastIndex(({ action }) => action === 'set');
  return effective.slice(Math.max(last, 0));
}

function stepElement(step: HistoryStep, wins: boolean, view: View): HTMLElement {
  const { policy, target, action, value, blocked } = step;
  const [symbol, level, what] = wins
    ? ['✓', 'good', `${action}: ${value}`]
    : blocked === null
      ? ['↷', 'quiet', `${action}: ${value}, replaced further down`]
      : ['✕', 'bad', `${value}: ${blocked}`];
  return html(
    'li',
    { class: `step ${level}` },
    html('span', { class: 'mark', 'aria-hidden': true }, symbol),
    html(
      'div',
      {},
      html('strong', {}, target),
      html('span', {}, ` ${policy}`),
      html('p', {}, what),
      view.source(step.source),
    ),
  );
}

function treeOf(unit: number, view: View, data: Inheritance, choose: (account: ReportAccount) => void): HTMLElement {
  const { units, accounts } = view.data;
  const children = [...units.keys()].filter((index) => units[index]?.parent === unit);
  const own = accounts.filter((account) => account[2] === unit);
  const details = html(
    'details',
    {},
    html('summary', {}, html('span', {}, units[unit]?.name ?? ''), ...policiesOf(data.unitIds[unit] ?? '', data)),
  );
  const fill = (): void => {
    if (details.querySelector('ul')) return;
    details.append(
      html(
        'ul',
        {},
        ...own.slice(0, FEW_ACCOUNTS).map((account) => {
          const pick = button(account[1], { 'data-account': account[0] }, () => choose(account));
          return html('li', {}, pick, ...policiesOf(account[0], data));
        }),
        own.length > FEW_ACCOUNTS
          ? html('li', { class: 'muted' }, `${counted(own.length - FEW_ACCOUNTS)} more: choose one by name`)
          : undefined,
        ...children.map((child) => html('li', {}, treeOf(child, view, data, choose))),
      ),
    );
  };
  details.addEventListener('toggle', fill);
  if (units.length <= 30 || unit === 0) {
    fill();
    details.open = true;
  }
  return details;
}

function policiesOf(target: string, { attached, policies }: Inheritance): HTMLElement[] {
  const [, names = []] = attached.find(([id]) => id === target) ?? [];
  return names.map((index) => html('span', { class: 'policy' }, policies[index]?.name ?? ''));
}

function allRows(view: View, data: Inheritance): Row[] {
  return data.effects.flatMap((_effect, index) => {
    const accounts = view.data.accounts.filter(([, , , profile]) => view.data.profiles[profile]?.effect === index);
    const [first] = accounts;
    if (!first) return [];
    return [...settingsOf(first, view, data)].flatMap(([setting, { value, steps }]) =>
      steps.map((step): Row => [
        view.accountsText(accounts),
        html('code', {}, setting),
        value ?? '–',
        step.policy,
        step.target,
        step.blocked ?? `${step.action}: ${step.value}`,
        html('code', {}, view.sourceText(step.source)),
      ]),
    );
  });
}
