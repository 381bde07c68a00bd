import type { Finding } from '../finding';
import { type AddressRange, ipv4Number, rangeOf } from './ipv4';

/** An address that is wanted in a subnet. */
interface WantedAddress {
  readonly path: string;
  readonly address: string;
}

/** A subnet, and who has which of its addresses. */
export interface SubnetAddresses {
  readonly id: string;
  readonly cidr: string;
  readonly used: readonly UsedAddress[];
}

export interface UsedAddress {
  readonly address: string;
  readonly networkInterface: string;
  /** The instance that the interface is attached to, or what else AWS says of its use. */
  readonly user: string;
}

/** The first four and the last one. */
const RESERVED_AT_START = 4;

/**
 * Why an address cannot be had in a subnet (R5).
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function unavailableAddress({ path, address: found }: WantedAddress, subnet: SubnetAddresses): Finding[] {
  const wrong = { severity: 'error', source: 'aws', path, found } as const;
  const number = ipv4Number(found);
  const range = rangeOf(subnet.cidr);
  if (number !== undefined && range !== undefined) {
    const allowed = allowedIn(range);
    if (number < range.first || number > range.last) {
      const message = `${found} is not in ${subnet.id}, which has ${subnet.cidr}`;
      const remedy = `choose an address from ${allowed}, or name the subnet of this address with --subnet`;
      return [{ ...wrong, rule: 'address-outside-subnet', message, remedy }];
    }
    if (number < range.first + RESERVED_AT_START || number === range.last) {
      const message = `${found} is one of the five addresses of ${subnet.id} that AWS reserves`;
      return [{ ...wrong, rule: 'address-reserved', message, remedy: `choose an address from ${allowed}` }];
    }
  }
  const user = subnet.used.find(({ address }) => address === found);
  if (!user) return [];
  return [
    {
      ...wrong,
      rule: 'address-in-use',
      message: `${found} is in use in ${subnet.id}: ${user.networkInterface} of ${user.user} has it`,
      remedy:
        'choose another address, or release it there first: terminate the old instance, or take the address from it',
    },
  ];
}

function allowedIn({ first, last }: AddressRange): string {
  return `${written(first + RESERVED_AT_START)} to ${written(last - 1)}`;
}

function written(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
