import fc from 'fast-check';

import { unavailableAddress } from './subnet-addresses';

const used = [{ address: '10.1.10.77', networkInterface: 'eni-1', user: 'i-1' }];
const subnet = { id: 'subnet-1', cidr: '10.1.10.64/28', ipv6Cidrs: [], used };
const refused = (address: string) =>
  unavailableAddress({ path: '--primary-ip', address }, subnet).map(({ message, remedy }) => [message, remedy]);

test.each(['10.1.10.68', '10.1.10.78'])('R5 %s is available', (address) => expect(refused(address)).toEqual([]));

test.each(['10.1.10.63', '10.1.10.80', '10.2.10.70'])('R5 %s is outside', (address) => {
  expect(refused(address)).toEqual([
    [
      `${address} is not in subnet-1 (10.1.10.64/28)`,
      'choose an address from 10.1.10.68 to 10.1.10.78, or specify the subnet of this address with --subnet',
    ],
  ]);
});

test.each(['10.1.10.64', '10.1.10.65', '10.1.10.66', '10.1.10.67', '10.1.10.79'])('R5 %s is reserved', (address) => {
  expect(refused(address)).toEqual([
    [
      `${address} is one of the five addresses of subnet-1 that AWS reserves`,
      'choose an address from 10.1.10.68 to 10.1.10.78',
    ],
  ]);
});

test('R5 names the interface and the user of an address in use', () => {
  expect(refused('10.1.10.77')).toEqual([
    [
      '10.1.10.77 is in use in subnet-1, by eni-1 of i-1',
      'choose another address, or release this one first: terminate the old instance, or unassign the address from it',
    ],
  ]);
});

test.each([
  ['2001:db8::5', []],
  ['2001:db8::4', []],
  ['2001:db8:0:0:ffff:ffff:ffff:fffe', []],
  ['2001:0DB8:0000::7', ['2001:0DB8:0000::7 is in use in subnet-1, by eni-2 of i-2']],
  ['2001:db8::3', ['2001:db8::3 is one of the five addresses of subnet-1 that AWS reserves']],
  [
    '2001:db8::ffff:ffff:ffff:ffff',
    ['2001:db8::ffff:ffff:ffff:ffff is one of the five addresses of subnet-1 that AWS reserves'],
  ],
  ['2001:db8:0:1::', ['2001:db8:0:1:: is not in subnet-1 (2001:db8::/64)']],
  [
    '2001:db8:0:0:1::a',
    ['2001:db8:0:0:1::a is in use in subnet-1, by eni-3 of i-3, as part of the prefix 2001:db8:0:0:1::/80'],
  ],
])('R5 checks the IPv6 address %s', (address, messages) => {
  const six = {
    ...subnet,
    ipv6Cidrs: ['2001:db8::/64'],
    used: [
      { address: '2001:db8::7', networkInterface: 'eni-2', user: 'i-2' },
      { address: '2001:db8:0:0:1::/80', networkInterface: 'eni-3', user: 'i-3' },
    ],
  };
  expect(unavailableAddress({ path: 'x', address }, six).map(({ message }) => message)).toEqual(messages);
});

test('R5 an IPv6 address is not in a subnet without an IPv6 block', () => {
  expect(refused('2001:db8::5')).toEqual([
    ['2001:db8::5 is not in subnet-1 (which has no IPv6 block)', expect.stringContaining('restore metadata')],
  ]);
});

test.each([
  ['10.1.10.111', false],
  ['10.1.10.112', true],
  ['10.1.10.127', true],
  ['10.1.10.128', false],
])('R5 %s is part of a delegated prefix: %s', (address, isUsed) => {
  const delegated = [{ address: '10.1.10.112/28', networkInterface: 'eni-9', user: 'i-9' }];
  const found = unavailableAddress({ path: 'x', address }, { ...subnet, cidr: '10.1.10.0/24', used: delegated });
  expect(found.map(({ message }) => message)).toEqual(
    isUsed ? [`${address} is in use in subnet-1, by eni-9 of i-9, as part of the prefix 10.1.10.112/28`] : [],
  );
});

test('R5 all addresses of a subnet except five are available', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 28 }), (length) => {
      const size = 2 ** (32 - length);
      const free = Array.from(
        { length: size },
        (_, offset) => `10.0.${Math.floor(offset / 256)}.${offset % 256}`,
      ).filter(
        (address) =>
          unavailableAddress({ path: 'x', address }, { id: 's', cidr: `10.0.0.0/${length}`, ipv6Cidrs: [], used: [] })
            .length === 0,
      );
      expect(free).toHaveLength(size - 5);
    }),
    { numRuns: 9 },
  );
});
