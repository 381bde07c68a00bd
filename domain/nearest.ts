const LETTERS_THAT_TELL = 4;

/**
 * The candidate that a user most likely meant: the one with the fewest changed letters, if they are few, or the only
 * one that begins with the text; undefined otherwise.
 */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const few = Math.max(2, Math.floor(written.length / 3));
  const ranked = candidates
    .filter((candidate) => Math.abs(candidate.length - written.length) <= few)
    .map((candidate) => ({ candidate, distance: editDistance(written.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best && best.distance <= few) return best.candidate;
  const [longer, ...others] = candidates.filter((candidate) => isBeginning(written, candidate));
  return others.length === 0 ? longer : undefined;
}

function isBeginning(written: string, candidate: string): boolean {
  return written.length >= LETTERS_THAT_TELL && candidate.toLowerCase().startsWith(written.toLowerCase());
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
