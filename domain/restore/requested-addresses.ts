import type { Finding, Locate } from '../finding';
import { ipv4Number } from './ipv4';

/** The private IPv4 addresses that a restored instance shall have. What is not asked for, EC2 chooses. */
export interface RequestedAddresses {
  /** The interface that gets them. Every other one gets addresses of EC2's choice, as many as it had. */
  readonly deviceIndex: number;
  readonly primary?: string;
  readonly secondaries: readonly string[];
  /** How many secondary addresses EC2 chooses. */
  readonly secondaryCount?: number;
}

export type AddressSetting = 'primary' | 'secondary' | 'secondaryCount' | 'deviceIndex';

/** An address, and which setting asks for it. */
export interface RequestedAddress {
  readonly setting: 'primary' | 'secondary';
  readonly address: string;
}

/** Every address that is asked for, the primary one first. */
export function addressesOf({ primary, secondaries }: RequestedAddresses): RequestedAddress[] {
  return [
    ...(primary === undefined ? [] : [{ setting: 'primary', address: primary } as const]),
    ...secondaries.map((address) => ({ setting: 'secondary', address }) as const),
  ];
}

/**
 * What no subnet could give (R3).
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
 */
export function requestedAddressFindings(asked: RequestedAddresses, at: Locate<AddressSetting>): Finding[] {
  const addresses = addressesOf(asked);
  return [
    ...addresses.flatMap(({ setting, address }) => notAnAddress(at(setting), address)),
    ...repeated(addresses, at),
    ...countRefused(asked, at),
  ];
}

function notAnAddress(path: string, found: string): Finding[] {
  if (ipv4Number(found) !== undefined) return [];
  const kind = found.includes(':')
    ? 'an IPv6 address, and only private IPv4 addresses can be asked for'
    : 'no IPv4 address';
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

function repeated(addresses: readonly RequestedAddress[], at: Locate<AddressSetting>): Finding[] {
  const again = addresses.filter(
    ({ address }, position) => addresses.findIndex((one) => one.address === address) !== position,
  );
  return [...new Map(again.map((one) => [one.address, one])).values()].map(({ setting, address: found }) => ({
    rule: 'address-asked-twice',
    severity: 'error',
    source: 'aws',
    path: at(setting),
    found,
    message: `${found} is asked for more than once`,
    remedy: 'ask for each address once: a primary address is not also a secondary one',
  }));
}

function countRefused({ secondaries, secondaryCount }: RequestedAddresses, at: Locate<AddressSetting>): Finding[] {
  if (secondaryCount === undefined) return [];
  const wrong = { severity: 'error', source: 'aws', path: at('secondaryCount'), found: secondaryCount } as const;
  const findings: Finding[] = [];
  if (secondaryCount < 0) {
    const message = `${secondaryCount} secondary addresses cannot be had`;
    findings.push({ ...wrong, rule: 'negative-secondary-count', message, remedy: 'write 0 or more, or leave it out' });
  }
  if (secondaries.length > 0) {
    findings.push({
      ...wrong,
      rule: 'secondary-addresses-and-count',
      message: `${secondaryCount} secondary addresses of EC2's choice are asked for beside ${secondaries.join(', ')}: EC2 takes one or the other`,
      remedy: `leave out ${at('secondaryCount')}, or every ${at('secondary')}`,
    });
  }
  return findings;
}
