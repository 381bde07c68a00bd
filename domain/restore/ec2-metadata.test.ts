import fc from 'fast-check';

import { prefixesLeftOut } from './delegated-prefixes';
import type { RequestedAddresses } from './requested-addresses';
import { restoredInterfaces } from './restored-interfaces';
import { ec2Metadata, type WantedInstance } from './ec2-metadata';
import type { RestoreMetadata } from './metadata-text';
import { requested, FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from '../../testing/restore/metadata';

const at = (setting: string) => setting;

/** The metadata to restore with, which is not refused. */
function changed(original: RestoreMetadata, wanted: Partial<WantedInstance> = {}): RestoreMetadata {
  const result = ec2Metadata(original, { addresses: requested(), ...wanted }, at);
  if ('findings' in result) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.metadata;
}

const interfacesOf = (metadata: RestoreMetadata) => JSON.parse(metadata['NetworkInterfaces'] ?? '');

const {
  NetworkInterfaceId: _1,
  PrivateIpAddress: _2,
  PrivateIpAddresses: _3,
  SecondaryPrivateIpAddressCount: _4,
  ...WITHOUT_ADDRESSES
} = FIRST_INTERFACE;

const primary = (address: string) => ({ Primary: true, PrivateIpAddress: address });
const secondary = (address: string) => ({ Primary: false, PrivateIpAddress: address });

describe('R3 requests', () => {
  const patterns: [string, Partial<RequestedAddresses>, object][] = [
    ['primary dynamic, no secondary', {}, {}],
    ['primary fixed, no secondary', { primary: '10.1.10.100' }, { PrivateIpAddresses: [primary('10.1.10.100')] }],
    [
      'primary fixed, secondary dynamic',
      { primary: '10.1.10.100', secondaryCount: 1 },
      { PrivateIpAddresses: [primary('10.1.10.100')], SecondaryPrivateIpAddressCount: 1 },
    ],
    [
      'both fixed',
      { primary: '10.1.10.100', secondaries: ['10.1.10.101', '10.1.10.102'] },
      { PrivateIpAddresses: [primary('10.1.10.100'), secondary('10.1.10.101'), secondary('10.1.10.102')] },
    ],
    [
      'primary dynamic, secondary fixed',
      { secondaries: ['10.1.10.100'] },
      { PrivateIpAddresses: [secondary('10.1.10.100')] },
    ],
    ['primary dynamic, secondary dynamic', { secondaryCount: 2 }, { SecondaryPrivateIpAddressCount: 2 }],
  ];
  test.each(patterns)('%s', (_, addresses, expected) => {
    const metadata = changed(sampleMetadata(FIRST_INTERFACE), { addresses: requested(addresses) });
    expect(interfacesOf(metadata)).toEqual([{ ...WITHOUT_ADDRESSES, AssociatePublicIpAddress: false, ...expected }]);
  });
});

test('R2 drops the keys that EC2 rejects, and keeps every other key in its position, byte for byte', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  const metadata = changed(original);
  const { SecurityGroupIds: _a, SubnetId: _b, CpuOptions: _c, ...kept } = original;
  expect(Object.keys(metadata)).toEqual(Object.keys(kept));
  expect({ ...metadata, NetworkInterfaces: '' }).toEqual({ ...kept, NetworkInterfaces: '' });
});

test('R2 keeps the other settings of interfaces byte for byte', () => {
  const NetworkInterfaces = String.raw`[ {"Groups" : [ "sg-1" ], "DeviceIndex":0, "PrivateIpAddress":"10.0.0.9", "Description":"caf\u00e9 \/", "Big":12345678901234567890.10, "NetworkInterfaceId":"eni-1"} ]`;
  const metadata = changed(
    { ...sampleMetadata(), NetworkInterfaces },
    { addresses: requested({ primary: '10.0.0.5' }) },
  );
  expect(metadata['NetworkInterfaces']).toBe(
    String.raw`[{"Groups":[ "sg-1" ],"DeviceIndex":0,"Description":"caf\u00e9 \/","Big":12345678901234567890.10,"PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"10.0.0.5"}],"AssociatePublicIpAddress":false}]`,
  );
});

test('R2 a single interface gets no public address, even if the metadata does not mention one', () => {
  const { AssociatePublicIpAddress: _, ...silent } = FIRST_INTERFACE;
  expect(interfacesOf(changed(sampleMetadata(silent)))[0].AssociatePublicIpAddress).toBe(false);
});

describe('R3 with several interfaces', () => {
  const original = sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE);

  test('changes the addressed one, and lets EC2 choose as many addresses for the others as they had', () => {
    const metadata = changed(original, { addresses: requested({ primary: '10.1.10.100' }) });
    const { AssociatePublicIpAddress: _, ...kept } = WITHOUT_ADDRESSES;
    expect(interfacesOf(metadata)).toEqual([
      { ...kept, PrivateIpAddresses: [primary('10.1.10.100')] },
      { ...kept, DeviceIndex: 1, SecondaryPrivateIpAddressCount: 2, SubnetId: 'subnet-0fedcba9876543210' },
    ]);
  });

  test('finds the addressed interface by its device index, in any position', () => {
    const turned = sampleMetadata(SECOND_INTERFACE, FIRST_INTERFACE);
    const [second, first] = interfacesOf(
      changed(turned, { addresses: requested({ deviceIndex: 1, secondaries: ['10.1.20.8'] }) }),
    );
    expect(second).toMatchObject({ DeviceIndex: 1, PrivateIpAddresses: [secondary('10.1.20.8')] });
    expect(second).not.toHaveProperty('SecondaryPrivateIpAddressCount');
    expect(first).toMatchObject({ DeviceIndex: 0, SecondaryPrivateIpAddressCount: 1 });
    expect(first).not.toHaveProperty('PrivateIpAddresses');
  });

  test('counts the addresses of an interface without a count', () => {
    const { SecondaryPrivateIpAddressCount: _, ...uncounted } = SECOND_INTERFACE;
    expect(interfacesOf(changed(sampleMetadata(FIRST_INTERFACE, uncounted)))[1]).toMatchObject({
      SecondaryPrivateIpAddressCount: 2,
    });
  });

  test('omits public addresses: EC2 rejects the key even if it is false', () => {
    expect(changed(original)['NetworkInterfaces']).not.toContain('AssociatePublicIpAddress');
  });
});

test('R3 accepts a device index that is text, and keeps it', () => {
  const NetworkInterfaces = '[{"DeviceIndex":"0"},{"DeviceIndex":"1"}]';
  const metadata = changed(
    { ...sampleMetadata(), NetworkInterfaces },
    { addresses: requested({ primary: '10.1.10.100' }) },
  );
  expect(interfacesOf(metadata)).toEqual([
    { DeviceIndex: '0', PrivateIpAddresses: [primary('10.1.10.100')] },
    { DeviceIndex: '1' },
  ]);
});

describe('R3 an interface without requested addresses', () => {
  const notRequested = (settings: object) =>
    interfacesOf(changed(sampleMetadata(FIRST_INTERFACE, { DeviceIndex: 1, ...settings })))[1];

  test('keeps its count when the list has another length', () => {
    const PrivateIpAddresses = [primary('10.1.20.7'), secondary('10.1.20.8')];
    expect(notRequested({ PrivateIpAddresses, SecondaryPrivateIpAddressCount: 5 })).toEqual({
      DeviceIndex: 1,
      SecondaryPrivateIpAddressCount: 5,
    });
  });

  test('has no count if it had only a primary address, or no list', () => {
    expect(notRequested({ PrivateIpAddresses: [primary('10.1.20.7')] })).toEqual({ DeviceIndex: 1 });
    expect(notRequested({})).toEqual({ DeviceIndex: 1 });
    expect(notRequested({ PrivateIpAddresses: null })).toEqual({ DeviceIndex: 1 });
  });

  test('counts an address as secondary unless it is marked as primary', () => {
    const PrivateIpAddresses = [primary('10.1.20.7'), { PrivateIpAddress: '10.1.20.8' }];
    expect(notRequested({ PrivateIpAddresses })).toEqual({ DeviceIndex: 1, SecondaryPrivateIpAddressCount: 1 });
  });
});

const arbitraryInterface = (deviceIndex: number) =>
  fc
    .record(
      {
        DeviceIndex: fc.constant(deviceIndex),
        NetworkInterfaceId: fc.string(),
        PrivateIpAddress: fc.ipV4(),
        PrivateIpAddresses: fc.array(fc.record({ Primary: fc.boolean(), PrivateIpAddress: fc.ipV4() })),
        SecondaryPrivateIpAddressCount: fc.nat(9),
        AssociatePublicIpAddress: fc.boolean(),
        SubnetId: fc.string(),
        Groups: fc.array(fc.string()),
      },
      { requiredKeys: ['DeviceIndex'] },
    )
    .chain((known) => fc.dictionary(fc.string(), fc.jsonValue()).map((others) => ({ ...others, ...known })));

const arbitraryAddresses = fc.record({
  deviceIndex: fc.constant(0),
  primary: fc.option(fc.ipV4(), { nil: undefined }),
  secondaries: fc.array(fc.ipV4()),
  secondaryCount: fc.option(fc.nat(9), { nil: undefined }),
});

test('R2 R3 only addresses ever change, and a second run changes nothing more', () => {
  const interfaces = fc
    .nat(3)
    .chain((others) => fc.tuple(...Array.from({ length: others + 1 }, (_, index) => arbitraryInterface(index))));
  const rest = fc.dictionary(fc.string(), fc.string());
  const ADDRESSES = [
    'NetworkInterfaceId',
    'PrivateIpAddress',
    'PrivateIpAddresses',
    'SecondaryPrivateIpAddressCount',
    'AssociatePublicIpAddress',
  ];
  const unaddressed = (one: object) => Object.entries(one).filter(([name]) => !ADDRESSES.includes(name));
  fc.assert(
    fc.property(interfaces, rest, arbitraryAddresses, (list, others, addresses) => {
      const original = { ...others, NetworkInterfaces: JSON.stringify(list) };
      const metadata = changed(original, { addresses });
      const expected = Object.entries(original).filter(
        ([key]) => !['SecurityGroupIds', 'SubnetId', 'CpuOptions'].includes(key),
      );
      expect(Object.keys(metadata)).toEqual(expected.map(([key]) => key));
      expect(Object.entries(metadata).filter(([key]) => key !== 'NetworkInterfaces')).toEqual(
        expected.filter(([key]) => key !== 'NetworkInterfaces'),
      );
      const after = interfacesOf(metadata);
      expect(after.map(unaddressed)).toEqual(interfacesOf(original).map(unaddressed));
      expect(changed(metadata, { addresses })).toEqual(metadata);
      for (const one of after) {
        expect(one).not.toHaveProperty('NetworkInterfaceId');
        expect(one).not.toHaveProperty('PrivateIpAddress');
        expect(one.AssociatePublicIpAddress).toBe(list.length === 1 ? false : undefined);
      }
    }),
  );
});

test('R5 omits the instance profile on request, and nothing else', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  expect(changed(original)['IamInstanceProfileName']).toBe('ec2_role');
  const { IamInstanceProfileName: _, ...without } = changed(original);
  expect(changed(original, { instanceProfile: 'none' })).toEqual(without);
});

test('R5 moves the addressed interface to another subnet, and the instance to its Availability Zone', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  const metadata = changed(original, { subnet: { id: 'subnet-other', availabilityZone: 'ap-northeast-1c' } });
  expect(interfacesOf(metadata)[0].SubnetId).toBe('subnet-other');
  expect(metadata['Placement']).toBe('{"AvailabilityZone":"ap-northeast-1c","GroupName":"","Tenancy":"default"}');
  const same = changed(original, { subnet: { id: 'subnet-other', availabilityZone: 'ap-northeast-1a' } });
  expect(same['Placement']).toBe(original['Placement']);
});

test('R2 a setting without a value counts as missing', () => {
  const empty = { ...FIRST_INTERFACE, PrivateIpAddresses: null, Groups: null, Ipv4Prefixes: null };
  expect(interfacesOf(changed(sampleMetadata(empty)))[0]).not.toHaveProperty('PrivateIpAddresses');
});

test('R3 leaves out delegated prefixes, and reports them', () => {
  const first = { ...FIRST_INTERFACE, Ipv4Prefixes: [{ Ipv4Prefix: '10.1.10.64/28' }] };
  const second = { ...SECOND_INTERFACE, Ipv6Prefixes: ['2001:db8::/80'] };
  const original = sampleMetadata(first, second);
  const addresses = requested({ primary: '10.1.10.115', secondaryCount: 1 });
  const [one, other] = interfacesOf(changed(original, { addresses }));
  expect(one).not.toHaveProperty('Ipv4Prefixes');
  expect(one).toMatchObject({ Ipv6Prefixes: [], SecondaryPrivateIpAddressCount: 1 });
  expect(other).not.toHaveProperty('Ipv6Prefixes');
  expect(other.Ipv4Prefixes).toEqual([]);
  expect(prefixesLeftOut(original).map(({ path, message }) => [path, message])).toEqual([
    [
      'NetworkInterfaces[0].Ipv4Prefixes',
      '[{"Ipv4Prefix":"10.1.10.64/28"}] is left out: delegated prefixes stay with the original interface',
    ],
    [
      'NetworkInterfaces[1].Ipv6Prefixes',
      '["2001:db8::/80"] is left out: delegated prefixes stay with the original interface',
    ],
  ]);
  expect(prefixesLeftOut(sampleMetadata(FIRST_INTERFACE))).toEqual([]);
});

test('R2 never throws on any settings of an interface', () => {
  const settings = fc.dictionary(
    fc.constantFrom('PrivateIpAddresses', 'Groups', 'Ipv6Addresses', 'Ipv4Prefixes', 'SubnetId', 'DeviceIndex'),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const placement = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(settings, placement, (changes, Placement) => {
      const original = { ...sampleMetadata({ ...FIRST_INTERFACE, ...changes }), Placement };
      const subnet = { id: 'subnet-other', availabilityZone: 'ap-northeast-1c' };
      for (const wanted of [{}, { subnet }]) {
        const result = ec2Metadata(original, { addresses: requested(), ...wanted }, at);
        if ('findings' in result) expect(result.findings.length).toBeGreaterThan(0);
        else expect(restoredInterfaces(result.metadata)).toHaveLength(1);
      }
      expect(Array.isArray(prefixesLeftOut(original))).toBe(true);
    }),
    // The names of members that every object inherits.
    { examples: [[{ PrivateIpAddresses: [{ toString: '' }] }, '{"constructor":0}']] },
  );
});

describe('refuses', () => {
  const refusal = (original: RestoreMetadata, deviceIndex = 0) => {
    const result = ec2Metadata(original, { addresses: requested({ deviceIndex }) }, at);
    return 'findings' in result ? result.findings.map(({ path, message, remedy }) => [path, message, remedy]) : result;
  };

  test('R3 an interface that does not exist', () => {
    expect(refusal(sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE), 2)).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 2',
        'choose an index that occurs once: the instance had 0, 1',
      ],
    ]);
  });

  test('R3 an index that exists on two network cards', () => {
    expect(refusal(sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE, SECOND_INTERFACE), 1)).toEqual([
      [
        'deviceIndex',
        'the instance had 2 interfaces with device index 1, on different network cards',
        'choose an index that occurs once: the instance had 0, 1, 1',
      ],
    ]);
  });

  test.each([
    ['[{', 'NetworkInterfaces is not JSON: a closing } is missing'],
    ['{}', 'NetworkInterfaces is not a list'],
    ['[1]', 'NetworkInterfaces is not a list of objects'],
    ['[{"DeviceIndex":0},1]', 'NetworkInterfaces is not a list of objects'],
    ['[]', 'NetworkInterfaces lists no interface'],
    ['[{"DeviceIndex":0,"DeviceIndex":1}]', 'NetworkInterfaces is ambiguous: DeviceIndex appears twice in one object'],
    [
      '[{"DeviceIndex":0},{"Groups":[],"Groups":[]}]',
      'NetworkInterfaces is ambiguous: Groups appears twice in one object',
    ],
  ])('R2 interfaces that are %s, and does not suggest another resource type', (NetworkInterfaces, message) => {
    expect(refusal({ NetworkInterfaces })).toEqual([
      [
        'NetworkInterfaces',
        `${message}: this is not what AWS Backup writes for an EC2 instance`,
        'compare it with the output of aws backup get-recovery-point-restore-metadata; if that is the same, choose another recovery point of the instance',
      ],
    ]);
  });

  test('R3 unreadable device indexes, and names the interface', () => {
    expect(refusal({ NetworkInterfaces: '[{"DeviceIndex":"first"},{"DeviceIndex":1}]' })).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 0; the device index of NetworkInterfaces[0] cannot be read',
        'choose an index that occurs once: the instance had 1',
      ],
    ]);
    expect(refusal({ NetworkInterfaces: '[{"Groups":[]}]' })).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 0; the device index of NetworkInterfaces[0] cannot be read',
        'compare the metadata with the output of aws backup get-recovery-point-restore-metadata',
      ],
    ]);
  });

  const COMPARE =
    'compare it with the output of aws backup get-recovery-point-restore-metadata; if that is the same, choose another recovery point of the instance';

  test.each([
    [{ PrivateIpAddresses: [FIRST_INTERFACE['PrivateIpAddress']] }, '.PrivateIpAddresses[0]', 'text'],
    [{ PrivateIpAddresses: [{ Primary: true }, null] }, '.PrivateIpAddresses[1]', 'null'],
    [{ PrivateIpAddresses: { Primary: true } }, '.PrivateIpAddresses', 'an object'],
    [{ Groups: [1] }, '.Groups[0]', 'a number'],
    [{ Ipv6Addresses: [null] }, '.Ipv6Addresses[0]', 'null'],
    [{ Ipv4Prefixes: [['10.0.0.0/28']] }, '.Ipv4Prefixes[0]', 'a list'],
    [{ SubnetId: 1 }, '.SubnetId', 'a number'],
    [{ SecondaryPrivateIpAddressCount: true }, '.SecondaryPrivateIpAddressCount', 'true or false'],
    [{ SecondaryPrivateIpAddressCount: -1 }, '.SecondaryPrivateIpAddressCount', '"-1", not a whole number'],
    [{ SecondaryPrivateIpAddressCount: 'two' }, '.SecondaryPrivateIpAddressCount', '"two", not a whole number'],
    [{ Ipv6AddressCount: 1.5 }, '.Ipv6AddressCount', '"1.5", not a whole number'],
    [{ PrivateIpAddresses: [{ Primary: 'true' }] }, '.PrivateIpAddresses[0].Primary', 'text'],
    [{ PrivateIpAddresses: [{ PrivateIpAddress: 10 }] }, '.PrivateIpAddresses[0].PrivateIpAddress', 'a number'],
    [{ Ipv6Addresses: [{ Ipv6Address: {} }] }, '.Ipv6Addresses[0].Ipv6Address', 'an object'],
    [
      { Ipv6Addresses: [{ Ipv6Address: '10.0.0.1' }] },
      '.Ipv6Addresses[0].Ipv6Address',
      '"10.0.0.1", not an IPv6 address',
    ],
    [{ Ipv6Addresses: ['2001:db8::1::2'] }, '.Ipv6Addresses[0]', '"2001:db8::1::2", not an IPv6 address'],
    [{ Ipv4Prefixes: [{ Ipv4Prefix: 1 }] }, '.Ipv4Prefixes[0].Ipv4Prefix', 'a number'],
    [{ InterfaceType: ['efa'] }, '.InterfaceType', 'a list'],
  ])('R2 %j in an interface, and names the place', (setting, place, kind) => {
    const second = { ...SECOND_INTERFACE, ...setting };
    expect(refusal(sampleMetadata(FIRST_INTERFACE, second))).toEqual([
      [
        `NetworkInterfaces[1]${place}`,
        `it is ${kind}: this is not what AWS Backup writes for an EC2 instance`,
        COMPARE,
      ],
    ]);
  });

  test.each(['Placement', 'CreditSpecification'])('R2 %s that is not an object', (key) => {
    for (const broken of ['{"AvailabilityZone":', '[]', '5', '{},{}']) {
      expect(refusal({ ...sampleMetadata(FIRST_INTERFACE), [key]: broken })).toEqual([
        [key, `${key} is not an object: this is not what AWS Backup writes for an EC2 instance`, COMPARE],
      ]);
    }
    for (const none of ['', 'null', '{}']) {
      expect(changed({ ...sampleMetadata(FIRST_INTERFACE), [key]: none })[key]).toBe(none);
    }
  });

  test.each([-1, 1.5])('R3 the device index %s', (DeviceIndex) => {
    expect(refusal(sampleMetadata({ ...FIRST_INTERFACE, DeviceIndex }))).toEqual([
      [
        'deviceIndex',
        expect.stringContaining('the device index of NetworkInterfaces[0] cannot be read'),
        expect.anything(),
      ],
    ]);
  });

  test('R2 leaves out counts of delegated prefixes, too', () => {
    const text = changed(sampleMetadata({ ...FIRST_INTERFACE, Ipv4PrefixCount: 1, Ipv6PrefixCount: 0 }));
    expect(text['NetworkInterfaces']).not.toContain('Ipv4PrefixCount');
    expect(text['NetworkInterfaces']).toContain('"Ipv6PrefixCount":0');
  });

  test('R5 a placement that is not an object, if the instance moves', () => {
    const original = { ...sampleMetadata(FIRST_INTERFACE), Placement: '[]' };
    const subnet = { id: 'subnet-other', availabilityZone: 'ap-northeast-1c' };
    expect(ec2Metadata(original, { addresses: requested(), subnet }, at)).toEqual({
      findings: [
        expect.objectContaining({
          path: 'Placement',
          message: 'Placement is not an object: this is not what AWS Backup writes for an EC2 instance',
        }),
      ],
    });
    expect(changed({ ...original, Placement: '{}' })['Placement']).toBe('{}');
    expect(changed({ ...original, Placement: 'null' }, { subnet })['Placement']).toBe('null');
  });

  test('R2 the metadata of another resource type', () => {
    expect(refusal({ 'file-system-id': 'fs-1' })).toEqual([
      [
        'NetworkInterfaces',
        'NetworkInterfaces is missing: this is not the recovery point of an EC2 instance',
        'choose a recovery point whose resource type is EC2',
      ],
    ]);
  });
});
