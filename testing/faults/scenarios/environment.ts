import { CreateTagsCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { backupDefinition } from '../../../local-aws/backup-definition';
import { RESOURCE_TYPES } from '../../../domain/backup/resource-types';
import { tagList } from '../../../local-aws/tags';
import type { LocalAws } from '../../aws/local-aws';
import { makeNetwork, metadataIn } from '../../restore/network';
import { ACCOUNT, clientOptions, REGION, type Scenarios } from './scenario';

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
const GROUP = { BackupGroup: 'ssm-backup-group', Name: 'web-1', EC2BackupGen: '3', BackupEC2StopStart: 'true' };

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

/** Commands about one environment. */
export const ENVIRONMENT_SCENARIOS: Scenarios = {
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
  coverage: {
    account: ACCOUNT,
    args: () => ['coverage', '--environment', 'dev', '--fail-on', 'none', '--output', 'coverage.txt'],
    make: (aws) => instance(aws, GROUP),
    fill: ({ standIn }) => {
      standIn.state.optIn[REGION] = Object.fromEntries(RESOURCE_TYPES.map(({ name }) => [name, true]));
      return {};
    },
    code: 0,
    writes: 'coverage.txt',
    // What could be read is worth keeping, and says what could not.
    keeps: 'coverage.txt',
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
