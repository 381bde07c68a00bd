import { plural } from '../../../domain/counted';
import type { ImageBackup, ReportData, Store } from '../../../domain/report/data';
import { imagesLost } from '../../../domain/report/images';
import { lossesOf, type Lost } from '../../../domain/report/loss';
import { accountPicker } from './account-picker';
import { drawCopyMap, FEW_ROWS } from './copy-map';
import { copyMap, regionsOf } from './copy-map-rows';
import { html, select } from './dom';
import { imagesPlace } from './images';
import { type Row, section, table, tableOf } from './table';
import { keepText, keyText, KINDS, lockText, placeText, type View } from './view';

/** Where copies are, and what remains without an account or a region (chart 4). */
export function copies(view: View): HTMLElement {
  const map = copyMap(view);
  const chart = html('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Copy map' });
  const answer = html('div', { class: 'answer', 'aria-live': 'polite' });
  let lost: Lost = defaultLoss(view.data);
  const draw = (): void => {
    const width = chart.clientWidth;
    if (width > 0) chart.replaceChildren(drawCopyMap(map, lost, width));
  };
  const show = (chosen: Lost): void => {
    lost = chosen;
    answer.replaceChildren(...lossPanel(view, lost));
    draw();
  };
  new ResizeObserver(draw).observe(chart);
  show(lost);
  return section(
    'copies',
    'What is lost',
    'Choose an account or a region: what would be gone with it, and what would remain. The map shows all vaults that keep recovery points: accounts in rows, regions in columns, copies as arrows with how long they are kept.',
    controls(view, lost, show),
    answer,
    mapLegend(),
    chart,
    map.rows.length > FEW_ROWS
      ? html('p', { class: 'muted' }, `${plural(map.rows.length - FEW_ROWS, 'more row')}: see the table.`)
      : undefined,
    tableOf(
      'Every place that keeps recovery points',
      ['Accounts', 'Plan', 'Rule', 'Kept as', 'Where', 'Kept for', 'Key', 'Lock', 'Problems', 'Written in'],
      () => placeRows(view),
    ),
  );
}

/** The account of the last environment: what would be missed most. */
function defaultLoss({ accounts, profiles }: ReportData): Lost {
  const last = profiles.findIndex(({ environment }) => environment === lastEnvironment(profiles));
  const [id = ''] = accounts.find(([, , , profile]) => profile === last) ?? accounts[0] ?? [];
  return { account: id };
}

function lastEnvironment(profiles: ReportData['profiles']): string | null {
  const names = profiles.flatMap(({ environment }) => environment ?? []);
  return names.find((name) => /^prod/i.test(name)) ?? names.at(-1) ?? null;
}

function controls(view: View, lost: Lost, show: (lost: Lost) => void): HTMLElement {
  const { accounts } = view.data;
  const chosen = 'account' in lost ? accounts.find(([id]) => id === lost.account) : undefined;
  const regions = regionsOf(view);
  const byRegion = select(
    'or without this region',
    [['', 'choose a region'], ...regions.map((region) => [region, region] as const)],
    '',
    (region) => {
      if (region === '') return;
      const field = byAccount.querySelector('input');
      if (field) field.value = '';
      show({ region });
    },
  );
  const byAccount = accountPicker('Without this account', 'lost-account', view, chosen, ([account]) => {
    const list = byRegion.querySelector('select');
    if (list) list.value = '';
    show({ account });
  });
  return html('div', { class: 'controls' }, byAccount, byRegion);
}

function lossPanel(view: View, lost: Lost): HTMLElement[] {
  const losses = lossesOf(view.data, lost);
  const name = 'region' in lost ? lost.region : view.accountName(lost.account);
  const left = losses.filter(({ remaining }) => remaining.length > 0);
  const images = imagesLost(view.data, lost);
  const affected = new Set(losses.flatMap(({ accounts }) => accounts));
  const rows = losses.map(({ accounts, plan, rule, home, gone, remaining }): Row => {
    const named = view.accountsAt(accounts);
    return [
      view.accountsText(named),
      `${view.data.plans[plan]?.name ?? ''} / ${rule}`,
      home,
      gone.map((store) => `${KINDS[store.kind].text.toLowerCase()} in ${placeText(store, view)}`).join('; '),
      remainsCell(remaining, view),
    ];
  });
  const summary = html(
    'p',
    { class: 'headline' },
    sentence(view, lost, { name, rules: losses.length, left: left.length, affected, images }),
  );
  if (losses.length + images.length === 0) return [summary];
  return [
    summary,
    table(
      `Without ${name}`,
      ['Account', 'Plan / rule', 'Resources in', 'Lost', 'Remains'],
      [...rows, ...images.map((one) => imagesRow(one, view))],
    ),
  ];
}

/** What remains. If all of it may fail, also why. */
function remainsCell(remaining: readonly Store[], view: View): Row[number] {
  if (remaining.length === 0) return html('span', { class: 'verdict bad' }, '✕ nothing');
  const texts = remaining.map((store) => remainsText(store, view)).join('; ');
  if (remaining.some(({ problems }) => problems.length === 0))
    return html('span', { class: 'verdict good' }, `✓ ${texts}`);
  const reasons = new Set(remaining.flatMap(({ problems }) => problems));
  return [
    html('span', { class: 'verdict part' }, `⚠ if the copy works: ${texts}`),
    html('small', { class: 'warn' }, [...reasons].join('; ')),
  ];
}

function remainsText(store: Store, view: View): string {
  return `${KINDS[store.kind].text.toLowerCase()} in ${placeText(store, view)}, ${keepText(store.keepDays)}`;
}

function imagesRow(images: ImageBackup, view: View): Row {
  const nothing = html('span', { class: 'verdict bad' }, '✕ nothing');
  return [view.accountName(images.account), images.window, images.region, imagesPlace(images), nothing];
}

interface Counts {
  readonly name: string;
  readonly rules: number;
  readonly left: number;
  readonly affected: ReadonlySet<number>;
  readonly images: readonly ImageBackup[];
}

/** What is lost, in one sentence. */
function sentence(view: View, lost: Lost, { name, rules, left, affected, images }: Counts): string {
  if (rules + images.length === 0) return `Without ${name}, no recovery point is lost.`;
  const windows = [...new Set(images.map(({ window }) => window))].join(', ');
  const what = [
    ...(rules === 0 ? [] : [`recovery points of ${plural(rules, 'rule')}`]),
    ...(windows === '' ? [] : [`the images of ${windows}`]),
  ].join(' and ');
  const remains = left === 0 ? 'nothing remains' : `of ${plural(left, 'rule')}, others remain`;
  const own = `Without ${name}, ${what} are lost: ${remains}.`;
  if ('region' in lost) return `${own} ${plural(affected.size, 'account')} would lose some.`;
  const others = view.accountsAt(affected).filter(([id]) => id !== lost.account);
  if (others.length === 0) return `${own} No other account loses anything: none copies into ${name}.`;
  return `${own} Other accounts lose their copies in it: ${view.accountsText(others)}.`;
}

function mapLegend(): HTMLElement {
  const entry = (kind: string, text: string) =>
    html('li', { class: `arrow-${kind}` }, html('span', { class: 'swatch', 'aria-hidden': true }), text);
  return html(
    'ul',
    { class: 'legend' },
    entry('plain', 'Copy'),
    entry('locked', 'Copy into a locked vault'),
    entry('fails', '⚠ May fail: see the table'),
    entry('gone', '✕ Lost'),
  );
}

function placeRows(view: View): Row[] {
  return view.data.plans.flatMap((plan, index) => {
    const accounts = view.accountsText(view.accountsOf(index));
    return plan.rules.flatMap((rule) =>
      rule.stores.map((store): Row => [
        accounts,
        plan.name,
        rule.name,
        KINDS[store.kind].text,
        placeText(store, view),
        keepText(store.keepDays),
        keyText(store.key),
        lockText(store),
        store.problems.join('; ') || '–',
        html('code', {}, view.sourceText(store.source)),
      ]),
    );
  });
}
