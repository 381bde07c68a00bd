import fc from 'fast-check';

import { unavailableAddress } from './subnet-addresses';

const used = [{ address: '10.1.10.77', networkInterface: 'eni-1', user: 'i-1' }];
const subnet = { id: 'subnet-1', cidr: '10.1.10.64/28', used };
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

test('R5 an IPv6 address is checked only against the addresses in use', () => {
  const six = { ...subnet, used: [{ address: '2001:db8::1', networkInterface: 'eni-2', user: 'i-2' }] };
  const rules = (address: string) => unavailableAddress({ path: 'x', address }, six).map(({ rule }) => rule);
  expect(rules('2001:db8::1')).toEqual(['address-in-use']);
  expect(rules('2001:db8::2')).toEqual([]);
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
          unavailableAddress({ path: 'x', address }, { id: 's', cidr: `10.0.0.0/${length}`, used: [] }).length === 0,
      );
      expect(free).toHaveLength(size - 5);
    }),
    { numRuns: 9 },
  );
});
