import { inDays } from '../backup/days';
import type { ReachChange, ReportPlan, ReportRule, Store } from './data';

/** What changes in how far back rules reach, and in how many places, from one report to another (H4). */
export function reachChanges(before: readonly ReportPlan[], after: readonly ReportPlan[]): ReachChange[] {
  const [old, fresh] = [rulesByKey(before), rulesByKey(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), fresh.get(key)];
    const { owner, plan, rule } = one ?? other ?? NO_RULE;
    return changesOf(one?.found, other?.found).map((change) => ({ ...change, owner, plan, rule }));
  });
}

interface PlacedRule {
  readonly owner: string;
  readonly plan: string;
  readonly rule: string;
  readonly found: ReportRule;
}

const NO_RULE = { owner: '', plan: '', rule: '' };

/** Accounts can get different versions of one rule: the longest retention tells them apart. */
function rulesByKey(plans: readonly ReportPlan[]): Map<string, PlacedRule> {
  const found = new Map<string, PlacedRule>();
  for (const { owner, name: plan, regions, rules } of plans) {
    for (const rule of rules) {
      const base = JSON.stringify([owner, plan, regions, rule.name]);
      let key = base;
      for (let number = 2; found.has(key); number++) key = `${base} ${number}`;
      found.set(key, { owner, plan, rule: rule.name, found: rule });
    }
  }
  return found;
}

type Change = Pick<ReachChange, 'effect' | 'text'>;

function changesOf(before: ReportRule | undefined, after: ReportRule | undefined): Change[] {
  if (!before) return [{ effect: 'better', text: 'the rule is new' }];
  if (!after) return [{ effect: 'worse', text: 'the rule is removed: nothing makes its recovery points' }];
  const [old, fresh] = [storesByKey(before), storesByKey(after)];
  const schedule: Change[] =
    before.schedule === after.schedule && before.timezone === after.timezone
      ? []
      : [
          {
            effect: 'other',
            text: `runs ${after.schedule} in ${after.timezone}, was ${before.schedule} in ${before.timezone}`,
          },
        ];
  const stores = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key): Change[] => {
    const [one, other] = [old.get(key), fresh.get(key)];
    if (!one) return other ? [{ effect: 'better', text: `new: ${storeText(other)}` }] : [];
    if (!other) return [{ effect: 'worse', text: `removed: ${storeText(one)}` }];
    return keepChange(one, other);
  });
  return [...schedule, ...stores];
}

function storesByKey({ stores }: ReportRule): Map<string, Store> {
  return new Map(
    stores.map((store) => [JSON.stringify([store.kind, store.vault, store.region, store.account]), store]),
  );
}

function keepChange(before: Store, after: Store): Change[] {
  const [old, fresh] = [before.keepDays ?? Infinity, after.keepDays ?? Infinity];
  if (old === fresh) return [];
  return [
    {
      effect: fresh < old ? 'worse' : 'better',
      text: `${placeText(after)}: keeps ${daysText(after.keepDays)}, was ${daysText(before.keepDays)}`,
    },
  ];
}

function storeText(store: Store): string {
  return `${placeText(store)}, kept ${daysText(store.keepDays)}`;
}

const KINDS: Readonly<Record<Store['kind'], string>> = {
  continuous: 'continuous backup',
  vault: 'recovery points',
  copy: 'copy',
  'air-gapped': 'air-gapped copy',
};

function placeText({ kind, vault, region, account }: Store): string {
  return `${KINDS[kind]} in vault ${vault} in ${region}${account === '' ? '' : ` of ${account}`}`;
}

function daysText(days: number | null): string {
  return days === null ? 'forever' : inDays(days);
}
