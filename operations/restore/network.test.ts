import { foundNetwork } from './network';
import { fakeEc2 } from '../../testing/aws/in-memory-ec2/in-memory-ec2';
import { ec2State } from '../../testing/aws/in-memory-ec2/state';

test('R5 reads every page of interfaces, and secondary addresses too', async () => {
  const { client, calls } = fakeEc2(
    ec2State({
      subnets: [
        {
          SubnetId: 'subnet-1',
          CidrBlock: '10.0.0.0/24',
          AvailabilityZone: 'a',
          VpcId: 'vpc-1',
          AvailableIpAddressCount: 248,
        },
      ],
      networkInterfaces: [
        {
          NetworkInterfaceId: 'eni-1',
          SubnetId: 'subnet-1',
          PrivateIpAddress: '10.0.0.5',
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.5' }, { PrivateIpAddress: '10.0.0.6' }],
          Attachment: { InstanceId: 'i-1' },
        },
        { NetworkInterfaceId: 'eni-3', SubnetId: 'subnet-2', PrivateIpAddress: '10.0.1.8', Description: '' },
        {
          NetworkInterfaceId: 'eni-2',
          SubnetId: 'subnet-1',
          Description: 'ELB app/web',
          PrivateIpAddress: '10.0.0.7',
          Ipv6Addresses: [{ Ipv6Address: '2001:db8::7' }],
        },
      ],
    }),
  );
  const send = jest.spyOn(client, 'send');

  const { subnets, groups } = await foundNetwork(client, { subnets: ['subnet-1', 'subnet-2'], groups: [] });
  expect(groups).toEqual([]);
  expect(subnets).toEqual([
    {
      id: 'subnet-1',
      cidr: '10.0.0.0/24',
      availabilityZone: 'a',
      vpcId: 'vpc-1',
      free: 248,
      ipv6Cidrs: [],
      used: [
        { address: '10.0.0.5', networkInterface: 'eni-1', user: 'i-1' },
        { address: '10.0.0.6', networkInterface: 'eni-1', user: 'i-1' },
        { address: '10.0.0.7', networkInterface: 'eni-2', user: 'ELB app/web' },
        { address: '2001:db8::7', networkInterface: 'eni-2', user: 'ELB app/web' },
      ],
    },
  ]);
  expect(calls).toEqual([
    'DescribeSubnetsCommand',
    'DescribeNetworkInterfacesCommand',
    'DescribeNetworkInterfacesCommand',
  ]);
  expect(send.mock.calls.map(([{ input }]) => ('Filters' in input ? input.Filters : undefined))).toEqual(
    Array.from({ length: 3 }, () => [{ Name: 'subnet-id', Values: ['subnet-1', 'subnet-2'] }]),
  );
});
