import type { BackupClient } from '@aws-sdk/client-backup';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';

import { BACKUP_ROLE, SERVICE_ROLE_PATH } from '../../domain/backup/role-names';
import type { Comparison } from '../../domain/verify/comparison';
import { comparePlan } from '../../domain/verify/plan';
import { compareSelections } from '../../domain/verify/selection';
import { compareSubscriptions, type ConfiguredSubscription } from '../../domain/verify/subscriptions';
import { compareTopic } from '../../domain/verify/topic';
import { compareVault } from '../../domain/verify/vault';
import { foundVault } from '../backup-vault';
import type { Progress } from '../progress';
import { rulesOf, type VerifiedEnvironment } from './configured';
import { endpointOf } from './endpoint';
import { foundPlans } from './found-plans';
import { foundSubscriptions } from './found-subscriptions';
import { foundTopic } from './found-topic';

export interface VerifyClients {
  /** One for each region. */
  readonly backup: (region: string) => BackupClient;
  readonly sns: (region: string) => SNSClient;
  /** Of the environment's own region, where its parameters are. */
  readonly ssm: SSMClient;
}

/** Reads back everything that an environment configures, and compares (N9). It only reads. */
export async function verifyEnvironment(
  clients: VerifyClients,
  environment: VerifiedEnvironment,
  regions: readonly string[],
  progress: Progress,
): Promise<Comparison[]> {
  const subscriptions = await withEndpoints(clients.ssm, environment, progress);
  const comparisons: Comparison[] = [];
  for (const region of regions) {
    progress(`asking SNS in ${region}`);
    comparisons.push(...(await compareTopicOf(clients.sns(region), { environment, region, subscriptions })));
    progress(`asking AWS Backup in ${region}`);
    const backup = clients.backup(region);
    const vaults = await compareVaultsOf(backup, environment, region);
    comparisons.push(...vaults, ...(await comparePlansOf(backup, environment, region)));
  }
  return comparisons;
}

type WithEndpoint = Omit<ConfiguredSubscription, 'deadLetterQueueArn'> & { readonly deadLetterQueue: boolean };

async function withEndpoints(
  ssm: SSMClient,
  { notifications: { subscriptions } }: VerifiedEnvironment,
  progress: Progress,
): Promise<WithEndpoint[]> {
  const known: WithEndpoint[] = [];
  for (const { endpointParameter, ...subscription } of subscriptions) {
    if (endpointParameter !== undefined) progress(`reading parameter ${endpointParameter}`);
    const endpoint = endpointParameter === undefined ? subscription.endpoint : await endpointOf(ssm, endpointParameter);
    known.push({ ...subscription, endpoint });
  }
  return known;
}

async function compareTopicOf(
  sns: SNSClient,
  by: {
    readonly environment: VerifiedEnvironment;
    readonly region: string;
    readonly subscriptions: readonly WithEndpoint[];
  },
): Promise<Comparison[]> {
  const { environment, region, subscriptions } = by;
  const { accountId, notifications } = environment;
  const arn = topicArn(environment, region);
  const topic = await foundTopic(sns, arn);
  const compared = compareTopic({ accountId, region, arn, key: notifications.key }, topic);
  if (!topic) return compared;
  const undelivered = `arn:aws:sqs:${region}:${accountId}:${notifications.topicName}-undelivered`;
  const configured = subscriptions.map(({ deadLetterQueue, ...one }) => ({
    ...one,
    deadLetterQueueArn: deadLetterQueue ? undelivered : undefined,
  }));
  return [...compared, ...compareSubscriptions(region, configured, await foundSubscriptions(sns, arn))];
}

async function compareVaultsOf(
  backup: BackupClient,
  environment: VerifiedEnvironment,
  region: string,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  const told = { accountId: environment.accountId, topicArn: topicArn(environment, region) };
  for (const vault of environment.backup.vaults.filter((one) => one.region === region)) {
    comparisons.push(...compareVault(vault, await foundVault(backup, vault.name), told));
  }
  return comparisons;
}

async function comparePlansOf(
  backup: BackupClient,
  { accountId, backup: { plans } }: VerifiedEnvironment,
  region: string,
): Promise<Comparison[]> {
  const here = plans.filter((plan) => plan.region === region);
  if (here.length === 0) return [];
  const found = await foundPlans(backup, new Set(here.map(({ name }) => name)));
  const roleArn = `arn:aws:iam::${accountId}:role${SERVICE_ROLE_PATH}${BACKUP_ROLE}`;
  return here.flatMap((plan) => {
    const same = found.filter(({ name }) => name === plan.name);
    const compared = comparePlan(plan, { ...plan, rules: rulesOf(plan) }, same);
    if (!same[0]) return compared;
    const where = { region, plan: plan.name, roleArn };
    return [...compared, ...compareSelections(where, plan.selections, same[0].selections)];
  });
}

function topicArn({ accountId, notifications }: VerifiedEnvironment, region: string): string {
  return `arn:aws:sns:${region}:${accountId}:${notifications.topicName}`;
}
