import { EC2Client } from '@aws-sdk/client-ec2';

import { foundNetwork } from './network';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

test('R5 reads every page of interfaces, and secondary addresses too', async () => {
  const pages: Record<string, object> = {
    first: {
      NextToken: 'second',
      NetworkInterfaces: [
        {
          NetworkInterfaceId: 'eni-1',
          SubnetId: 'subnet-1',
          PrivateIpAddress: '10.0.0.5',
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.5' }, { PrivateIpAddress: '10.0.0.6' }],
          Attachment: { InstanceId: 'i-1' },
        },
      ],
    },
    second: {
      NetworkInterfaces: [
        {
          NetworkInterfaceId: 'eni-2',
          SubnetId: 'subnet-1',
          Description: 'ELB app/web',
          PrivateIpAddress: '10.0.0.7',
          Ipv6Addresses: [{ Ipv6Address: '2001:db8::7' }],
        },
        { NetworkInterfaceId: 'eni-3', SubnetId: 'subnet-2', PrivateIpAddress: '10.0.1.8', Description: '' },
      ],
    },
  };
  const asked: unknown[] = [];
  const ec2 = new EC2Client({ region: 'ap-northeast-1' });
  jest.spyOn(ec2, 'send').mockImplementation(({ constructor, input }: any) => {
    asked.push(input.Filters);
    const Subnets = [{ SubnetId: 'subnet-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'a', VpcId: 'vpc-1' }];
    return constructor.name === 'DescribeSubnetsCommand' ? { Subnets } : pages[input.NextToken ?? 'first'];
  });

  const { subnets, groups } = await foundNetwork(ec2, { subnets: ['subnet-1', 'subnet-2'], groups: [] });
  expect(groups).toEqual([]);
  expect(subnets).toEqual([
    {
      id: 'subnet-1',
      cidr: '10.0.0.0/24',
      availabilityZone: 'a',
      vpcId: 'vpc-1',
      used: [
        { address: '10.0.0.5', networkInterface: 'eni-1', user: 'i-1' },
        { address: '10.0.0.6', networkInterface: 'eni-1', user: 'i-1' },
        { address: '10.0.0.7', networkInterface: 'eni-2', user: 'ELB app/web' },
        { address: '2001:db8::7', networkInterface: 'eni-2', user: 'ELB app/web' },
      ],
    },
  ]);
  expect(asked).toEqual(Array.from({ length: 3 }, () => [{ Name: 'subnet-id', Values: ['subnet-1', 'subnet-2'] }]));
});
