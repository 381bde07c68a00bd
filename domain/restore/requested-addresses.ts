import type { Finding, Locate } from '../finding';
import { contains, ipBlock, type IpBlock } from './ip-block';

/** The requested private IPv4 addresses of a restored instance. EC2 chooses the others. */
export interface RequestedAddresses {
  /** The interface that gets them. EC2 chooses the addresses of the other interfaces, as many as each one had. */
  readonly deviceIndex: number;
  readonly primary?: string;
  readonly secondaries: readonly string[];
  /** How many secondary addresses EC2 chooses. */
  readonly secondaryCount?: number;
}

export type AddressSetting = 'primary' | 'secondary' | 'secondaryCount' | 'deviceIndex';

/** A requested address and its setting. */
export interface RequestedAddress {
  readonly setting: 'primary' | 'secondary';
  readonly address: string;
}

/** Every requested address, the primary one first. */
export function addressesOf({ primary, secondaries }: RequestedAddresses): RequestedAddress[] {
  return [
    ...(primary === undefined ? [] : [{ setting: 'primary', address: primary } as const]),
    ...secondaries.map((address) => ({ setting: 'secondary', address }) as const),
  ];
}

/**
 * Requests that no subnet can fulfill (R3).
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
 */
export function requestedAddressFindings(requested: RequestedAddresses, at: Locate<AddressSetting>): Finding[] {
  const addresses = addressesOf(requested);
  return [
    ...addresses.flatMap(({ setting, address }) => notAnAddress(at(setting), address)),
    ...repeated(addresses, at),
    ...countRefused(requested, at),
  ];
}

function notAnAddress(path: string, found: string): Finding[] {
  const block = ipBlock(found);
  if (block?.version === 4 && !found.includes('/')) return impossible(path, found, block);
  const kind = found.includes(':')
    ? 'an IPv6 address, but only private IPv4 addresses can be requested'
    : 'not an IPv4 address';
  return [
    {
      rule: 'not-an-ipv4-address',
      severity: 'error',
      source: 'aws',
      path,
      found,
      message: `"${found}" is ${kind}`,
      remedy: 'write four decimal numbers from 0 to 255 without leading zeros, such as 10.1.10.100',
    },
  ];
}

/** Blocks that no VPC can use. @see https://www.iana.org/assignments/iana-ipv4-special-registry */
const IMPOSSIBLE = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

function impossible(path: string, found: string, address: IpBlock): Finding[] {
  const cidr = IMPOSSIBLE.find((one) => contains(ipBlock(one) ?? address, address));
  if (cidr === undefined) return [];
  return [
    {
      rule: 'address-impossible',
      severity: 'error',
      source: 'aws',
      path,
      found,
      message: `no subnet can hold ${found}: ${cidr} is reserved`,
      remedy: "choose an address of the instance's subnet",
    },
  ];
}

function repeated(addresses: readonly RequestedAddress[], at: Locate<AddressSetting>): Finding[] {
  const repetitions = addresses.filter(
    ({ address }, position) => addresses.findIndex((one) => one.address === address) !== position,
  );
  return [...new Map(repetitions.map((one) => [one.address, one])).values()].map(({ setting, address: found }) => ({
    rule: 'address-asked-twice',
    severity: 'error',
    source: 'aws',
    path: at(setting),
    found,
    message: `${found} is requested more than once`,
    remedy: 'request each address once: the primary address cannot also be a secondary address',
  }));
}

function countRefused({ secondaries, secondaryCount }: RequestedAddresses, at: Locate<AddressSetting>): Finding[] {
  if (secondaryCount === undefined) return [];
  const wrong = { severity: 'error', source: 'aws', path: at('secondaryCount'), found: secondaryCount } as const;
  const findings: Finding[] = [];
  if (secondaryCount < 0) {
    const message = `cannot request ${secondaryCount} secondary addresses`;
    findings.push({ ...wrong, rule: 'negative-secondary-count', message, remedy: 'specify 0 or more, or omit it' });
  }
  if (secondaries.length > 0) {
    findings.push({
      ...wrong,
      rule: 'secondary-addresses-and-count',
      message: `cannot request ${secondaryCount} secondary addresses chosen by EC2 together with ${secondaries.join(', ')}: EC2 accepts only one of the two`,
      remedy: `omit ${at('secondaryCount')}, or every ${at('secondary')}`,
    });
  }
  return findings;
}
