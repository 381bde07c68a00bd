import { type AddressSetting, type RequestedAddresses, requestedAddressFindings } from './requested-addresses';
import { asked } from '../../testing/restore/metadata';

const OPTIONS: Readonly<Record<AddressSetting, string>> = {
  primary: '--primary-ip',
  secondary: '--secondary-ip',
  secondaryCount: '--secondary-count',
  deviceIndex: '--device-index',
};

const refused = (addresses: Partial<RequestedAddresses>) =>
  requestedAddressFindings(asked(addresses), (setting) => OPTIONS[setting]).map(
    ({ path, message }) => `${path}: ${message}`,
  );

test.each<Partial<RequestedAddresses>>([
  {},
  { primary: '10.1.10.100' },
  { primary: '10.1.10.100', secondaryCount: 1 },
  { primary: '10.1.10.100', secondaries: ['10.1.10.101', '10.1.10.102'] },
  { secondaries: ['10.1.10.100'] },
  { secondaryCount: 0 },
])('R3 takes %j', (addresses) => expect(refused(addresses)).toEqual([]));

test.each<[Partial<RequestedAddresses>, string]>([
  [{ primary: '10.0.0' }, '--primary-ip: "10.0.0" is no IPv4 address'],
  [{ primary: '010.0.0.1' }, '--primary-ip: "010.0.0.1" is no IPv4 address'],
  [{ secondaries: ['10.0.0.256'] }, '--secondary-ip: "10.0.0.256" is no IPv4 address'],
  [
    { primary: '2001:db8::1' },
    '--primary-ip: "2001:db8::1" is an IPv6 address, and only private IPv4 addresses can be asked for',
  ],
  [{ secondaryCount: -1 }, '--secondary-count: -1 secondary addresses cannot be had'],
  [
    { secondaries: ['10.0.0.5', '10.0.0.6'], secondaryCount: 0 },
    "--secondary-count: 0 secondary addresses of EC2's choice are asked for beside 10.0.0.5, 10.0.0.6: EC2 takes one or the other",
  ],
  [
    { primary: '10.0.0.5', secondaries: ['10.0.0.6', '10.0.0.5'] },
    '--secondary-ip: 10.0.0.5 is asked for more than once',
  ],
  [{ secondaries: ['10.0.0.5', '10.0.0.5', '10.0.0.5'] }, '--secondary-ip: 10.0.0.5 is asked for more than once'],
])('R3 refuses %j', (addresses, message) => expect(refused(addresses)).toEqual([message]));

test('R3 tells everything that is wrong at once', () => {
  expect(refused({ primary: 'x', secondaries: ['::1', '::1'], secondaryCount: -2 })).toEqual([
    expect.stringContaining('--primary-ip: "x"'),
    expect.stringContaining('--secondary-ip: "::1" is an IPv6'),
    expect.stringContaining('--secondary-ip: "::1" is an IPv6'),
    expect.stringContaining('::1 is asked for more than once'),
    expect.stringContaining('-2 secondary addresses cannot'),
    expect.stringContaining('beside ::1, ::1'),
  ]);
});
