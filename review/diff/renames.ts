import { groupedBy } from '../../domain/grouped-by';
import type { Part } from '../model/stack';
import { mapTexts, type Value } from '../../domain/terraform/changes/value';
import { leafTexts, similarity } from '../../domain/terraform/changes/difference';

/** The share of equal leaves from which two resources at different addresses count as the same. */
const SIMILAR_ENOUGH = 0.6;

/** The most leaves that are compared. Beyond that, only equal parts count as the same: the review must end. */
const MOST_COMPARISONS = 20_000_000;

/**
 * The removed parts that reappear at another address, most similar first.
 * @returns new addresses by old ones
 */
export function renames(removed: readonly Part[], added: readonly Part[]): Map<string, string> {
  const to = byKind(added);
  return new Map(
    [...byKind(removed.filter(isResource))].flatMap(([kind, from]) => [...renamesIn(from, to.get(kind) ?? [])]),
  );
}

/** Only parts of one type in one account can be the same. */
function byKind(parts: readonly Part[]): Map<string, Part[]> {
  return groupedBy(parts, ({ type, account }) => `${type} ${account ?? ''}`);
}

function renamesIn(removed: readonly Part[], added: readonly Part[]): Map<string, string> {
  if (added.length === 0) return new Map();
  const [from, to] = [removed.map(comparable), added.map(comparable)];
  const found = equals(from, to);
  const taken = new Set(found.values());
  const others = from.filter(({ part }) => !found.has(part.address));
  const free = to.filter(({ part }) => !taken.has(part.address));
  if (others.reduce((sum, { leaves }) => sum + leaves.size, 0) * free.length > MOST_COMPARISONS) return found;
  const pairs = others.flatMap((old) =>
    free.map((current) => ({
      from: old.part,
      to: current.part,
      score: similarity(old.leaves, current.leaves),
    })),
  );
  for (const pair of pairs.filter(({ score }) => score >= SIMILAR_ENOUGH).toSorted(mostSimilarFirst)) {
    if (found.has(pair.from.address) || taken.has(pair.to.address)) continue;
    found.set(pair.from.address, pair.to.address);
    taken.add(pair.to.address);
  }
  return found;
}

interface Comparable {
  readonly part: Part;
  readonly leaves: ReadonlySet<string>;
}

function comparable(part: Part): Comparable {
  return { part, leaves: leafTexts(neutral(part.arguments)) };
}

/** Equal parts, in the order of their addresses. */
function equals(from: readonly Comparable[], to: readonly Comparable[]): Map<string, string> {
  const textOfLeaves = ({ leaves }: Comparable): string => [...leaves].join('\n');
  const inOrder = (all: readonly Comparable[]) => all.toSorted((a, b) => (a.part.address < b.part.address ? -1 : 1));
  const free = groupedBy(inOrder(to).toReversed(), textOfLeaves);
  return new Map(
    inOrder(from).flatMap((old): [string, string][] => {
      const current = free.get(textOfLeaves(old))?.pop();
      return current ? [[old.part.address, current.part.address]] : [];
    }),
  );
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
