import type { Part } from '../model/stack';
import { mapTexts, type Value } from '../../domain/terraform/changes/value';
import { similarity } from '../../domain/terraform/changes/difference';

/** The share of equal leaves from which two resources at different addresses count as the same. */
const SIMILAR_ENOUGH = 0.6;

/**
 * The removed parts that reappear at another address, most similar first.
 * @returns new addresses by old ones
 */
export function renames(removed: readonly Part[], added: readonly Part[]): Map<string, string> {
  const pairs = removed.flatMap((from) =>
    added
      .filter((to) => to.type === from.type && to.account === from.account && isResource(from))
      .map((to) => ({ from, to, score: similarity(neutral(from.arguments), neutral(to.arguments)) })),
  );
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs.filter(({ score }) => score >= SIMILAR_ENOUGH).toSorted(mostSimilarFirst)) {
    if (found.has(from.address) || taken.has(to.address)) continue;
    found.set(from.address, to.address);
    taken.add(to.address);
  }
  return found;
}

interface Pair {
  readonly from: Part;
  readonly to: Part;
  readonly score: number;
}

function mostSimilarFirst(a: Pair, b: Pair): number {
  if (a.score !== b.score) return b.score - a.score;
  const [x, y] = [a, b].map(({ from, to }) => `${from.address} ${to.address}`) as [string, string];
  return x < y ? -1 : 1;
}

function isResource({ type, address }: Part): boolean {
  return address.startsWith(`${type}.`) && !type.startsWith('data.') && type !== 'provider' && type !== 'output';
}

const REFERENCE = /\b(aws_\w+)\.[\w-]+\./g;

/** Referenced resources may have been renamed too. */
function neutral(value: Value): Value {
  return mapTexts(value, (text) => text.replaceAll(REFERENCE, '$1.*.'));
}

/** Rewrites references to resources with a new address. */
export function withNewAddresses(value: Value, addresses: ReadonlyMap<string, string>): Value {
  if (addresses.size === 0) return value;
  return mapTexts(value, (text) => {
    let rewritten = text;
    for (const [from, to] of addresses) rewritten = replaceAddress(rewritten, from, to);
    return rewritten;
  });
}

/** Does not replace the start of a longer address. */
function replaceAddress(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  const parts = text.split(from);
  return parts.reduce(
    (before, after) => `${before}${/^[\w-]/.test(after) || /[\w-]$/.test(before) ? from : to}${after}`,
  );
}
