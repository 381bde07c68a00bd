import type { EffectivePolicy } from './effective-policy';

/**
 * Computes something of effective policies once for all accounts that share one.
 * @param compute gets the policy of the first of these accounts
 */
export function byEffect<T>(compute: (policy: EffectivePolicy) => T): (policy: EffectivePolicy) => T {
  const known = new WeakMap<EffectivePolicy['provenance'], { readonly result: T }>();
  return (policy) => {
    const found = known.get(policy.provenance) ?? { result: compute(policy) };
    known.set(policy.provenance, found);
    return found.result;
  };
}
