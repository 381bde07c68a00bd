import { type AddressSetting, type RequestedAddresses, requestedAddressFindings } from './requested-addresses';
import { requested } from '../../testing/restore/metadata';

const OPTIONS: Readonly<Record<AddressSetting, string>> = {
  primary: '--primary-ip',
  secondary: '--secondary-ip',
  secondaryCount: '--secondary-count',
  deviceIndex: '--device-index',
};

const refused = (addresses: Partial<RequestedAddresses>) =>
  requestedAddressFindings(requested(addresses), (setting) => OPTIONS[setting]).map(
    ({ path, message }) => `${path}: ${message}`,
  );

test.each<Partial<RequestedAddresses>>([
  {},
  { primary: '10.1.10.100' },
  { primary: '10.1.10.100', secondaryCount: 1 },
  { primary: '10.1.10.100', secondaries: ['10.1.10.101', '10.1.10.102'] },
  { secondaries: ['10.1.10.100'] },
  { secondaryCount: 0 },
])('R3 accepts %j', (addresses) => expect(refused(addresses)).toEqual([]));

test.each<[Partial<RequestedAddresses>, string]>([
  [{ primary: '10.0.0' }, '--primary-ip: "10.0.0" is not an IPv4 address'],
  [{ primary: '010.0.0.1' }, '--primary-ip: "010.0.0.1" is not an IPv4 address'],
  [{ secondaries: ['10.0.0.256'] }, '--secondary-ip: "10.0.0.256" is not an IPv4 address'],
  [
    { primary: '2001:db8::1' },
    '--primary-ip: "2001:db8::1" is an IPv6 address, but only private IPv4 addresses can be requested',
  ],
  [{ secondaryCount: -1 }, '--secondary-count: cannot request -1 secondary addresses'],
  [
    { secondaries: ['10.0.0.5', '10.0.0.6'], secondaryCount: 0 },
    '--secondary-count: cannot request 0 secondary addresses chosen by EC2 together with 10.0.0.5, 10.0.0.6: EC2 accepts only one of the two',
  ],
  [
    { primary: '10.0.0.5', secondaries: ['10.0.0.6', '10.0.0.5'] },
    '--secondary-ip: 10.0.0.5 is requested more than once',
  ],
  [{ secondaries: ['10.0.0.5', '10.0.0.5', '10.0.0.5'] }, '--secondary-ip: 10.0.0.5 is requested more than once'],
])('R3 refuses %j', (addresses, message) => expect(refused(addresses)).toEqual([message]));

test('R3 reports every problem at once', () => {
  expect(refused({ primary: 'x', secondaries: ['::1', '::1'], secondaryCount: -2 })).toEqual([
    expect.stringContaining('--primary-ip: "x"'),
    expect.stringContaining('--secondary-ip: "::1" is an IPv6'),
    expect.stringContaining('--secondary-ip: "::1" is an IPv6'),
    expect.stringContaining('::1 is requested more than once'),
    expect.stringContaining('cannot request -2 secondary addresses'),
    expect.stringContaining('together with ::1, ::1'),
  ]);
});
