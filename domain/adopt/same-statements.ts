import { canonicalText } from '../iam/canonical-statement';
import { statementsIn } from '../iam/serialize-statement';
import type { JsonObject } from '../json-object';

/** Whether a policy has exactly these statements, in any order and whatever their Sids. */
export function hasStatements(policy: string | undefined, expected: readonly JsonObject[]): boolean {
  const found = statementsIn(policy ?? '');
  if (!found) return false;
  const texts = (all: readonly JsonObject[]): string => JSON.stringify(all.map(canonicalText).toSorted());
  return texts(found) === texts(expected);
}
