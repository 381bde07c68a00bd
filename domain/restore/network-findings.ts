import type { Finding, Locate } from '../finding';
import { EDIT_METADATA } from './edit-metadata';
import { ipBlock } from './ip-block';
import { type AddressSetting, addressesOf, type RequestedAddresses } from './requested-addresses';
import type { RestoredInterface } from './restored-interfaces';
import { unavailableAddress, type UsedAddress } from './subnet-addresses';

export interface FoundSubnet {
  readonly id: string;
  readonly cidr: string;
  readonly availabilityZone: string;
  readonly vpcId: string;
  readonly ipv6Cidrs: readonly string[];
  /** How many IPv4 addresses are free. */
  readonly free: number;
  readonly used: readonly UsedAddress[];
}

/** The existing subnets and security groups that a restore needs. */
export interface FoundNetwork {
  readonly subnets: readonly FoundSubnet[];
  readonly groups: readonly { readonly id: string; readonly vpcId: string }[];
}

interface PlannedNetwork {
  readonly interfaces: readonly RestoredInterface[];
  readonly addresses: RequestedAddresses;
  /** The subnet requested for the addressed interface. */
  readonly subnet: string | undefined;
  readonly at: Locate<AddressSetting | 'subnet'>;
}

/** Every reason why EC2 would not start an instance with these interfaces (R5). */
export function networkFindings({ subnets, groups }: FoundNetwork, planned: PlannedNetwork): Finding[] {
  const { interfaces, addresses, subnet: named, at } = planned;
  const findings = interfaces.flatMap((one) => {
    const isAddressed = one.deviceIndex === addresses.deviceIndex;
    const path = isAddressed && named !== undefined ? at('subnet') : `${one.path}.SubnetId`;
    const subnet = subnets.find(({ id }) => id === one.subnetId);
    if (!subnet) return [subnetGone(path, one.subnetId), ...unavailableGroups(one, groups, undefined)];
    const requested = isAddressed ? addressesOf(addresses) : [];
    return [
      ...unavailableGroups(one, groups, subnet),
      ...requested.flatMap(({ setting, address }) => unavailableAddress({ path: at(setting), address }, subnet)),
      ...one.ipv6Addresses.flatMap((address) =>
        unavailableAddress({ path: `${one.path}.Ipv6Addresses`, address }, subnet),
      ),
      ...(one.ipv6Count > 0 && subnet.ipv6Cidrs.length === 0 ? [withoutIpv6(one, subnet)] : []),
      ...(one.isEfaOnly && isAddressed && wantsAddresses(addresses) ? [efaOnly(addresses, at('deviceIndex'))] : []),
    ];
  });
  return [
    ...findings,
    ...repeatedIpv6(interfaces),
    ...subnets.flatMap((subnet) => tooFull(subnet, planned)),
    ...inSeveralZones(interfaces, subnets),
  ];
}

/** A subnet has to have an address for each one that EC2 chooses, too. */
function tooFull({ id, free }: FoundSubnet, { interfaces, addresses, at }: PlannedNetwork): Finding[] {
  const placed = interfaces.filter(({ subnetId }) => subnetId === id);
  const needed = placed.reduce((sum, { ipv4Count }) => sum + ipv4Count, 0);
  const [first] = placed;
  if (first === undefined || needed <= free) return [];
  const isCounted =
    addresses.secondaryCount !== undefined && placed.some((one) => one.deviceIndex === addresses.deviceIndex);
  return [
    {
      rule: 'subnet-too-small',
      severity: 'error',
      source: 'aws',
      path: isCounted ? at('secondaryCount') : `${first.path}.SubnetId`,
      found: isCounted ? addresses.secondaryCount : id,
      message: `the restore needs ${needed} ${needed === 1 ? 'address' : 'addresses'} in ${id}, which has ${free} free`,
      remedy: 'request fewer addresses, release some, or specify another subnet with --subnet',
    },
  ];
}

/** An IPv6 address, which the restore keeps, can be on one interface only. */
function repeatedIpv6(interfaces: readonly RestoredInterface[]): Finding[] {
  const all = interfaces.flatMap(({ path, ipv6Addresses }) => ipv6Addresses.map((found) => ({ path, found })));
  const number = (text: string) => ipBlock(text)?.first ?? text;
  return all
    .filter(({ found }, position) => all.findIndex((one) => number(one.found) === number(found)) !== position)
    .map(({ path, found }) => ({
      rule: 'address-asked-twice',
      severity: 'error',
      source: 'aws',
      path: `${path}.Ipv6Addresses`,
      found,
      message: `${found} is requested more than once`,
      remedy: EDIT_METADATA,
    }));
}

function withoutIpv6({ path, ipv6Count: found }: RestoredInterface, { id }: FoundSubnet): Finding {
  const message = `${id} has no IPv6 block, so that EC2 cannot choose IPv6 addresses in it`;
  return {
    rule: 'subnet-without-ipv6',
    severity: 'error',
    source: 'aws',
    path: `${path}.Ipv6AddressCount`,
    found,
    message,
    remedy: `add an IPv6 block to the subnet, specify another subnet with --subnet, or ${EDIT_METADATA}`,
  };
}

function wantsAddresses(addresses: RequestedAddresses): boolean {
  return addressesOf(addresses).length > 0 || (addresses.secondaryCount ?? 0) > 0;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html */
function efaOnly({ deviceIndex: found }: RequestedAddresses, path: string): Finding {
  return {
    rule: 'efa-only-interface',
    severity: 'error',
    source: 'aws',
    path,
    found,
    message: `the interface with device index ${found} is efa-only: it cannot have IP addresses`,
    remedy: 'choose another interface, or request no addresses',
  };
}

function subnetGone(path: string, found: string): Finding {
  const message = found === '' ? 'it names no subnet' : `subnet ${found} does not exist`;
  const remedy = 'specify an existing subnet with --subnet, for the interface in --device-index';
  return { rule: 'subnet-gone', severity: 'error', source: 'aws', path, found, message, remedy };
}

function unavailableGroups(
  { path, groups: required }: RestoredInterface,
  groups: FoundNetwork['groups'],
  subnet: FoundSubnet | undefined,
): Finding[] {
  return required.flatMap((id) => {
    const wrong = {
      severity: 'error',
      source: 'aws',
      path: `${path}.Groups`,
      found: id,
      remedy: EDIT_METADATA,
    } as const;
    const group = groups.find((one) => one.id === id);
    if (!group) return [{ ...wrong, rule: 'security-group-gone', message: `security group ${id} does not exist` }];
    if (subnet === undefined || group.vpcId === subnet.vpcId) return [];
    const message = `security group ${id} is in ${group.vpcId}, but subnet ${subnet.id} is in ${subnet.vpcId}`;
    const remedy = `specify a subnet in ${group.vpcId} with --subnet, or ${EDIT_METADATA}`;
    return [{ ...wrong, rule: 'security-group-of-another-vpc', message, remedy }];
  });
}

/** An instance and all its interfaces are in one Availability Zone. */
function inSeveralZones(interfaces: readonly RestoredInterface[], subnets: readonly FoundSubnet[]): Finding[] {
  const found = interfaces.flatMap(({ subnetId }) => subnets.find(({ id }) => id === subnetId) ?? []);
  const zones = new Set(found.map(({ availabilityZone }) => availabilityZone));
  if (zones.size < 2) return [];
  const places = found.map(({ id, availabilityZone }) => `${id} in ${availabilityZone}`).join(', ');
  return [
    {
      rule: 'interfaces-in-several-zones',
      severity: 'error',
      source: 'aws',
      path: 'NetworkInterfaces',
      message: `all interfaces of an instance must be in one Availability Zone, but these would be in ${places}`,
      remedy: 'specify a subnet in the Availability Zone of the other interfaces with --subnet',
    },
  ];
}
