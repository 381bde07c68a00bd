import { networkFindings, type FoundNetwork } from './network-findings';
import { restoredInterfaces } from './restored-interfaces';
import { asked, FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from '../../testing/restore/metadata';

const [FIRST = '', SECOND = ''] = [FIRST_INTERFACE['SubnetId'], SECOND_INTERFACE['SubnetId']].map(String);

const NETWORK: FoundNetwork = {
  groups: [{ id: 'sg-0123456789abcdef0', vpcId: 'vpc-1' }],
  subnets: [
    { id: FIRST, cidr: '10.1.10.0/24', availabilityZone: 'a', vpcId: 'vpc-1', used: [] },
    {
      id: SECOND,
      cidr: '10.1.20.0/24',
      availabilityZone: 'a',
      vpcId: 'vpc-1',
      used: [
        { address: '10.1.20.5', networkInterface: 'eni-1', user: 'i-1' },
        { address: '2001:db8::5', networkInterface: 'eni-1', user: 'i-1' },
      ],
    },
  ],
};

const told = (second: Readonly<Record<string, unknown>>, network = NETWORK, addresses = asked()) =>
  networkFindings(network, {
    interfaces: restoredInterfaces(sampleMetadata(FIRST_INTERFACE, { ...SECOND_INTERFACE, ...second })),
    addresses,
    subnet: undefined,
    at: (setting) => setting,
  }).map(({ path, message }) => `${path}: ${message}`);

test('R5 finds nothing wrong with a network that is still there', () => {
  expect(told({})).toEqual([]);
  expect(told({}, NETWORK, asked({ primary: '10.1.10.5', secondaries: ['10.1.10.6'] }))).toEqual([]);
});

test('R5 looks for addresses in the subnet of the addressed interface only', () => {
  expect(told({}, NETWORK, asked({ deviceIndex: 1, primary: '10.1.20.5' }))).toEqual([
    `primary: 10.1.20.5 is in use in ${SECOND}: eni-1 of i-1 has it`,
  ]);
});

test.each([[['2001:db8::5']], [[{ Ipv6Address: '2001:db8::5' }]]])(
  'R2 R5 tells that an IPv6 address, which is kept, is still in use: %j',
  (Ipv6Addresses) => {
    expect(told({ Ipv6Addresses })).toEqual([
      `NetworkInterfaces[1].Ipv6Addresses: 2001:db8::5 is in use in ${SECOND}: eni-1 of i-1 has it`,
    ]);
  },
);

test('R5 tells of every interface what is gone', () => {
  expect(told({ SubnetId: 'subnet-gone', Groups: ['sg-gone', 'sg-0123456789abcdef0', 'sg-also'] })).toEqual([
    'NetworkInterfaces[1].SubnetId: subnet subnet-gone does not exist',
    'NetworkInterfaces[1].Groups: security group sg-gone does not exist',
    'NetworkInterfaces[1].Groups: security group sg-also does not exist',
  ]);
});

test('R5 tells interfaces in two zones, and groups of another VPC', () => {
  const [first, second] = NETWORK.subnets;
  if (!first || !second) throw new Error('two subnets');
  const moved = { ...NETWORK, subnets: [first, { ...second, availabilityZone: 'c', vpcId: 'vpc-2' }] };
  expect(told({}, moved)).toEqual([
    `NetworkInterfaces[1].Groups: security group sg-0123456789abcdef0 is of vpc-1, and subnet ${SECOND} is of vpc-2`,
    `NetworkInterfaces: an instance lives in one zone, and its interfaces would be in ${FIRST} in a, ${SECOND} in c`,
  ]);
});
