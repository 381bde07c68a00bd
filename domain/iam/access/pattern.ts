/**
 * Whether everything that matches `narrow` also matches `wide`, both with IAM's `*` and `?`. False if uncertain.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) return true;
  const literal = wide.search(/[*?]/);
  if (literal === -1 || !narrow.startsWith(wide.slice(0, literal))) return false;
  if (Math.max(wide.length, narrow.length) > LONGEST) return false;
  // Only * of the wide pattern covers *; both * and ? cover ?.
  let reached = new Set([literal]);
  for (const letter of narrow.slice(literal)) {
    reached = closure(wide, reached);
    const next = new Set<number>();
    for (const at of reached) {
      const sign = wide[at];
      if (sign === '*') next.add(at);
      else if (letter !== '*' && (sign === '?' || (sign === letter && letter !== '?'))) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return closure(wide, reached).has(wide.length);
}

/** No ARN, action or name of AWS is longer. */
const LONGEST = 4096;

/** The texts that none of the patterns covers. */
export function uncoveredTexts(texts: readonly string[], patterns: readonly string[]): string[] {
  const exact = new Set(patterns);
  const others = texts.filter((text) => !exact.has(text));
  const wide = patterns.filter((pattern) => !isPlain(pattern));
  // Nothing within the quotas of AWS has so many: what is not compared counts as uncovered.
  if (others.length * wide.length > MOST_COMPARISONS) return others;
  return others.filter((text) => !wide.some((pattern) => covers(pattern, text)));
}

const MOST_COMPARISONS = 1_000_000;

function isPlain(text: string): boolean {
  return !/[*?]/.test(text);
}

/** A * also matches nothing. */
function closure(wide: string, from: ReadonlySet<number>): Set<number> {
  const all = new Set(from);
  for (const start of from) for (let at = start; wide[at] === '*'; at++) all.add(at + 1);
  return all;
}

/** Actions ignore case. */
export function coversAction(wide: string, narrow: string): boolean {
  return covers(wide.toLowerCase(), narrow.toLowerCase());
}
