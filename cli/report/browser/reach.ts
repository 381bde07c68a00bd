import { plural } from '../../../domain/counted';
import type { ReportPlan, ReportRule, Store } from '../../../domain/report/data';
import { html, inParts } from './dom';
import { imageBlock } from './images';
import { baseStores, type GhostOf } from './reach-ghost';
import { type ReachScale, reachScale } from './reach-scale';
import { reachTable, removedText } from './reach-table';
import { axis, track } from './reach-track';
import { section } from './table';
import { whenText } from './time';
import { hoursText, keepText, keyText, KINDS, lockText, placeText, storesIn, type View } from './view';

/** Plans that are drawn at once. */
const FEW_PLANS = 20;

/** How far back each rule reaches, and in which places (chart 2). */
export function reach(view: View): HTMLElement {
  const { plans } = view.data;
  const stores = storesIn([...plans, ...(view.data.before?.plans ?? [])]);
  const scale = reachScale(Math.max(0, ...stores.map(({ keepDays }) => keepDays ?? 0)));
  const ghost = baseStores(view.data);
  const order = [...plans.keys()].toSorted((one, other) => rank(plans[one], view) - rank(plans[other], view));
  const chart = html('div', { class: 'reach' });
  const drawing = { view, scale, ghost };
  const blocks = [
    ...ghost.removedPlans.map((plan) => () => removedBlock(plan, drawing)),
    ...order.flatMap((index) => {
      const plan = plans[index];
      return plan ? [() => planBlock(plan, index, drawing)] : [];
    }),
    ...view.data.images.map((images) => () => imageBlock(images, view)),
  ];
  const more = inParts(chart, blocks, FEW_PLANS, {
    draw: (block) => block(),
    more: (left) => `Show more of ${plural(left, 'plan')}`,
  });
  return section(
    'reach',
    'How far back',
    'What you can restore of one resource, by age. Each line in a bar is a recovery point; the axis is logarithmic.',
    legend(view.data.before !== null),
    chart,
    more,
    reachTable(
      order.flatMap((index) => plans[index] ?? []),
      { view, ghost },
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
    ...drawing.ghost.removedRules(plan).map((rule) => removedRule(rule, drawing)),
  );
}

/** A plan that only the report before has. */
function removedBlock(plan: ReportPlan, drawing: Drawing): HTMLElement {
  return html(
    'article',
    { class: 'plan removed' },
    html('header', {}, html('h3', {}, `✕ ${plan.name}`), html('p', {}, `${plan.owner} · the plan is removed`)),
    axis(drawing.scale),
    ...plan.rules.map((rule) => removedRule(rule, drawing)),
  );
}

/** A rule that only the report before has. */
function removedRule(rule: ReportRule, drawing: Drawing): HTMLElement {
  return html(
    'div',
    { class: 'rule removed' },
    html(
      'p',
      { class: 'rule-name' },
      html('strong', {}, `✕ ${rule.name}`),
      html('span', { class: 'muted' }, ' removed: nothing makes its recovery points'),
    ),
    ...rule.stores.map((store) => storeRow(rule, store, 'removed', drawing)),
  );
}

function ruleBlock(plan: ReportPlan, rule: ReportRule, drawing: Drawing): HTMLElement {
  const { view, ghost } = drawing;
  const [next] = rule.nextRuns;
  const { longestGapHours } = rule;
  const exposed = longestGapHours === null ? '' : ` · ${hoursText(longestGapHours)} of changes can be lost`;
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
    ...ghost.removed(plan, rule).map((store) => storeRow(rule, store, 'removed', drawing)),
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
  const kept = removed ? removedText(store) : keepText(store.keepDays);
  // What is removed cannot fail.
  const problem = removed ? '' : store.problems.join('; ');
  return html(
    'div',
    { class: `store ${store.kind}${removed ? ' removed' : ''}` },
    html(
      'div',
      { class: 'store-label' },
      html('span', { class: 'symbol', 'aria-hidden': true }, symbol),
      html('span', {}, placeText(store, view), html('small', {}, `${keyText(store.key)}, ${lockText(store)}`)),
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
    problem === '' ? undefined : html('p', { class: 'warn reason' }, `⚠ may fail: ${problem}`),
  );
}

function legend(isCompared: boolean): HTMLElement {
  const entry = (kind: string, text: string) =>
    html('li', { class: kind }, html('span', { class: 'swatch', 'aria-hidden': true }), text);
  return html(
    'ul',
    { class: 'legend' },
    ...Object.entries(KINDS).map(([kind, { symbol, text }]) => entry(`store ${kind}`, `${symbol} ${text}`)),
    entry('cold', 'Cold storage'),
    entry('exposed', 'Changes that a loss can cost'),
    entry('lock', 'Limits of the vault lock'),
    isCompared ? entry('ghost', 'Before the change') : undefined,
  );
}
