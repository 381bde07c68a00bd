import type { Finding } from '../finding';
import { EDIT_METADATA } from './edit-metadata';
import { contains, ipBlock, type IpBlock } from './ip-block';
import { type AddressRange, ipv4Number, rangeOf } from './ipv4';

/** A requested address. */
interface LocatedAddress {
  readonly path: string;
  readonly address: string;
}

/** A subnet and its addresses in use. */
export interface SubnetAddresses {
  readonly id: string;
  readonly cidr: string;
  readonly ipv6Cidrs: readonly string[];
  readonly used: readonly UsedAddress[];
}

export interface UsedAddress {
  /** An address, or a prefix that was delegated to the interface. */
  readonly address: string;
  readonly networkInterface: string;
  /** The instance that the interface is attached to, or AWS's description of the interface. */
  readonly user: string;
}

/** AWS reserves the first four addresses and the last one. */
const RESERVED_AT_START = 4;

/**
 * Why an address is not available in a subnet (R5).
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function unavailableAddress({ path, address: found }: LocatedAddress, subnet: SubnetAddresses): Finding[] {
  const wrong = { severity: 'error', source: 'aws', path, found } as const;
  const number = ipv4Number(found);
  const range = rangeOf(subnet.cidr);
  if (number !== undefined && range !== undefined) {
    const allowed = allowedIn(range);
    if (number < range.first || number > range.last) {
      const message = `${found} is not in ${subnet.id} (${subnet.cidr})`;
      const remedy = `choose an address from ${allowed}, or specify the subnet of this address with --subnet`;
      return [{ ...wrong, rule: 'address-outside-subnet', message, remedy }];
    }
    if (number < range.first + RESERVED_AT_START || number === range.last) {
      const message = `${found} is one of the five addresses of ${subnet.id} that AWS reserves`;
      return [{ ...wrong, rule: 'address-reserved', message, remedy: `choose an address from ${allowed}` }];
    }
  }
  const block = ipBlock(found);
  if (block?.version === 6) {
    const problem = unavailableIpv6(found, block, subnet);
    if (problem) return [{ ...wrong, ...problem }];
  }
  const user = subnet.used.find(({ address }) => {
    const used = ipBlock(address);
    return address === found || (used && block && contains(used, block));
  });
  if (!user) return [];
  const prefix = user.address.includes('/') ? `, as part of the prefix ${user.address}` : '';
  return [
    {
      ...wrong,
      rule: 'address-in-use',
      message: `${found} is in use in ${subnet.id}, by ${user.networkInterface} of ${user.user}${prefix}`,
      remedy:
        'choose another address, or release this one first: terminate the old instance, or unassign the address from it',
    },
  ];
}

/** AWS reserves the same addresses of an IPv6 block as of an IPv4 block. */
function unavailableIpv6(found: string, address: IpBlock, { id, ipv6Cidrs }: SubnetAddresses) {
  const block = ipv6Cidrs.flatMap((cidr) => ipBlock(cidr) ?? []).find((one) => contains(one, address));
  if (block === undefined) {
    const blocks = ipv6Cidrs.length === 0 ? 'which has no IPv6 block' : ipv6Cidrs.join(', ');
    return { rule: 'address-outside-subnet', message: `${found} is not in ${id} (${blocks})`, remedy: EDIT_METADATA };
  }
  if (address.first >= block.first + BigInt(RESERVED_AT_START) && address.first !== block.last) return undefined;
  const message = `${found} is one of the five addresses of ${id} that AWS reserves`;
  return { rule: 'address-reserved', message, remedy: EDIT_METADATA };
}

function allowedIn({ first, last }: AddressRange): string {
  return `${addressText(first + RESERVED_AT_START)} to ${addressText(last - 1)}`;
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
