import { ipv4Number } from './ipv4';

/** Consecutive addresses of one version. */
export interface IpBlock {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of a CIDR block, or a single address; undefined for any other text. */
export function ipBlock(text: string): IpBlock | undefined {
  const [address = '', length, ...others] = text.split('/');
  const version = address.includes(':') ? 6 : 4;
  const bits = version === 6 ? 128 : 32;
  const number = version === 6 ? ipv6Number(address) : ipv4Number(address);
  const prefix = length === undefined ? bits : Number(length);
  if (number === undefined || others.length > 0 || !/^\d{1,3}$/.test(length ?? '0') || prefix > bits) return undefined;
  const size = 2n ** BigInt(bits - prefix);
  const first = (BigInt(number) / size) * size;
  return { version, first, last: first + size - 1n };
}

/** Whether a block contains all addresses of another one. */
export function contains(block: IpBlock, other: IpBlock): boolean {
  return block.version === other.version && block.first <= other.first && other.last <= block.last;
}

function ipv6Number(text: string): bigint | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [before = [], after = []] = halves;
  const missing = 8 - before.length - after.length;
  const isComplete = halves.length === 1 ? missing === 0 : halves.length === 2 && missing >= 1;
  const groups = [...before, ...Array.from({ length: Math.max(missing, 0) }, () => '0'), ...after];
  if (!isComplete || !groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((number, group) => number * 0x1_00_00n + BigInt(`0x${group}`), 0n);
}
