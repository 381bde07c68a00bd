import fc from 'fast-check';

import type { RequestedAddresses } from './requested-addresses';
import { ec2Metadata, type WantedInstance } from './ec2-metadata';
import type { RestoreMetadata } from './metadata-text';
import { asked, FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from '../../testing/restore/metadata';

const at = (setting: string) => setting;

/** The metadata to restore with, which is not refused. */
function changed(original: RestoreMetadata, wanted: Partial<WantedInstance> = {}): RestoreMetadata {
  const result = ec2Metadata(original, { addresses: asked(), ...wanted }, at);
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

describe('R3 asks for', () => {
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
    const metadata = changed(sampleMetadata(FIRST_INTERFACE), { addresses: asked(addresses) });
    expect(interfacesOf(metadata)).toEqual([{ ...WITHOUT_ADDRESSES, AssociatePublicIpAddress: false, ...expected }]);
  });
});

test('R2 drops what EC2 refuses, and keeps every other key in its place, byte for byte', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  const metadata = changed(original);
  const { SecurityGroupIds: _a, SubnetId: _b, CpuOptions: _c, ...kept } = original;
  expect(Object.keys(metadata)).toEqual(Object.keys(kept));
  expect({ ...metadata, NetworkInterfaces: '' }).toEqual({ ...kept, NetworkInterfaces: '' });
});

test('R2 keeps inside of interfaces what is not about addresses, as it was written', () => {
  const NetworkInterfaces = String.raw`[ {"Groups" : [ "sg-1" ], "DeviceIndex":0, "PrivateIpAddress":"10.0.0.9", "Description":"caf\u00e9 \/", "Big":12345678901234567890.10, "NetworkInterfaceId":"eni-1"} ]`;
  const metadata = changed({ ...sampleMetadata(), NetworkInterfaces }, { addresses: asked({ primary: '10.0.0.5' }) });
  expect(metadata['NetworkInterfaces']).toBe(
    String.raw`[{"Groups":[ "sg-1" ],"DeviceIndex":0,"Description":"caf\u00e9 \/","Big":12345678901234567890.10,"PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"10.0.0.5"}],"AssociatePublicIpAddress":false}]`,
  );
});

test('R2 a single interface gets no public address, also where nobody said so', () => {
  const { AssociatePublicIpAddress: _, ...silent } = FIRST_INTERFACE;
  expect(interfacesOf(changed(sampleMetadata(silent)))[0].AssociatePublicIpAddress).toBe(false);
});

describe('R3 with several interfaces', () => {
  const original = sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE);

  test('changes the addressed one, and lets the others have as many addresses of the choice of EC2', () => {
    const metadata = changed(original, { addresses: asked({ primary: '10.1.10.100' }) });
    const { AssociatePublicIpAddress: _, ...kept } = WITHOUT_ADDRESSES;
    expect(interfacesOf(metadata)).toEqual([
      { ...kept, PrivateIpAddresses: [primary('10.1.10.100')] },
      { ...kept, DeviceIndex: 1, SecondaryPrivateIpAddressCount: 2, SubnetId: 'subnet-0fedcba9876543210' },
    ]);
  });

  test('addresses another one by its device index, wherever it stands', () => {
    const turned = sampleMetadata(SECOND_INTERFACE, FIRST_INTERFACE);
    const [second, first] = interfacesOf(
      changed(turned, { addresses: asked({ deviceIndex: 1, secondaries: ['10.1.20.8'] }) }),
    );
    expect(second).toMatchObject({ DeviceIndex: 1, PrivateIpAddresses: [secondary('10.1.20.8')] });
    expect(second).not.toHaveProperty('SecondaryPrivateIpAddressCount');
    expect(first).toMatchObject({ DeviceIndex: 0, SecondaryPrivateIpAddressCount: 1 });
    expect(first).not.toHaveProperty('PrivateIpAddresses');
  });

  test('counts the addresses of one that has no count', () => {
    const { SecondaryPrivateIpAddressCount: _, ...uncounted } = SECOND_INTERFACE;
    expect(interfacesOf(changed(sampleMetadata(FIRST_INTERFACE, uncounted)))[1]).toMatchObject({
      SecondaryPrivateIpAddressCount: 2,
    });
  });

  test('says nothing of public addresses: EC2 refuses even a false one', () => {
    expect(changed(original)['NetworkInterfaces']).not.toContain('AssociatePublicIpAddress');
  });
});

test('R3 takes a device index that is text, and leaves it as it is written', () => {
  const NetworkInterfaces = '[{"DeviceIndex":"0"},{"DeviceIndex":"1"}]';
  const metadata = changed(
    { ...sampleMetadata(), NetworkInterfaces },
    { addresses: asked({ primary: '10.1.10.100' }) },
  );
  expect(interfacesOf(metadata)).toEqual([
    { DeviceIndex: '0', PrivateIpAddresses: [primary('10.1.10.100')] },
    { DeviceIndex: '1' },
  ]);
});

describe('R3 lets an interface that nothing is asked of', () => {
  const unasked = (settings: object) =>
    interfacesOf(changed(sampleMetadata(FIRST_INTERFACE, { DeviceIndex: 1, ...settings })))[1];

  test('keep its count when the list says another', () => {
    const PrivateIpAddresses = [primary('10.1.20.7'), secondary('10.1.20.8')];
    expect(unasked({ PrivateIpAddresses, SecondaryPrivateIpAddressCount: 5 })).toEqual({
      DeviceIndex: 1,
      SecondaryPrivateIpAddressCount: 5,
    });
  });

  test('go without a count when it had a primary address only, or no list', () => {
    expect(unasked({ PrivateIpAddresses: [primary('10.1.20.7')] })).toEqual({ DeviceIndex: 1 });
    expect(unasked({})).toEqual({ DeviceIndex: 1 });
    expect(unasked({ PrivateIpAddresses: {} })).toEqual({ DeviceIndex: 1 });
  });

  test('count as secondary what is not said to be primary', () => {
    const PrivateIpAddresses = [primary('10.1.20.7'), { PrivateIpAddress: '10.1.20.8' }];
    expect(unasked({ PrivateIpAddresses })).toEqual({ DeviceIndex: 1, SecondaryPrivateIpAddressCount: 1 });
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

test('R2 R3 nothing but addresses ever changes, and doing it again changes nothing more', () => {
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

test('R5 leaves the instance profile out on request, and nothing else', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  expect(changed(original)['IamInstanceProfileName']).toBe('ec2_role');
  const { IamInstanceProfileName: _, ...without } = changed(original);
  expect(changed(original, { instanceProfile: 'none' })).toEqual(without);
});

test('R5 moves the addressed interface into another subnet, and the instance into its zone', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  const metadata = changed(original, { subnet: { id: 'subnet-other', availabilityZone: 'ap-northeast-1c' } });
  expect(interfacesOf(metadata)[0].SubnetId).toBe('subnet-other');
  expect(metadata['Placement']).toBe('{"AvailabilityZone":"ap-northeast-1c","GroupName":"","Tenancy":"default"}');
  const same = changed(original, { subnet: { id: 'subnet-other', availabilityZone: 'ap-northeast-1a' } });
  expect(same['Placement']).toBe(original['Placement']);
});

describe('refuses', () => {
  const refusal = (original: RestoreMetadata, deviceIndex = 0) => {
    const result = ec2Metadata(original, { addresses: asked({ deviceIndex }) }, at);
    return 'findings' in result ? result.findings.map(({ path, message, remedy }) => [path, message, remedy]) : result;
  };

  test('R3 an interface that is not there', () => {
    expect(refusal(sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE), 2)).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 2',
        'name an index that is there once: the instance had 0, 1',
      ],
    ]);
  });

  test('R3 an index that is there on two network cards', () => {
    expect(refusal(sampleMetadata(FIRST_INTERFACE, SECOND_INTERFACE, SECOND_INTERFACE), 1)).toEqual([
      [
        'deviceIndex',
        'the instance had 2 interfaces with device index 1, on different network cards',
        'name an index that is there once: the instance had 0, 1, 1',
      ],
    ]);
  });

  test.each([
    ['[{', 'NetworkInterfaces is not JSON: a closing } is missing'],
    ['{}', 'NetworkInterfaces is not a list'],
    ['[1]', 'NetworkInterfaces is not a list of objects'],
    ['[{"DeviceIndex":0},1]', 'NetworkInterfaces is not a list of objects'],
    ['[]', 'NetworkInterfaces lists no interface'],
    ['[{"DeviceIndex":0,"DeviceIndex":1}]', 'NetworkInterfaces is ambiguous: DeviceIndex stands twice in one object'],
    [
      '[{"DeviceIndex":0},{"Groups":[],"Groups":[]}]',
      'NetworkInterfaces is ambiguous: Groups stands twice in one object',
    ],
  ])(
    'R2 interfaces that are %s, and does not send people to another type of resource',
    (NetworkInterfaces, message) => {
      expect(refusal({ NetworkInterfaces })).toEqual([
        [
          'NetworkInterfaces',
          `${message}: this is not what AWS Backup writes for an EC2 instance`,
          'compare it with what aws backup get-recovery-point-restore-metadata answers; when that says the same, choose another recovery point of the instance',
        ],
      ]);
    },
  );

  test('R3 device indexes that cannot be read, and says of which interface', () => {
    expect(refusal({ NetworkInterfaces: '[{"DeviceIndex":"first"},{"DeviceIndex":1}]' })).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 0; none can be read of NetworkInterfaces[0]',
        'name an index that is there once: the instance had 1',
      ],
    ]);
    expect(refusal({ NetworkInterfaces: '[{"Groups":[]}]' })).toEqual([
      [
        'deviceIndex',
        'the instance had no interface with device index 0; none can be read of NetworkInterfaces[0]',
        'compare the metadata with what aws backup get-recovery-point-restore-metadata answers',
      ],
    ]);
  });

  test('R2 the metadata of something else', () => {
    expect(refusal({ 'file-system-id': 'fs-1' })).toEqual([
      [
        'NetworkInterfaces',
        'there is no NetworkInterfaces: this is not the recovery point of an EC2 instance',
        'take a recovery point whose resource type is EC2',
      ],
    ]);
  });
});
