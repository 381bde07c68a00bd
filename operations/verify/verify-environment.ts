import type { BackupClient } from '@aws-sdk/client-backup';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';

import type { Vault } from '../../domain/backup/model';
import { BACKUP_ROLE, serviceRoleArn } from '../../domain/backup/service-roles';
import { undeliveredQueue } from '../../domain/notifications/derived-names';
import type { Comparison } from '../../domain/verify/comparison';
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
    comparisons.push(
      ...(await compared('topic', compareTopicOf(sns, environment, region))),
      ...(await compared('subscriptions', compareSubscriptionsOf(sns, environment, region, subscriptions))),
    );
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
  const arn = topicArn(environment, region);
  return compareTopic({ accountId, region, arn, key: notifications.key }, await foundTopic(sns, arn));
}

async function compareSubscriptionsOf(
  sns: SNSClient,
  environment: VerifiedEnvironment,
  region: string,
  subscriptions: () => Promise<readonly WithEndpoint[]>,
): Promise<Comparison[]> {
  const { accountId, notifications } = environment;
  const found = await foundSubscriptions(sns, topicArn(environment, region));
  // The comparison of the topic reports that it does not exist.
  if (!found) return [];
  const undelivered = `arn:aws:sqs:${region}:${accountId}:${undeliveredQueue(notifications.topicName)}`;
  const configured = (await subscriptions()).map(({ deadLetterQueue, ...one }) => ({
    ...one,
    deadLetterQueueArn: deadLetterQueue ? undelivered : undefined,
  }));
  return compareSubscriptions(region, configured, found);
}

async function compareVaultOf(
  backup: BackupClient,
  environment: VerifiedEnvironment,
  vault: Vault,
): Promise<Comparison[]> {
  const topic = { accountId: environment.accountId, topicArn: topicArn(environment, vault.region) };
  return compareVault(vault, await foundVault(backup, vault.name), topic);
}

async function comparePlansOf(
  backup: BackupClient,
  { accountId }: VerifiedEnvironment,
  plans: readonly VerifiedPlan[],
): Promise<Comparison[]> {
  const found = await foundPlans(backup, new Set(plans.map(({ name }) => name)));
  const roleArn = serviceRoleArn(accountId, BACKUP_ROLE);
  return plans.flatMap((plan) => {
    const same = found.filter(({ name }) => name === plan.name);
    const compared = comparePlan(plan, plan, same);
    if (!same[0]) return compared;
    const where = { region: plan.region, plan: plan.name, roleArn };
    return [...compared, ...compareSelections(where, plan.selections, same[0].selections)];
  });
}

async function compareWindowOf(ssm: SSMClient, window: ConfiguredWindow): Promise<Comparison[]> {
  return [compareWindow(window, await foundWindows(ssm, window.name))];
}

function topicArn({ accountId, notifications }: VerifiedEnvironment, region: string): string {
  return `arn:aws:sns:${region}:${accountId}:${notifications.topicName}`;
}
