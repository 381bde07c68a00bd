import { ConfigServiceClient, PutConfigurationAggregatorCommand } from '@aws-sdk/client-config-service';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';

import type { ResourceCoverage, Unread } from '../../domain/coverage/status';
import { BY_ROLE } from '../../local-aws/moto';
import { credentialsIn } from '../../testing/aws/credentials-in';
import { testAws, type LocalAws } from '../../testing/aws/local-aws';
import { makeMembers, membersVariables, type Members } from '../../testing/aws/members-environment';
import { makeStackSetOrganization, MANAGEMENT } from '../../testing/aws/stack-set-organization';
import { backupctlMeanwhile, emptyFolder } from '../../testing/commands';

const HERE = 'ap-northeast-1';

let aws: LocalAws;
let members: Members;
let variables: Record<string, string>;

beforeAll(async () => {
  aws = await testAws(BY_ROLE);
  const made = await makeStackSetOrganization(aws);
  members = await makeMembers(made);
  variables = { ...aws.variables, ...membersVariables(made, members), COLUMNS: '1000' };
  for (const account of [members.dev, members.prod]) await roleOfPlans(account);
  await instance(members.dev, 'On');
  await instance(members.prod, 'Off');
});

afterAll(() => aws.stop());

const optionsIn = async (account: string) => ({
  endpoint: aws.standIn.url,
  region: HERE,
  credentials: await credentialsIn(account, aws.standIn.url),
});

/** As the baseline creates it. */
async function roleOfPlans(account: string): Promise<void> {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' },
  ];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const role = { RoleName: 'backupctl-member-plan', AssumeRolePolicyDocument };
  await new IAMClient(await optionsIn(account)).send(new CreateRoleCommand(role));
}

async function instance(account: string, Value: string): Promise<void> {
  const Tags = [{ Key: 'Backup', Value }];
  const TagSpecifications = [{ ResourceType: 'instance' as const, Tags }];
  const run = new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, TagSpecifications });
  await new EC2Client(await optionsIn(account)).send(run);
}

const coverage = async (...args: readonly string[]) => {
  const given = ['coverage', '--organization', '--json', '--region', HERE, ...args];
  const { code, stdout, stderr } = await backupctlMeanwhile(given, emptyFolder(), variables);
  const { resources, unread } = JSON.parse(stdout) as {
    readonly resources: readonly ResourceCoverage[];
    readonly unread: readonly Unread[];
  };
  return { code, stderr, resources, unread };
};

const found = (resources: readonly ResourceCoverage[]) =>
  Object.fromEntries(resources.map((one) => [`${one.account} ${one.type}`, one]));

test('H1 judges the resources of every account by its effective policy, and names accounts that it cannot read', async () => {
  const { code, stderr, resources, unread } = await coverage();
  expect(code).toBe(1);
  const { dev, prod, stg } = members;
  expect(found(resources)).toMatchObject({
    [`${dev} EC2`]: { status: 'covered', coveredBy: [{ kind: 'policy', name: 'daily/tagged', rule: 'daily' }] },
    [`${dev} EBS`]: { status: 'covered' },
    [`${prod} EC2`]: { status: 'missing-tag', missing: { tags: [{ key: 'AWSBackup', value: 'EC2' }] } },
  });
  expect(unread).toEqual([
    expect.objectContaining({ account: stg, region: '', what: 'account', permission: 'sts:AssumeRole' }),
  ]);
  expect(stderr).toContain(`? account in ${stg}: `);
});

test('H1 adds what the aggregator of the organization lists, and other sources do not', async () => {
  const config = new ConfigServiceClient(await optionsIn(MANAGEMENT));
  const OrganizationAggregationSource = { RoleArn: `arn:aws:iam::${MANAGEMENT}:role/config`, AllAwsRegions: true };
  await config.send(
    new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'all', OrganizationAggregationSource }),
  );
  const arn = `arn:aws:eks:${HERE}:${members.dev}:cluster/shop`;
  const recorded = { accountId: members.dev, awsRegion: HERE, arn, resourceType: 'AWS::EKS::Cluster' };
  aws.standIn.state.aggregated.push(
    { ...recorded, resourceName: 'shop', tags: [{ key: 'Backup', value: 'On' }] },
    // It was deleted: AWS Config has not noticed yet.
    { ...recorded, arn: `arn:aws:dynamodb:${HERE}:${members.dev}:table/gone`, resourceType: 'AWS::DynamoDB::Table' },
  );
  const { resources } = await coverage();
  expect(resources.find((one) => one.arn === arn)).toMatchObject({
    type: 'EKS',
    name: 'shop',
    status: 'stale',
    sources: ['config'],
  });
  expect(resources.filter(({ arn: one }) => one.endsWith('gone'))).toEqual([]);
});

test('H1 --role reads through another role, and --notify says if there is no topic', async () => {
  const { unread, stderr } = await coverage('--role', 'OrganizationAccountAccessRole', '--notify');
  expect(unread).toEqual([]);
  expect(stderr).toContain('The organization has no topic, so no one is notified.\n→ configure its notifications\n');
  expect(aws.standIn.actions).not.toContain('sns:Publish');
});
