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
  ...['1.0.0.0', '126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0', '223.255.255.255'].map(
    (primary) => ({
      primary,
    }),
  ),
])('R3 accepts %j', (addresses) => expect(refused(addresses)).toEqual([]));

test.each<[Partial<RequestedAddresses>, string]>([
  [{ primary: '10.0.0' }, '--primary-ip: "10.0.0" is not an IPv4 address'],
  [{ primary: '010.0.0.1' }, '--primary-ip: "010.0.0.1" is not an IPv4 address'],
  [{ secondaries: ['10.0.0.256'] }, '--secondary-ip: "10.0.0.256" is not an IPv4 address'],
  [
    { primary: '2001:db8::1' },
    '--primary-ip: "2001:db8::1" is an IPv6 address, but only private IPv4 addresses can be requested',
  ],
  ...(
    [
      ['0.255.255.255', '0.0.0.0/8'],
      ['127.0.0.0', '127.0.0.0/8'],
      ['169.254.169.254', '169.254.0.0/16'],
      ['224.0.0.0', '224.0.0.0/4'],
      ['239.255.255.255', '224.0.0.0/4'],
      ['255.255.255.255', '240.0.0.0/4'],
    ] as const
  ).map(([primary, block]): [Partial<RequestedAddresses>, string] => [
    { primary },
    `--primary-ip: no subnet can hold ${primary}: ${block} is reserved`,
  ]),
  [{ primary: '10.0.0.0/28' }, '--primary-ip: "10.0.0.0/28" is not an IPv4 address'],
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
