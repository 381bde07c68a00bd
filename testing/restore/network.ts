import {
  CreateKeyPairCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';

import { FIRST_INTERFACE, sampleMetadata, SECOND_INTERFACE } from './metadata';
import type { RestoreMetadata } from '../../domain/restore/metadata-text';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

export const REGION = 'ap-northeast-1';
export const ACCOUNT = '111111111111';
export const VAULT = 'EC2';
export const RESTORE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupServiceEC2Restore`;
export const INSTANCE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/ec2_role`;

/** A network, a key pair and an instance profile that a lost instance used. */
export interface MadeNetwork {
  readonly ec2: EC2Client;
  /** 10.1.10.0/24 and 10.1.20.0/24 in one zone, 10.1.30.0/24 in another one. */
  readonly subnets: readonly string[];
  readonly group: string;
  /** 10.9.10.0/24 of another VPC. */
  readonly foreignSubnet: string;
}

export async function makeNetwork(endpoint: string): Promise<MadeNetwork> {
  const options = { region: REGION, endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const ec2 = new EC2Client(options);
  const [vpc, foreign] = [await makeVpc(ec2, '10.1.0.0/16'), await makeVpc(ec2, '10.9.0.0/16')];
  const subnets = [
    await makeSubnet(ec2, vpc, ['10.1.10.0/24', 'a']),
    await makeSubnet(ec2, vpc, ['10.1.20.0/24', 'a']),
    await makeSubnet(ec2, vpc, ['10.1.30.0/24', 'c']),
  ];
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web', VpcId: vpc }),
  );
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'ec2-keypair' }));
  await makeProfile(new IAMClient(options));
  return { ec2, subnets, group: GroupId, foreignSubnet: await makeSubnet(ec2, foreign, ['10.9.10.0/24', 'a']) };
}

async function makeVpc(ec2: EC2Client, CidrBlock: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

async function makeSubnet(ec2: EC2Client, VpcId: string, [CidrBlock = '', zone = '']: string[]): Promise<string> {
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `${REGION}${zone}` }),
  );
  return Subnet?.SubnetId ?? '';
}

async function makeProfile(iam: IAMClient): Promise<void> {
  const AssumeRolePolicyDocument = '{"Version":"2012-10-17","Statement":[]}';
  const RoleName = 'AWSBackupServiceEC2Restore';
  await iam.send(new CreateRoleCommand({ RoleName, Path: '/service-role/', AssumeRolePolicyDocument }));
  const profile = { RoleName: 'ec2_role', InstanceProfileName: 'ec2_role' };
  await iam.send(new CreateRoleCommand({ ...profile, AssumeRolePolicyDocument }));
  await iam.send(new CreateInstanceProfileCommand(profile));
  await iam.send(new AddRoleToInstanceProfileCommand(profile));
}

/** The metadata of an instance of this network, with one interface or two. */
export function metadataIn(
  { subnets: [first = '', second = ''], group }: MadeNetwork,
  { interfaces = 1 }: { readonly interfaces?: 1 | 2 } = {},
): RestoreMetadata {
  const inFirst = { ...FIRST_INTERFACE, Groups: [group], SubnetId: first };
  const inSecond = { ...SECOND_INTERFACE, Groups: [group], SubnetId: second };
  return sampleMetadata(...[inFirst, inSecond].slice(0, interfaces));
}
