import type { Part } from '../model/stack';
import { mapTexts, type Value } from '../../domain/terraform/changes/value';
import { likeness } from '../../domain/terraform/changes/difference';

/** From this share of equal leaves two resources under different addresses are taken for one. */
const ENOUGH_ALIKE = 0.6;

/**
 * Which of the parts that are gone came back under another address, most alike first.
 * @returns new addresses by old ones
 */
export function renames(gone: readonly Part[], come: readonly Part[]): Map<string, string> {
  const pairs = gone.flatMap((from) =>
    come
      .filter((to) => to.type === from.type && to.account === from.account && isResource(from))
      .map((to) => ({ from, to, score: likeness(neutral(from.arguments), neutral(to.arguments)) })),
  );
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs.filter(({ score }) => score >= ENOUGH_ALIKE).toSorted(mostAlikeFirst)) {
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

function mostAlikeFirst(a: Pair, b: Pair): number {
  if (a.score !== b.score) return b.score - a.score;
  const [x, y] = [a, b].map(({ from, to }) => `${from.address} ${to.address}`) as [string, string];
  return x < y ? -1 : 1;
}

function isResource({ type, address }: Part): boolean {
  return address.startsWith(`${type}.`) && !type.startsWith('data.') && type !== 'provider' && type !== 'output';
}

const REFERENCE = /\b(aws_\w+)\.[\w-]+\./g;

/** What a resource refers to may have been renamed with it. */
function neutral(value: Value): Value {
  return mapTexts(value, (text) => text.replaceAll(REFERENCE, '$1.*.'));
}

/** Rewrites references to what has another address now. */
export function withNewAddresses(value: Value, addresses: ReadonlyMap<string, string>): Value {
  if (addresses.size === 0) return value;
  return mapTexts(value, (text) => {
    let rewritten = text;
    for (const [from, to] of addresses) rewritten = replaceAddress(rewritten, from, to);
    return rewritten;
  });
}

/** An address is not the beginning of a longer one. */
function replaceAddress(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  const parts = text.split(from);
  return parts.reduce(
    (before, after) => `${before}${/^[\w-]/.test(after) || /[\w-]$/.test(before) ? from : to}${after}`,
  );
}
