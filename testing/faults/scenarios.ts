import { CreateTagsCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { Organizations } from '@aws-sdk/client-organizations';
import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';

import { loadConfiguration } from '#environments';
import { treeOf } from '../../domain/organization/organization';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { backupDefinition } from '../../local-aws/backup-definition';
import { BY_ROLE } from '../../local-aws/moto';
import { tagList } from '../../local-aws/tags';
import { credentialsIn } from '../aws/credentials-in';
import type { LocalAws } from '../aws/local-aws';
import { makeOrganization } from '../aws/organization';
import { organizationText } from '../aws/organization-text';
import { makeMembers, membersVariables } from '../aws/members-environment';
import {
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
  VAULT_TEMPLATE,
} from '../aws/stack-set-organization';
import { changedEnvironments } from '../commands';
import { makeNetwork, metadataIn } from '../restore/network';

type Variables = Readonly<Record<string, string>>;

/** A command, and the AWS in which it calls everything that it can call. */
export interface Scenario<Made = any> {
  readonly account: string;
  /** Arguments of backupctl. */
  readonly args: (made: Made) => readonly string[];
  /** Creates what remains between runs. */
  readonly make: (aws: LocalAws) => Promise<Made>;
  /** Fills the stand-in, which has just been reset. Returns further variables of the command. */
  readonly fill: (aws: LocalAws, made: Made) => Variables | Promise<Variables>;
  /** The exit code without a fault. */
  readonly code: number;
  /** The file that it writes in its folder, and only if no call fails. */
  readonly writes?: string;
}

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const MANAGEMENT = '999999999999';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
const GROUP = { BackupGroup: 'ssm-backup-group', Name: 'web-1', EC2BackupGen: '3', BackupEC2StopStart: 'true' };
const NOW = new Date('2026-11-21T00:00:00Z');

const clientOptions = ({ standIn: { url: endpoint } }: LocalAws) => ({
  region: REGION,
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Starts an instance with tags, and returns its ID. */
async function instance(aws: LocalAws, tags: Readonly<Record<string, string>>): Promise<string> {
  const ec2 = new EC2Client(clientOptions(aws));
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 }),
  );
  const { InstanceId = '' } = Instances[0] ?? {};
  await ec2.send(new CreateTagsCommand({ Resources: [InstanceId], Tags: tagList(tags) }));
  return InstanceId;
}

async function topic(aws: LocalAws): Promise<void> {
  const sns = new SNSClient(clientOptions(aws));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'sns-backup-alertnotification' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'backup-alerts-dev@example.com' }));
}

/** Those that a drill had to leave: moto does not publish to any subscription if one has no queue. */
async function removeQueueSubscriptions(aws: LocalAws): Promise<void> {
  const sns = new SNSClient(clientOptions(aws));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  for (const { Protocol, SubscriptionArn } of Subscriptions) {
    if (Protocol === 'sqs') await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  }
}

const vault = () => ({
  region: REGION,
  vault: { BackupVaultName: 'EC2' },
  notifications: { SNSTopicArn: TOPIC, BackupVaultEvents: ['BACKUP_JOB_COMPLETED'] },
});

const IMAGE = `arn:aws:ec2:${REGION}::image/ami-0123456789abcdef0`;
const LOST = 'i-0123456789abcdef0';

const recoveryPoint = (metadata: Readonly<Record<string, string>>) => ({
  region: REGION,
  vault: 'EC2',
  point: {
    RecoveryPointArn: IMAGE,
    BackupVaultName: 'EC2',
    ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${LOST}`,
    ResourceType: 'EC2',
    Status: 'COMPLETED',
    CreationDate: Math.floor(Date.now() / 1000) - 3600,
  },
  metadata,
  tags: {},
});

const ORGANIZATION_SETTINGS = `  baseline: { rollout: 'stack-set', regions: ['ap-northeast-1'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  globalSettings: { crossAccountBackup: false, multiPartyApproval: false, delegatedAdministrator: false },
`;

/** In Organizations, and with a policy that is not attached, so that its targets are read. */
async function trustStackSets(aws: LocalAws): Promise<void> {
  const organizations = new Organizations(clientOptions(aws));
  const ServicePrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';
  await organizations.enableAWSServiceAccess({ ServicePrincipal });
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  await organizations.createPolicy({
    Name: 'not-attached',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
}

interface MadeMembers {
  readonly made: StackSetOrganization;
  readonly variables: Variables;
}

/** An organization with a StackSet, and one new account. */
const MEMBERS = {
  account: BY_ROLE,
  make: async (aws: LocalAws): Promise<MadeMembers> => {
    const made = await makeStackSetOrganization(aws);
    const variables = membersVariables(made, await makeMembers(made));
    await made.makeAccount('vended');
    return { made, variables };
  },
  fill: async ({ standIn }: LocalAws, { made, variables }: MadeMembers): Promise<Variables> => {
    standIn.state.organizationsAccess.add(MANAGEMENT);
    await made.cloudFormation.createStackSet(stackSetInput('test-backup-baseline', VAULT_TEMPLATE));
    standIn.clock.perRequest = 60_000;
    return variables;
  },
};

/** A member with the role and the keys of the baseline, whose policies differ: every call is made. */
async function makeBaseline(aws: LocalAws): Promise<MadeMembers> {
  const made = await makeStackSetOrganization(aws);
  const ids = await makeMembers(made);
  const [first = ''] = Object.values(ids).toSorted();
  const credentials = await credentialsIn(first, aws.standIn.url);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const iam = new IAMClient({ ...clientOptions(aws), credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'Backup', AssumeRolePolicyDocument: Policy }));
  const kms = new KMSClient({ ...clientOptions(aws), credentials });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  const { KeyId } = KeyMetadata ?? {};
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/backup-vault-Safe', TargetKeyId: KeyId }));
  const variables = membersVariables(made, ids, (text) =>
    text
      .replace("[{ name: 'Safe' }]", "[{ name: 'Safe', key: 'customer-managed' }]")
      .replaceAll("['us-east-1', 'ap-northeast-1']", "['ap-northeast-1']")
      .replaceAll("['ap-northeast-1', 'us-east-1']", "['ap-northeast-1']"),
  );
  return { made, variables };
}

/** By the words of the command. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  status: {
    account: MANAGEMENT,
    args: () => ['status'],
    make: () => Promise.resolve(),
    fill: ({ standIn }) => {
      standIn.state.jobs.push({
        region: REGION,
        job: { BackupJobId: 'done', AccountId: ACCOUNT, State: 'COMPLETED', CreationDate: Date.now() / 1000 - 60 },
      });
      return {};
    },
    code: 0,
  },
  // A lost agent, so that its routes are read too.
  inventory: {
    account: ACCOUNT,
    args: () => ['inventory', '--environment', 'dev'],
    make: (aws) => instance(aws, GROUP),
    fill: ({ standIn }, id: string) => {
      standIn.state.agents.push({ region: REGION, InstanceId: id, PingStatus: 'ConnectionLost', LastPingDateTime: 0 });
      return {};
    },
    code: 1,
  },
  'recovery-points': {
    account: ACCOUNT,
    args: () => ['recovery-points', '--environment', 'dev'],
    make: () => Promise.resolve(),
    fill: ({ standIn }) => {
      standIn.state.recoveryPoints.push(recoveryPoint({}));
      return {};
    },
    code: 0,
  },
  'restore ec2': {
    account: ACCOUNT,
    args: () =>
      `restore ec2 --environment dev --recovery-point ${IMAGE} --secondary-count 1 --start --follow --poll 1`.split(
        ' ',
      ),
    make: (aws) => makeNetwork(aws.standIn.url),
    fill: ({ standIn }, network) => {
      standIn.state.recoveryPoints.push(recoveryPoint(metadataIn(network)));
      standIn.clock.perRequest = 30_000;
      return {};
    },
    code: 0,
  },
  'ssm-backup run': {
    account: ACCOUNT,
    args: (id: string) => `ssm-backup run --environment dev --instance-id ${id} --follow --poll 1`.split(' '),
    make: (aws) => instance(aws, GROUP),
    fill: ({ standIn }) => {
      standIn.state.automationDefinitions.push(backupDefinition(REGION));
      standIn.clock.speed = 0;
      standIn.clock.perRequest = 40_000;
      return {};
    },
    code: 0,
  },
  verify: {
    account: ACCOUNT,
    args: () => ['verify', '--environment', 'dev'],
    make: topic,
    fill: ({ standIn }) => {
      standIn.state.vaults.push(vault());
      const plan = { BackupPlanName: 'EC2', Rules: [] };
      standIn.state.plans.push({ region: REGION, id: 'plan-1', plan, selections: { s: { SelectionName: 'one' } } });
      return {};
    },
    code: 1,
  },
  'verify --organization': {
    account: BY_ROLE,
    args: () => ['verify', '--organization', '--sample', '1'],
    make: makeBaseline,
    fill: (aws, members: MadeMembers) => {
      aws.standIn.state.vaults.push({ region: REGION, vault: { BackupVaultName: 'Safe' } });
      return MEMBERS.fill(aws, members);
    },
    code: 1,
  },
  preflight: {
    account: MANAGEMENT,
    args: () => ['preflight'],
    make: async (aws) => {
      const made = await makeOrganization(aws.standIn.url);
      await made.enableTrustedAccess();
      await made.enablePolicyType();
      await trustStackSets(aws);
      const { rootId } = made;
      return {
        rootId,
        environments: changedEnvironments({ 'organization.ts': () => organizationText(made, ORGANIZATION_SETTINGS) }),
      };
    },
    fill: ({ standIn }, { rootId, environments }: { rootId: string; environments: string }) => {
      standIn.state.optIn[REGION] = { EC2: true };
      standIn.state.organizationsAccess.add(MANAGEMENT);
      for (const [Name, Id] of [
        ['dev', ACCOUNT],
        ['stg', '222222222222'],
        ['prod', '333333333333'],
      ] as const)
        standIn.state.members.push({ Id, Name, Status: 'ACTIVE', ParentId: rootId });
      return { BACKUP_ENVIRONMENTS_DIR: environments };
    },
    code: 0,
  },
  'organization pull': {
    account: MANAGEMENT,
    args: () => ['organization', 'pull', '--out', 'tree.json'],
    make: async (aws) => {
      const made = await makeOrganization(aws.standIn.url);
      await made.makeUnit('Workloads', made.rootId);
      return changedEnvironments({ 'organization.ts': () => organizationText(made, ORGANIZATION_SETTINGS) });
    },
    // Another root than that of the fixtures would be refused.
    fill: (_aws, environments: string) => ({ BACKUP_ENVIRONMENTS_DIR: environments }),
    code: 0,
    writes: 'tree.json',
  },
  'members deploy': { ...MEMBERS, args: () => ['members', 'deploy', '--poll', '1'], code: 0 },
  'members status': { ...MEMBERS, args: () => ['members', 'status'], code: 1 },
  'policy verify': {
    account: MANAGEMENT,
    args: () => ['policy', 'verify', '--now', NOW.toISOString()],
    make: async () => {
      const { organization } = await loadConfiguration('environments', NOW);
      return organization === undefined ? [] : [...effectivePolicies(treeOf(organization), { now: NOW })];
    },
    fill: ({ standIn: { state } }, simulated) => {
      for (const { accountId, effectivePolicy } of simulated) {
        state.accounts.push(accountId);
        state.effectivePolicies[accountId] = structuredClone(effectivePolicy);
      }
      return {};
    },
    code: 0,
  },
  drill: {
    account: ACCOUNT,
    args: (id: string) =>
      `drill --environment dev --vault EC2 --instance-id ${id} --filter-delay 0 --timeout 10 --poll 1`.split(' '),
    make: async (aws) => {
      await topic(aws);
      return instance(aws, {});
    },
    fill: async (aws) => {
      await removeQueueSubscriptions(aws);
      aws.standIn.state.vaults.push(vault());
      aws.standIn.clock.perRequest = 150_000;
      return {};
    },
    code: 0,
  },
};
