import type { BackupClient } from '@aws-sdk/client-backup';
import { DescribeInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';

import { vaultNotDrillable } from '../../domain/drill/vault-not-drillable';
import type { Finding } from '../../domain/finding';
import { withAwsErrors } from '../aws-error';
import { foundVault } from '../backup-vault';
import { instancesOf } from '../instances-of';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';

/** The resources that a drill needs in the account. */
export interface DrillTarget {
  readonly accountId: string;
  readonly region: string;
  readonly vault: string;
  /** Undefined if the vault need not publish to it. */
  readonly topicArn: string | undefined;
  /** What creates the vault, for messages. */
  readonly creator: string;
  readonly instanceId: string;
}

/** Everything in the account that prevents a drill. It only reads. */
export async function preconditionFindings(
  { backup, ec2 }: { readonly backup: BackupClient; readonly ec2: EC2Client },
  wanted: DrillTarget,
): Promise<Finding[]> {
  return [...(await vaultFindings(backup, wanted)), ...(await instanceFindings(ec2, wanted))];
}

async function vaultFindings(
  backup: BackupClient,
  { region, vault, topicArn, creator }: DrillTarget,
): Promise<Finding[]> {
  const path = `vault ${vault} in ${region}`;
  const found = await foundVault(backup, vault);
  if (found === undefined) {
    const message = 'the vault does not exist';
    return [finding({ rule: 'vault-missing', path, message, remedy: `apply ${creator}` })];
  }
  return vaultNotDrillable({ ...found, path, lock: found.lock?.mode ?? 'none', topicArn });
}

async function instanceFindings(ec2: EC2Client, { accountId, region, instanceId }: DrillTarget): Promise<Finding[]> {
  const path = `instance ${instanceId}`;
  const remedy = `name a running or stopped instance of account ${accountId} in ${region} with --instance-id`;
  const state = await stateOf(ec2, instanceId);
  if (state === undefined) {
    const message = `account ${accountId} has no such instance in ${region}`;
    return [finding({ rule: 'instance-missing', path, message, remedy })];
  }
  if (state === 'running' || state === 'stopped') return [];
  return [finding({ rule: 'instance-not-backed-up', path, message: `is ${state}: it cannot be backed up`, remedy })];
}

/** Undefined when there is no such instance. */
async function stateOf(ec2: EC2Client, instanceId: string): Promise<string | undefined> {
  const command = new DescribeInstancesCommand({ InstanceIds: [instanceId] });
  try {
    const [instance] = await withAwsErrors('ec2:DescribeInstances', async () =>
      instancesOf(required(await ec2.send(command), 'Reservations')),
    );
    return instance?.State?.Name;
  } catch (error) {
    if (isNamed(error, ['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed'])) return undefined;
    throw error;
  }
}

function finding(details: Omit<Finding, 'severity' | 'source'>): Finding {
  return { severity: 'error', source: 'aws', ...details };
}
