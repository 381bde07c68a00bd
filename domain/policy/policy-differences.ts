import type { Contribution, EffectivePolicy } from './effective-policy';
import type { Value } from './inheritance-statement';

/** A setting that differs from the computed value. */
export interface PolicyDifference {
  /** `plans/<plan>/rules/<rule>/...`, in lower case. */
  readonly path: string;
  /** Undefined when no value is expected. */
  readonly expected: Value | undefined;
  /** Undefined when there is no value. */
  readonly found: Value | undefined;
  /** How the expected value was produced; empty when no policy mentions this setting. */
  readonly provenance: readonly Contribution[];
}

/**
 * Compares an effective policy with that of AWS. Names are compared ignoring case and lists ignoring order: AWS preserves
 * neither.
 *
 * @param found a policy document as DescribeEffectivePolicy returns it
 */
export function policyDifferences(
  { effectivePolicy, provenance }: Pick<EffectivePolicy, 'effectivePolicy' | 'provenance'>,
  found: unknown,
): PolicyDifference[] {
  const expectedValues = new Map(valuesIn(effectivePolicy, ''));
  const foundValues = new Map(valuesIn(found, ''));
  const paths = [...new Set([...expectedValues.keys(), ...foundValues.keys()])].toSorted();
  return paths.flatMap((path): PolicyDifference[] => {
    const one = expectedValues.get(path);
    const other = foundValues.get(path);
    if (comparable(one) === comparable(other)) return [];
    return [{ path, expected: one, found: other, provenance: provenance[path] ?? [] }];
  });
}

function valuesIn(part: unknown, path: string): [path: string, value: Value][] {
  if (Array.isArray(part)) return [[path, part.map(textOf)]];
  if (typeof part !== 'object' || part === null) return [[path, String(part)]];
  return Object.entries(part).flatMap(([name, inner]) =>
    valuesIn(inner, path === '' ? name.toLowerCase() : `${path}/${name.toLowerCase()}`),
  );
}

/** The text of any list element. An object may not be convertible to a string. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function comparable(value: Value | undefined): string {
  return JSON.stringify(typeof value === 'object' ? value.toSorted() : (value ?? null));
}
