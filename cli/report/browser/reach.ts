import { counted, plural } from '../../../domain/counted';
import type { ReportPlan, ReportRule, Store } from '../../../domain/report/data';
import { button, html } from './dom';
import { baseStores, type GhostOf } from './reach-ghost';
import { type ReachScale, reachScale } from './reach-scale';
import { axis, track } from './reach-track';
import { type Row, section, tableOf } from './table';
import { whenText } from './time';
import { hoursText, keepText, keyText, KINDS, lockText, placeText, type View } from './view';

/** Plans that are drawn at once. */
const FEW_PLANS = 20;

/** How far back each rule reaches, and in which places (chart 2). */
export function reach(view: View): HTMLElement {
  const { plans } = view.data;
  const stores = plans.flatMap(({ rules }) => rules.flatMap((rule) => rule.stores));
  const scale = reachScale(Math.max(0, ...stores.map(({ keepDays }) => keepDays ?? 0)));
  const ghost = baseStores(view.data);
  const order = [...plans.keys()].toSorted((one, other) => rank(plans[one], view) - rank(plans[other], view));
  const chart = html('div', { class: 'reach' });
  const more = button('', { class: 'more' }, () => append());
  let shown = 0;
  const append = (): void => {
    for (const index of order.slice(shown, shown + FEW_PLANS)) {
      const plan = plans[index];
      if (plan) chart.append(planBlock(plan, index, { view, scale, ghost }));
    }
    shown += FEW_PLANS;
    more.hidden = shown >= order.length;
    more.textContent = `Show more of ${plural(order.length - shown, 'plan')}`;
  };
  append();
  return section(
    'reach',
    'How far back',
    'What you can restore of one resource, by age. Each line in a bar is a recovery point; the axis is logarithmic.',
    legend(),
    chart,
    more,
    tableOf(
      'How far back each rule reaches',
      [
        'Plan',
        'Of',
        'Rule',
        'Kept as',
        'Where',
        'Kept for',
        'Cold after',
        'Recovery points',
        'Next run',
        'Key',
        'Lock',
        'Written in',
      ],
      () => order.flatMap((index) => tableRows(plans[index], view)),
    ),
  );
}

/** Plans of environments first, in the order that they are promoted, the last one first. */
function rank(plan: ReportPlan | undefined, { data }: View): number {
  const environments = data.profiles.map(({ environment }) => `environment ${environment}`);
  return plan?.owner.startsWith('environment ') ? environments.indexOf(plan.owner) : environments.length;
}

interface Drawing {
  readonly view: View;
  readonly scale: ReachScale;
  readonly ghost: GhostOf;
}

function planBlock(plan: ReportPlan, index: number, drawing: Drawing): HTMLElement {
  const { view } = drawing;
  const accounts = view.accountsOf(index);
  return html(
    'article',
    { class: 'plan' },
    html(
      'header',
      {},
      html('h3', {}, plan.name),
      html('p', {}, `${plan.owner} · in ${view.accountsText(accounts)} · ${plan.regions.join(', ')}`),
      html('p', { class: 'muted' }, plan.selections.map(({ text }) => text).join('; ') || 'selects nothing'),
      view.source(plan.source),
    ),
    axis(drawing.scale),
    ...plan.rules.map((rule) => ruleBlock(plan, rule, drawing)),
  );
}

function ruleBlock(plan: ReportPlan, rule: ReportRule, drawing: Drawing): HTMLElement {
  const { view, ghost } = drawing;
  const [next] = rule.nextRuns;
  const { longestGapHours } = rule;
  const exposed = longestGapHours === null ? '' : ` · up to ${hoursText(longestGapHours)} of changes can be lost`;
  const points =
    rule.recoveryPoints === null
      ? 'every recovery point is kept'
      : `at most ${plural(rule.recoveryPoints, 'recovery point')}`;
  return html(
    'div',
    { class: 'rule' },
    html(
      'p',
      { class: 'rule-name' },
      html('strong', {}, rule.name),
      html(
        'span',
        { class: 'muted' },
        ` ${rule.schedule} ${rule.timezone} · ${next === undefined ? 'never runs' : `next ${whenText(next, rule.timezone)}`} · ${points}${exposed}`,
      ),
      view.source(rule.scheduleSource),
    ),
    ...rule.stores.map((store) => storeRow(rule, store, ghost.of(plan, rule, store), drawing)),
    ...ghost.removed(plan, rule).map((store) => storeRow(rule, { ...store, problems: [] }, 'removed', drawing)),
  );
}

function storeRow(
  rule: ReportRule,
  store: Store,
  before: Store | 'removed' | undefined,
  { view, scale }: Drawing,
): HTMLElement {
  const { symbol, text } = KINDS[store.kind];
  const removed = before === 'removed';
  const label = `${text}: ${placeText(store, view)}`;
  const kept = removed ? `removed, was ${keepText(store.keepDays)}` : keepText(store.keepDays);
  const problem = store.problems.join('; ');
  return html(
    'div',
    { class: `store ${store.kind}${removed ? ' removed' : ''}` },
    html(
      'div',
      { class: 'store-label' },
      html('span', { class: 'symbol', 'aria-hidden': true }, symbol),
      html('span', {}, placeText(store, view), html('small', {}, `${keyText(store.key)}, ${lockText(store)}`)),
      problem === '' ? undefined : html('span', { class: 'warn', title: problem }, '⚠ may fail'),
      removed ? undefined : view.source(store.source),
    ),
    html(
      'div',
      { class: 'store-keep' },
      kept,
      typeof before === 'object' && before.keepDays !== store.keepDays
        ? html('small', {}, `was ${keepText(before.keepDays)}`)
        : undefined,
    ),
    track(rule, store, before, { scale, label: `${label}, kept ${kept}` }),
  );
}

function legend(): HTMLElement {
  const entry = (kind: string, text: string) =>
    html('li', { class: kind }, html('span', { class: 'swatch', 'aria-hidden': true }), text);
  return html(
    'ul',
    { class: 'legend' },
    ...Object.entries(KINDS).map(([kind, { symbol, text }]) => entry(`store ${kind}`, `${symbol} ${text}`)),
    entry('cold', 'Cold storage'),
    entry('exposed', 'Changes that a loss can cost'),
    entry('lock', 'Limits of the vault lock'),
  );
}

function tableRows(plan: ReportPlan | undefined, view: View): Row[] {
  if (!plan) return [];
  return plan.rules.flatMap((rule) =>
    rule.stores.map((store): Row => [
      plan.name,
      plan.owner,
      rule.name,
      KINDS[store.kind].text,
      placeText(store, view),
      keepText(store.keepDays),
      store.coldAfterDays === null ? '–' : keepText(store.coldAfterDays),
      rule.recoveryPoints === null ? 'unlimited' : counted(rule.recoveryPoints),
      rule.nextRuns[0] === undefined ? 'never' : `${whenText(rule.nextRuns[0], rule.timezone)} ${rule.timezone}`,
      keyText(store.key),
      lockText(store),
      html('code', {}, view.sourceText(store.source)),
    ]),
  );
}
