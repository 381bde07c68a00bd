import type { Finding, Locate } from '../finding';
import { type AddressSetting, addressesOf, type RequestedAddresses } from './requested-addresses';
import type { RestoredInterface } from './restored-interfaces';
import { unavailableAddress, type UsedAddress } from './subnet-addresses';

export interface FoundSubnet {
  readonly id: string;
  readonly cidr: string;
  readonly availabilityZone: string;
  readonly vpcId: string;
  readonly used: readonly UsedAddress[];
}

/** What is there of the subnets and security groups that a restore needs. */
export interface FoundNetwork {
  readonly subnets: readonly FoundSubnet[];
  readonly groups: readonly { readonly id: string; readonly vpcId: string }[];
}

interface Planned {
  readonly interfaces: readonly RestoredInterface[];
  readonly addresses: RequestedAddresses;
  /** The subnet that was named for the addressed interface. */
  readonly subnet: string | undefined;
  readonly at: Locate<AddressSetting | 'subnet'>;
}

/** Why EC2 would not start an instance with these interfaces (R5): everything at once. */
export function networkFindings({ subnets, groups }: FoundNetwork, planned: Planned): Finding[] {
  const { interfaces, addresses, subnet: named, at } = planned;
  const inOneZone = notInOneZone(interfaces, subnets);
  const findings = interfaces.flatMap((one) => {
    const isAddressed = one.deviceIndex === addresses.deviceIndex;
    const path = isAddressed && named !== undefined ? at('subnet') : `${one.path}.SubnetId`;
    const subnet = subnets.find(({ id }) => id === one.subnetId);
    if (!subnet) return [subnetGone(path, one.subnetId), ...unavailableGroups(one, groups, undefined)];
    const asked = isAddressed ? addressesOf(addresses) : [];
    return [
      ...unavailableGroups(one, groups, subnet),
      ...asked.flatMap(({ setting, address }) => unavailableAddress({ path: at(setting), address }, subnet)),
      ...one.ipv6Addresses.flatMap((address) =>
        unavailableAddress({ path: `${one.path}.Ipv6Addresses`, address }, subnet),
      ),
    ];
  });
  return [...findings, ...inOneZone];
}

const BY_HAND =
  'write the metadata by backupctl restore metadata, correct it, and give it to aws backup start-restore-job';

function subnetGone(path: string, found: string): Finding {
  const message = `subnet ${found} does not exist`;
  const remedy = 'name one that exists with --subnet, for the interface that --device-index names';
  return { rule: 'subnet-gone', severity: 'error', source: 'aws', path, found, message, remedy };
}

function unavailableGroups(
  { path, groups: wanted }: RestoredInterface,
  groups: FoundNetwork['groups'],
  subnet: FoundSubnet | undefined,
): Finding[] {
  return wanted.flatMap((id) => {
    const wrong = { severity: 'error', source: 'aws', path: `${path}.Groups`, found: id, remedy: BY_HAND } as const;
    const group = groups.find((one) => one.id === id);
    if (!group) return [{ ...wrong, rule: 'security-group-gone', message: `security group ${id} does not exist` }];
    if (subnet === undefined || group.vpcId === subnet.vpcId) return [];
    const message = `security group ${id} is of ${group.vpcId}, and subnet ${subnet.id} is of ${subnet.vpcId}`;
    const remedy = `name a subnet of ${group.vpcId} with --subnet, or ${BY_HAND}`;
    return [{ ...wrong, rule: 'security-group-of-another-vpc', message, remedy }];
  });
}

/** An instance lives in one zone, and so do all its interfaces. */
function notInOneZone(interfaces: readonly RestoredInterface[], subnets: readonly FoundSubnet[]): Finding[] {
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
      message: `an instance lives in one zone, and its interfaces would be in ${places}`,
      remedy: 'name a subnet of the zone of the others with --subnet',
    },
  ];
}
