import { isObject } from '../../json-object';
import { mergeInherited } from '../../policy/inheritance';
import { stableJson } from '../../stable-json';

/** Policies at one target whose order decides what accounts get. */
export interface OrderedPolicies {
  readonly target: string;
  readonly policies: readonly string[];
}

/**
 * Targets with policies that set the same settings: the one that was attached first wins, and no call of AWS Organizations
 * returns the order of attachments.
 *
 * @param attachments the IDs of the targets of each policy, with its document
 */
export function orderThatMatters(
  attachments: readonly { readonly name: string; readonly document: unknown; readonly targets: readonly string[] }[],
): OrderedPolicies[] {
  // Once for each pair: hundreds of accounts can have the same two policies.
  const rivals = new Map(
    attachments.map((one) => {
      const targetsOfOne = new Set(one.targets);
      const beside = attachments.filter((other) => other !== one && other.targets.some((id) => targetsOfOne.has(id)));
      return [one, beside.filter((other) => !canSwap(one.document, other.document))];
    }),
  );
  const targets = [...new Set(attachments.flatMap((policy) => policy.targets))];
  return targets.flatMap((target) => {
    const own = attachments.filter((policy) => policy.targets.includes(target));
    const policies = own.filter((one) => rivals.get(one)?.some((other) => own.includes(other))).map(({ name }) => name);
    return policies.length === 0 ? [] : [{ target, policies }];
  });
}

function canSwap(one: unknown, other: unknown): boolean {
  return merged([one, other]) === merged([other, one]);
}

/** The order of values in a list does not matter. */
function merged(level: readonly unknown[]): string {
  return stableJson(sortedLists(mergeInherited([level])));
}

function sortedLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).toSorted();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortedLists(inner)]));
}
