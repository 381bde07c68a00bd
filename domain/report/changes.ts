import { inDays } from '../backup/days';
import type { ReachChange, ReportPlan, ReportRule, Store } from './data';
import type { PlanPair } from './plan-pairs';

/** What changes in how far back rules reach, and in how many places, from one report to another (H4). */
export function reachChanges(pairs: readonly PlanPair[], plans: readonly ReportPlan[]): ReachChange[] {
  const all = pairs.flatMap(({ before, after }) => {
    const other = after === undefined ? undefined : plans[after];
    const { owner, name: plan } = other ?? before ?? { owner: '', name: '' };
    const rules = new Set([before, other].flatMap((one) => (one?.rules ?? []).map(({ name }) => name)));
    return [...rules].flatMap((rule) => {
      const [old, fresh] = [before, other].map((one) => one?.rules.find(({ name }) => name === rule));
      return changesOf(old, fresh).map((change) => ({ ...change, owner, plan, rule }));
    });
  });
  // Several versions of a plan can change in the same way.
  return [...new Map(all.map((change) => [JSON.stringify(change), change])).values()];
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
