import { filtered, listed } from './list';
import type { Ec2State, Operations } from './state';

export function networkOperations({ subnets, networkInterfaces }: Ec2State): Operations {
  const inSubnet = ({ SubnetId }: { readonly SubnetId: string }) => ({ 'subnet-id': [SubnetId] });
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
    DescribeSubnets: (input) => listed('Subnets', filtered(subnets, input['Filters'], inSubnet), input),
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
    DescribeNetworkInterfaces: (input) =>
      listed('NetworkInterfaces', filtered(networkInterfaces, input['Filters'], inSubnet), input),
  };
}
