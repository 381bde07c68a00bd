import fc from 'fast-check';

import { ipv4Number, rangeOf } from './ipv4';

test('R3 reads every address of four decimal numbers', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const number = ipv4Number(address) ?? Number.NaN;
      expect([24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.')).toBe(address);
    }),
  );
});

test.each([
  '',
  '10.0.0',
  '10.0.0.0.1',
  '256.0.0.1',
  '010.0.0.1',
  '10.0.0.01',
  '0x0a.0.0.1',
  '10.0.0.1 ',
  '10.0.0.-1',
  '10.0.0.1/32',
  '::1',
  '１0.0.0.1',
])('R3 reads no address in "%s"', (text) => expect(ipv4Number(text)).toBeUndefined());

test('R5 reads the first and last address of a network', () => {
  expect(rangeOf('10.1.10.0/24')).toEqual({ first: 0x0a010a00, last: 0x0a010aff });
  expect(rangeOf('10.1.10.77/28')).toEqual({ first: 0x0a010a40, last: 0x0a010a4f });
  expect(rangeOf('0.0.0.0/0')).toEqual({ first: 0, last: 0xffffffff });
  expect(rangeOf('255.255.255.255/32')).toEqual({ first: 0xffffffff, last: 0xffffffff });
});

test.each(['10.1.10.0', '10.1.10.0/33', '10.1.10.0/', '2001:db8::/64'])('R5 reads no network in "%s"', (cidr) =>
  expect(rangeOf(cidr)).toBeUndefined(),
);
