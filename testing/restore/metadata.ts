import type { RequestedAddresses } from '../../domain/restore/requested-addresses';
import type { RestoreMetadata } from '../../domain/restore/metadata-text';

/** One interface as AWS Backup writes it. */
export interface SampleInterface {
  readonly DeviceIndex: number;
  readonly [setting: string]: unknown;
}

export const FIRST_INTERFACE: SampleInterface = {
  AssociatePublicIpAddress: true,
  DeleteOnTermination: true,
  Description: '',
  DeviceIndex: 0,
  Groups: ['sg-0123456789abcdef0'],
  Ipv6AddressCount: 0,
  Ipv6Addresses: [],
  NetworkInterfaceId: 'eni-0123456789abcdef0',
  PrivateIpAddress: '10.1.10.115',
  PrivateIpAddresses: [
    { Primary: true, PrivateIpAddress: '10.1.10.115' },
    { Primary: false, PrivateIpAddress: '10.1.10.100' },
  ],
  SecondaryPrivateIpAddressCount: 1,
  SubnetId: 'subnet-0123456789abcdef0',
  InterfaceType: 'interface',
  Ipv4Prefixes: [],
  Ipv6Prefixes: [],
};

export const SECOND_INTERFACE: SampleInterface = {
  ...FIRST_INTERFACE,
  DeviceIndex: 1,
  NetworkInterfaceId: 'eni-0fedcba9876543210',
  PrivateIpAddress: '10.1.20.7',
  PrivateIpAddresses: [
    { Primary: true, PrivateIpAddress: '10.1.20.7' },
    { Primary: false, PrivateIpAddress: '10.1.20.8' },
    { Primary: false, PrivateIpAddress: '10.1.20.9' },
  ],
  SecondaryPrivateIpAddressCount: 2,
  SubnetId: 'subnet-0fedcba9876543210',
};

/** Metadata as `get-recovery-point-restore-metadata` returns it for an EC2 instance. */
export function sampleMetadata(...interfaces: readonly SampleInterface[]): RestoreMetadata {
  return {
    Architecture: 'x86_64',
    CpuOptions: '{"CoreCount":1,"ThreadsPerCore":1}',
    CreditSpecification: '{"CpuCredits":"standard"}',
    DisableApiTermination: 'false',
    IamInstanceProfileName: 'ec2_role',
    InstanceType: 't2.micro',
    KeyName: 'ec2-keypair',
    NetworkInterfaces: JSON.stringify(interfaces),
    Placement: '{"AvailabilityZone":"ap-northeast-1a","GroupName":"","Tenancy":"default"}',
    RequireIMDSv2: 'true',
    SecurityGroupIds: '["sg-0123456789abcdef0"]',
    SubnetId: 'subnet-0123456789abcdef0',
    VpcId: 'vpc-0123456789abcdef0',
    'aws:backup:request-id': '00000000-0000-0000-0000-000000000000',
  };
}

/** Requested addresses; none by default. */
export function requested(addresses: Partial<RequestedAddresses> = {}): RequestedAddresses {
  return { deviceIndex: 0, secondaries: [], ...addresses };
}
