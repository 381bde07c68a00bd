import type { BackupClient } from '@aws-sdk/client-backup';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';

import type { Vault } from '../../domain/backup/model';
import { backupRoleArn } from '../../domain/backup/service-roles';
import { undeliveredQueue } from '../../domain/notifications/derived-names';
import { regionTopicArn, vaultTopicArn } from '../../domain/notifications/topic-arns';
import { comparer, type Comparison, NONE } from '../../domain/verify/comparison';
import { comparePlan } from '../../domain/verify/plan';
import { compareSelections } from '../../domain/verify/selection';
import { compareSubscriptions, type ConfiguredSubscription } from '../../domain/verify/subscriptions';
import { compareTopic } from '../../domain/verify/topic';
import { compareVault } from '../../domain/verify/vault';
import { type ConfiguredWindow, compareWindow } from '../../domain/verify/window';
import { AwsError } from '../aws-error';
import { foundVault } from '../backup-vault';
import type { Progress } from '../progress';
import type { VerifiedEnvironment, VerifiedPlan } from './configured';
import { endpointOf } from './endpoint';
import { foundPlans } from './found-plans';
import { foundSubscriptions } from './found-subscriptions';
import { foundTopic } from './found-topic';
import { foundWindows } from './found-windows';

export interface VerifyClients {
  /** One per region. */
  readonly backup: (region: string) => BackupClient;
  readonly sns: (region: string) => SNSClient;
  /** In the environment's region, which has its parameters and its maintenance window. */
  readonly ssm: SSMClient;
}

/** Reads back everything that an environment configures, and compares it (N9). It only reads. */
export async function verifyEnvironment(
  clients: VerifyClients,
  environment: VerifiedEnvironment,
  regions: readonly string[],
  progress: Progress,
): Promise<Comparison[]> {
  let known: Promise<WithEndpoint[]> | undefined;
  const subscriptions = (): Promise<WithEndpoint[]> => (known ??= withEndpoints(clients.ssm, environment, progress));
  const comparisons: Comparison[] = [];
  for (const region of regions) {
    const compared = (subject: string, comparison: Promise<Comparison[]>): Promise<Comparison[]> =>
      orUnknown({ region, subject }, comparison);
    const { vaults, plans } = environment.backup;
    progress(`reading SNS in ${region}`);
    const sns = clients.sns(region);
    if (environment.notifications.createdIn.includes(region)) {
      comparisons.push(
        ...(await compared('topic', compareTopicOf(sns, environment, region))),
        ...(await compared('subscriptions', compareSubscriptionsOf(sns, environment, region, subscriptions))),
      );
    }
    for (const arn of existingTopics(environment, region)) {
      comparisons.push(...(await compared(`topic ${arn}`, compareExistingTopic(sns, arn, region))));
    }
    progress(`reading AWS Backup in ${region}`);
    const backup = clients.backup(region);
    for (const vault of vaults.filter((one) => one.region === region)) {
      comparisons.push(...(await compared(`vault ${vault.name}`, compareVaultOf(backup, environment, vault))));
    }
    const here = plans.filter((plan) => plan.region === region);
    if (here.length > 0) comparisons.push(...(await compared('plans', comparePlansOf(backup, environment, here))));
    const { window } = environment;
    if (window?.region !== region) continue;
    progress(`reading Systems Manager in ${region}`);
    comparisons.push(...(await compared(`maintenance window ${window.name}`, compareWindowOf(clients.ssm, window))));
  }
  return comparisons;
}

/** A denied call does not hide the other results. */
export async function orUnknown(
  place: Pick<Comparison, 'region' | 'subject'>,
  compared: Promise<Comparison[]>,
): Promise<Comparison[]> {
  try {
    return await compared;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [{ ...place, setting: '-', expected: '-', found: error.message, state: 'unknown' }];
  }
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

async function compareTopicOf(sns: SNSClient, environment: VerifiedEnvironment, region: string): Promise<Comparison[]> {
  const { accountId, notifications } = environment;
  const arn = regionTopicArn(environment, region);
  return compareTopic({ accountId, region, arn, key: notifications.key }, await foundTopic(sns, arn));
}

/** Topics that the configuration names by ARN: their policies, keys and subscriptions are not those of a stack. */
function existingTopics({ notifications, backup }: VerifiedEnvironment, region: string): string[] {
  const ofVaults = backup.vaults.filter((vault) => vault.region === region).flatMap(({ topicArn }) => topicArn ?? []);
  const ofRegion = notifications.topicArns[region];
  return [...new Set([...(ofRegion === undefined ? [] : [ofRegion]), ...ofVaults])].toSorted();
}

async function compareExistingTopic(sns: SNSClient, arn: string, region: string): Promise<Comparison[]> {
  return [comparer(region, `topic ${arn}`)('topic', 'exists', (await foundTopic(sns, arn)) ? 'exists' : NONE)];
}

async function compareSubscriptionsOf(
  sns: SNSClient,
  environment: VerifiedEnvironment,
  region: string,
  subscriptions: () => Promise<readonly WithEndpoint[]>,
): Promise<Comparison[]> {
  const { accountId, notifications } = environment;
  const found = await foundSubscriptions(sns, regionTopicArn(environment, region));
  // The comparison of the topic reports that it does not exist.
  if (!found) return [];
  const undelivered = `arn:aws:sqs:${region}:${accountId}:${undeliveredQueue(notifications.topicName)}`;
  const configured = (await subscriptions()).map(({ deadLetterQueue, ...one }) => ({
    ...one,
    deadLetterQueueArn: deadLetterQueue ? undelivered : undefined,
  }));
  return compareSubscriptions(region, configured, found, notifications.otherSubscriptions);
}

async function compareVaultOf(
  backup: BackupClient,
  environment: VerifiedEnvironment,
  vault: Vault,
): Promise<Comparison[]> {
  const topic = { accountId: environment.accountId, topicArn: vaultTopicArn(environment, vault) };
  return compareVault(vault, await foundVault(backup, vault.name), topic);
}

async function comparePlansOf(
  backup: BackupClient,
  environment: VerifiedEnvironment,
  plans: readonly VerifiedPlan[],
): Promise<Comparison[]> {
  const found = await foundPlans(backup, new Set(plans.map(({ name }) => name)));
  const roleArn = backupRoleArn(environment);
  return plans.flatMap((plan) => {
    const same = found.filter(({ name }) => name === plan.name);
    const compared = comparePlan(plan, plan, same);
    if (!same[0]) return compared;
    const where = { region: plan.region, plan: plan.name, roleArn };
    return [...compared, ...compareSelections(where, plan, same[0].selections)];
  });
}

async function compareWindowOf(ssm: SSMClient, window: ConfiguredWindow): Promise<Comparison[]> {
  return [compareWindow(window, await foundWindows(ssm, window.name))];
}
