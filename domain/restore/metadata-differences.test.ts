import { ec2Metadata } from './ec2-metadata';
import { metadataDifferences } from './metadata-differences';
import { requested, FIRST_INTERFACE, sampleMetadata } from '../../testing/restore/metadata';

test('R5 shows what a restore changes, interface by interface', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  const result = ec2Metadata(
    original,
    { addresses: requested({ primary: '10.1.10.100' }), instanceProfile: 'none' },
    (setting) => setting,
  );
  if ('findings' in result) throw new Error('refused');
  expect(metadataDifferences(original, result.metadata)).toEqual([
    { key: 'CpuOptions', before: original['CpuOptions'], after: undefined },
    { key: 'IamInstanceProfileName', before: 'ec2_role', after: undefined },
    { key: 'NetworkInterfaces[0].AssociatePublicIpAddress', before: 'true', after: 'false' },
    { key: 'NetworkInterfaces[0].NetworkInterfaceId', before: '"eni-0123456789abcdef0"', after: undefined },
    { key: 'NetworkInterfaces[0].PrivateIpAddress', before: '"10.1.10.115"', after: undefined },
    {
      key: 'NetworkInterfaces[0].PrivateIpAddresses',
      before: JSON.stringify(FIRST_INTERFACE['PrivateIpAddresses']),
      after: '[{"Primary":true,"PrivateIpAddress":"10.1.10.100"}]',
    },
    { key: 'NetworkInterfaces[0].SecondaryPrivateIpAddressCount', before: '1', after: undefined },
    { key: 'SecurityGroupIds', before: original['SecurityGroupIds'], after: undefined },
    { key: 'SubnetId', before: original['SubnetId'], after: undefined },
  ]);
});

test('R5 shows no unchanged setting', () => {
  const original = sampleMetadata(FIRST_INTERFACE);
  expect(metadataDifferences(original, original)).toEqual([]);
});
