import { networkFindings, type FoundNetwork } from './network-findings';
import { restoredInterfaces } from './restored-interfaces';
import { requested, FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from '../../testing/restore/metadata';

const [FIRST = '', SECOND = ''] = [FIRST_INTERFACE['SubnetId'], SECOND_INTERFACE['SubnetId']].map(String);

const NETWORK: FoundNetwork = {
  groups: [{ id: 'sg-0123456789abcdef0', vpcId: 'vpc-1' }],
  subnets: [
    { id: FIRST, cidr: '10.1.10.0/24', availabilityZone: 'a', vpcId: 'vpc-1', ipv6Cidrs: [], free: 200, used: [] },
    {
      id: SECOND,
      cidr: '10.1.20.0/24',
      availabilityZone: 'a',
      vpcId: 'vpc-1',
      ipv6Cidrs: ['2001:db8::/64'],
      free: 200,
      used: [
        { address: '10.1.20.5', networkInterface: 'eni-1', user: 'i-1' },
        { address: '2001:db8::5', networkInterface: 'eni-1', user: 'i-1' },
      ],
    },
  ],
};

const refused = (second: Readonly<Record<string, unknown>>, network = NETWORK, addresses = requested()) =>
  networkFindings(network, {
    interfaces: restoredInterfaces(sampleMetadata(FIRST_INTERFACE, { ...SECOND_INTERFACE, ...second })),
    addresses,
    subnet: undefined,
    at: (setting) => setting,
  }).map(({ path, message }) => `${path}: ${message}`);

test('R5 accepts a network that still exists', () => {
  expect(refused({})).toEqual([]);
  expect(refused({}, NETWORK, requested({ primary: '10.1.10.5', secondaries: ['10.1.10.6'] }))).toEqual([]);
});

test('R5 looks for addresses in the subnet of the addressed interface only', () => {
  expect(refused({}, NETWORK, requested({ deviceIndex: 1, primary: '10.1.20.5' }))).toEqual([
    `primary: 10.1.20.5 is in use in ${SECOND}, by eni-1 of i-1`,
  ]);
});

test.each([[['2001:db8::5']], [[{ Ipv6Address: '2001:db8::5' }]]])(
  'R2 R5 reports that an IPv6 address, which the restore keeps, is still in use: %j',
  (Ipv6Addresses) => {
    expect(refused({ Ipv6Addresses })).toEqual([
      `NetworkInterfaces[1].Ipv6Addresses: 2001:db8::5 is in use in ${SECOND}, by eni-1 of i-1`,
    ]);
  },
);

test('R5 reports what no longer exists, for each interface', () => {
  expect(refused({ SubnetId: 'subnet-gone', Groups: ['sg-gone', 'sg-0123456789abcdef0', 'sg-also'] })).toEqual([
    'NetworkInterfaces[1].SubnetId: subnet subnet-gone does not exist',
    'NetworkInterfaces[1].Groups: security group sg-gone does not exist',
    'NetworkInterfaces[1].Groups: security group sg-also does not exist',
  ]);
});

test('R5 reports interfaces in two Availability Zones, and security groups of another VPC', () => {
  const [first, second] = NETWORK.subnets;
  if (!first || !second) throw new Error('two subnets');
  const moved = { ...NETWORK, subnets: [first, { ...second, availabilityZone: 'c', vpcId: 'vpc-2' }] };
  expect(refused({}, moved)).toEqual([
    `NetworkInterfaces[1].Groups: security group sg-0123456789abcdef0 is in vpc-1, but subnet ${SECOND} is in vpc-2`,
    `NetworkInterfaces: all interfaces of an instance must be in one Availability Zone, but these would be in ${FIRST} in a, ${SECOND} in c`,
  ]);
});

const withFree = (free: number): FoundNetwork => ({
  ...NETWORK,
  subnets: NETWORK.subnets.map((subnet) => (subnet.id === SECOND ? { ...subnet, free } : subnet)),
});

test('R5 counts the addresses that EC2 chooses against those that are free', () => {
  // One primary and two secondary addresses.
  const second = { PrivateIpAddresses: undefined, SecondaryPrivateIpAddressCount: 2 };
  expect(refused(second, withFree(3))).toEqual([]);
  expect(refused(second, withFree(2))).toEqual([
    `NetworkInterfaces[1].SubnetId: the restore needs 3 addresses in ${SECOND}, which has 2 free`,
  ]);
  expect(refused(second, withFree(2), requested({ deviceIndex: 1, secondaryCount: 2 }))).toEqual([
    `secondaryCount: the restore needs 3 addresses in ${SECOND}, which has 2 free`,
  ]);
});

test('R5 counts all interfaces of a subnet together', () => {
  const listed = ['10.1.10.5', '10.1.10.6'].map((PrivateIpAddress, index) => ({
    PrivateIpAddress,
    Primary: index === 0,
  }));
  const both = { SubnetId: FIRST, PrivateIpAddresses: listed, SecondaryPrivateIpAddressCount: undefined };
  const network = (free: number) => ({ ...NETWORK, subnets: NETWORK.subnets.map((one) => ({ ...one, free })) });
  // Three of the first interface's sample, two of the second.
  expect(refused(both, network(5))).toEqual([]);
  expect(refused(both, network(4))).toEqual([
    `NetworkInterfaces[0].SubnetId: the restore needs 5 addresses in ${FIRST}, which has 4 free`,
  ]);
});

test('R5 reports IPv6 addresses that EC2 cannot choose in a subnet without an IPv6 block', () => {
  expect(refused({ Ipv6AddressCount: 1 })).toEqual([]);
  expect(refused({ Ipv6AddressCount: 0, SubnetId: FIRST })).toEqual([]);
  expect(refused({ Ipv6AddressCount: 1, SubnetId: FIRST })).toEqual([
    `NetworkInterfaces[1].Ipv6AddressCount: ${FIRST} has no IPv6 block, so that EC2 cannot choose IPv6 addresses in it`,
  ]);
});

test('R5 an efa-only interface has no IP addresses', () => {
  const second = { InterfaceType: 'efa-only', PrivateIpAddresses: [], SecondaryPrivateIpAddressCount: 0 };
  expect(refused(second, withFree(0))).toEqual([]);
  expect(refused(second, NETWORK, requested({ deviceIndex: 1 }))).toEqual([]);
  expect(refused(second, NETWORK, requested({ deviceIndex: 1, secondaryCount: 1 }))).toEqual([
    'deviceIndex: the interface with device index 1 is efa-only: it cannot have IP addresses',
  ]);
});

test('R5 an IPv6 address can be on one interface only', () => {
  const six = (first: string, second: string) =>
    networkFindings(
      { ...NETWORK, subnets: NETWORK.subnets.map((one) => ({ ...one, ipv6Cidrs: ['2001:db8::/64'] })) },
      {
        interfaces: restoredInterfaces(
          sampleMetadata(
            { ...FIRST_INTERFACE, Ipv6Addresses: [first] },
            { ...SECOND_INTERFACE, Ipv6Addresses: [second] },
          ),
        ),
        addresses: requested(),
        subnet: undefined,
        at: (setting) => setting,
      },
    ).map(({ path, message }) => `${path}: ${message}`);
  expect(six('2001:db8::9', '2001:db8::a')).toEqual([]);
  expect(six('2001:db8::A', '2001:db8:0::a')).toEqual([
    'NetworkInterfaces[1].Ipv6Addresses: 2001:db8:0::a is requested more than once',
  ]);
});

test('R5 reports an interface without a subnet', () => {
  expect(refused({ SubnetId: '' })).toContain('NetworkInterfaces[1].SubnetId: it names no subnet');
});
