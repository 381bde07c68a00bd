import { canonicalText } from '../iam/canonical-statement';
import { statementsIn } from '../iam/serialize-statement';
import type { JsonObject } from '../json-object';

/** Whether a policy has exactly these statements, in any order and whatever their Sids. */
export function hasStatements(policy: string | undefined, expected: readonly JsonObject[]): boolean {
  const found = statementsIn(policy ?? '');
  return found !== undefined && areSame(found, expected);
}

/** Whether statements do the same, in any order and whatever their Sids. */
export function areSame(some: readonly JsonObject[], others: readonly JsonObject[]): boolean {
  const texts = (all: readonly JsonObject[]): string => JSON.stringify(all.map(canonicalText).toSorted());
  return texts(some) === texts(others);
}
