import type { BackupClient } from '@aws-sdk/client-backup';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SSMClient } from '@aws-sdk/client-ssm';

import type { DeniedAction, FoundAccount, FoundRegion } from '../../domain/adopt/found';
import { partitionOfRegion } from '../../domain/backup/partitions';
import type { Progress } from '../progress';
import { readEventRules } from './event-rules';
import { readKeys } from './keys';
import { type NamedClients, type NamesByType, readNamed } from './named';
import { readPlans } from './plans';
import { type Journal, type Reading, startReading } from './reading';
import { readRegionSettings } from './region-settings';
import { readPolicies, readRoles } from './roles';
import { readTopics } from './topics';
import { readVaults } from './vaults';
import { readWindows } from './windows';

/** One client per region, except for IAM. */
export interface AdoptClients extends NamedClients {
  readonly iam: IAMClient;
  readonly backup: (region: string) => BackupClient;
  readonly events: (region: string) => EventBridgeClient;
  readonly kms: (region: string) => KMSClient;
  readonly sns: (region: string) => SNSClient;
  readonly ssm: (region: string) => SSMClient;
}

/** What an environment would name its resources. Those that have such a name are read, whatever uses them. */
export interface ReadNames {
  readonly roles: readonly string[];
  readonly policies: readonly string[];
  readonly topics: readonly string[];
  readonly documents: readonly string[];
  readonly eventRules: readonly string[];
  /** @param topics the names of the topics in the region */
  readonly byType: (region: string, topics: readonly string[]) => NamesByType;
  readonly isKeyAlias: (alias: string) => boolean;
}

export interface ReadOptions {
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly names: ReadNames;
  readonly journal: Journal;
  readonly progress: Progress;
}

/** IAM has no regions. */
const GLOBAL = 'all regions';

/**
 * Everything of an account that an environment can take over, or must not touch (X1). It only reads. What AWS denies is
 * left out, and recorded.
 *
 * @throws {AwsError} when a call fails for another reason
 */
export async function readAccount(clients: AdoptClients, options: ReadOptions): Promise<FoundAccount> {
  const denied: DeniedAction[] = [];
  const readingIn = (region: string): Reading => startReading({ ...options, region, denied });
  const found: [string, FoundRegion][] = [];
  for (const region of options.regions)
    found.push([region, await readRegion(clients, readingIn(region), options.names)]);

  const reading = readingIn(GLOBAL);
  const { roles: roleNames, policies: policyNames } = options.names;
  const used = found.flatMap(([, { plans }]) => plans.flatMap(({ selections }) => selections));
  const ownRoles = used.map(({ roleArn }) => roleArn).filter((arn) => arn.split(':')[4] === options.accountId);
  const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;
  const roles = await readRoles(clients.iam, reading, new Set([...roleNames, ...ownRoles.map(nameOf)]));
  const prefix = `arn:${partitionOfRegion(options.regions[0] ?? '')}:iam::${options.accountId}:policy/`;
  const attached = roles.flatMap(({ policyArns }) => policyArns).filter((arn) => arn.startsWith(prefix));
  const named = policyNames.map((name) => `${prefix}${name}`);
  const policies = await readPolicies(clients.iam, reading, new Set([...attached, ...named]));
  return {
    accountId: options.accountId,
    regions: Object.fromEntries(found),
    roles,
    policies,
    denied: denied.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
  };
}

async function readRegion(clients: AdoptClients, reading: Reading, names: ReadNames): Promise<FoundRegion> {
  const { accountId, region } = reading;
  const backup = clients.backup(region);
  const vaults = await readVaults(backup, reading);
  const plans = await readPlans(backup, reading);
  const prefix = `arn:${partitionOfRegion(region)}:sns:${region}:${accountId}:`;
  const notified = vaults.flatMap(({ notifications }) => notifications?.topicArn ?? []);
  const topicArns = [
    ...notified.filter((arn) => arn.startsWith(prefix)),
    ...names.topics.map((name) => `${prefix}${name}`),
  ];
  const topics = await readTopics(clients.sns(region), reading, new Set(topicArns));
  const keys = [...vaults.flatMap(({ keyArn }) => keyArn ?? []), ...topics.flatMap(({ keyId }) => keyId ?? [])];
  const rules = await readEventRules(clients.events(region), reading, names.eventRules);
  const { named, ...settings } = await readNamed(
    clients,
    reading,
    names.byType(
      region,
      topics.map(({ name }) => name),
    ),
  );
  return {
    vaults,
    plans,
    topics,
    keys: await readKeys(clients.kms(region), reading, new Set(keys), names.isKeyAlias),
    settings: await readRegionSettings(backup, reading),
    eventRules: rules.eventRules,
    ...(await readWindows(clients.ssm(region), reading, names.documents)),
    ...settings,
    named: rules.named.length === 0 ? named : { ...named, aws_cloudwatch_event_rule: rules.named },
  };
}

/** Several at a time are denied in any order. */
function textOf({ region, action, missing }: DeniedAction): string {
  return [region, action, missing].join(' ');
}
