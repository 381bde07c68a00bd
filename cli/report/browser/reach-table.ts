import { counted } from '../../../domain/counted';
import type { ReportPlan, ReportRule, Store } from '../../../domain/report/data';
import { html } from './dom';
import { imageRows } from './images';
import type { GhostOf } from './reach-ghost';
import { type Row, tableOf } from './table';
import { runText } from './time';
import { keepText, keyText, KINDS, lockText, placeText, type View } from './view';

interface Compared {
  readonly view: View;
  readonly ghost: GhostOf;
}

const HEAD = [
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
];

/** How far back each rule reaches, and what reached further before. */
export function reachTable(plans: readonly ReportPlan[], compared: Compared): HTMLElement {
  const { ghost, view } = compared;
  return tableOf('How far back each rule reaches', HEAD, () => [
    ...ghost.removedPlans.flatMap((plan) => plan.rules.flatMap((rule) => removedRows(plan, rule, rule.stores, view))),
    ...plans.flatMap((plan) => rowsOf(plan, compared)),
    ...imageRows(view),
  ]);
}

function rowsOf(plan: ReportPlan, { view, ghost }: Compared): Row[] {
  const rows = plan.rules.flatMap((rule) => [
    ...rule.stores.map((store): Row => [
      plan.name,
      plan.owner,
      rule.name,
      KINDS[store.kind].text,
      placeText(store, view),
      keptText(store, ghost.of(plan, rule, store)),
      store.coldAfterDays === null ? '–' : keepText(store.coldAfterDays),
      pointsText(store),
      runText(rule.nextRuns[0] ?? null, rule.timezone),
      keyText(store.key),
      lockText(store),
      html('code', {}, view.sourceText(store.source)),
    ]),
    ...removedRows(plan, rule, ghost.removed(plan, rule), view),
  ]);
  return [...rows, ...ghost.removedRules(plan).flatMap((rule) => removedRows(plan, rule, rule.stores, view))];
}

function removedRows({ name, owner }: ReportPlan, rule: ReportRule, stores: readonly Store[], view: View): Row[] {
  return stores.map((store) => [
    name,
    owner,
    rule.name,
    KINDS[store.kind].text,
    placeText(store, view),
    removedText(store),
    ...Array.from({ length: HEAD.length - 6 }, () => '–'),
  ]);
}

function pointsText({ kind, recoveryPoints }: Store): string {
  if (kind === 'continuous') return '–';
  return recoveryPoints === null ? 'unlimited' : counted(recoveryPoints);
}

/** How long a store kept that is no more. */
export function removedText({ keepDays }: Store): string {
  return `removed, was ${keepText(keepDays)}`;
}

function keptText({ keepDays }: Store, before: Store | undefined): string {
  return before === undefined || before.keepDays === keepDays
    ? keepText(keepDays)
    : `${keepText(keepDays)}, was ${keepText(before.keepDays)}`;
}
