import type { Change } from './change';
import type { Context } from './rule';

/** Computes something about all changes of a review once, not once for each change. */
export function perReview<T>(compute: (changes: readonly Change[]) => T): (context: Pick<Context, 'changes'>) => T {
  const known = new WeakMap<readonly Change[], T>();
  return ({ changes }) => {
    const computed = known.get(changes) ?? compute(changes);
    known.set(changes, computed);
    return computed;
  };
}
