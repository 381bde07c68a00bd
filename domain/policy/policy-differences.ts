import type { Contribution, EffectivePolicy } from './effective-policy';
import type { Value } from './inheritance-statement';

/** A setting that is not what was worked out. */
export interface PolicyDifference {
  /** `plans/<plan>/rules/<rule>/...`, in lower case. */
  readonly path: string;
  /** Undefined when nothing should stand there. */
  readonly expected: Value | undefined;
  /** Undefined when nothing stands there. */
  readonly found: Value | undefined;
  /** How the expected value comes about; empty when no policy mentions this setting. */
  readonly provenance: readonly Contribution[];
}

/**
 * Compares an effective policy with what AWS says it is. Names are compared ignoring case and lists without their order:
 * AWS keeps neither.
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

/** Of whatever stands in a list: an object need not have a text of its own. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function comparable(value: Value | undefined): string {
  return JSON.stringify(typeof value === 'object' ? value.toSorted() : (value ?? null));
}
