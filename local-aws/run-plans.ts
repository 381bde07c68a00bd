import { setTimeout } from 'node:timers/promises';

import { DescribeBackupJobCommand, StartBackupJobCommand, type BackupClient } from '@aws-sdk/client-backup';

import { selects } from '../domain/coverage/resource-selection';
import type { Environment } from '../environments/schema';
import { arnOf } from '../modules/core/naming';
import { instancesIn } from '../operations/inventory/instances';
import { foundPlans, type FoundPlan } from '../operations/verify/found-plans';
import { chosenEnvironment, type ChosenEnvironment } from './chosen-environment';
import { localAwsUrl } from './local-only';
import { clientsOf, type AccountClients } from './seed/account';

/** In milliseconds. */
const POLL = 500;
const LAST_STATES = ['COMPLETED', 'ABORTED', 'FAILED', 'EXPIRED'];

/**
 * Runs every rule of an environment's plans now, as AWS Backup does on schedule: of the plans and selections that exist, not
 * of those that are configured. Prints the backup of each instance.
 *
 * @throws {UsageError} when the environment variables do not name a local AWS
 */
export async function runPlans(chosen: ChosenEnvironment): Promise<void> {
  const url = localAwsUrl();
  const environment = await chosenEnvironment(chosen);
  const account = clientsOf(url, environment);
  for (const region of new Set(environment.backup.plans.map((plan) => plan.region))) {
    const backup = account.backup(region);
    const jobs = await startJobs(backup, region, account);
    for (const { what, id } of jobs) console.log(`${what}: ${await ended(backup, id)}`);
  }
}

interface StartedJob {
  readonly what: string;
  readonly id: string | undefined;
}

async function startJobs(
  backup: BackupClient,
  region: string,
  { ec2, environment }: AccountClients,
): Promise<StartedJob[]> {
  const { accountId } = environment;
  const instances = await instancesIn(ec2(region), { accountId, region });
  const jobs: StartedJob[] = [];
  for (const { plan, rule, selection } of runsOf(await foundPlans(backup, planNames(environment, region)))) {
    for (const { id, name, tags } of instances) {
      const arn = arnOf('ec2', { accountId, region }, `instance/${id}`);
      if (!selects(selectionOf(selection), { arn, tags }, { optedIn: true })) continue;
      const { BackupJobId } = await backup.send(
        new StartBackupJobCommand({
          BackupVaultName: rule.vault,
          ResourceArn: arn,
          IamRoleArn: selection.roleArn,
          Lifecycle: { DeleteAfterDays: rule.deleteAfterDays },
        }),
      );
      jobs.push({
        what: `rule ${plan.name}/${rule.name} backs up ${id} (${name}) into ${rule.vault}`,
        id: BackupJobId,
      });
    }
  }
  return jobs;
}

const planNames = ({ backup }: Environment, region: string): Set<string> =>
  new Set(backup.plans.filter((plan) => plan.region === region).map(({ name }) => name));

/** Every rule with every selection of its plan. */
function runsOf(plans: readonly FoundPlan[]) {
  return plans.flatMap((plan) =>
    plan.rules.flatMap((rule) => plan.selections.map((selection) => ({ plan, rule, selection }))),
  );
}

function selectionOf({ terms: { any, conditions, resources, notResources } }: FoundPlan['selections'][number]) {
  const operators = Object.keys(conditions) as (keyof typeof conditions)[];
  return {
    tags: any,
    conditions: operators.flatMap((operator) => (conditions[operator] ?? []).map((tag) => ({ operator, ...tag }))),
    resources,
    notResources,
  };
}

/** Waits until a job ends. Returns its state. */
async function ended(backup: BackupClient, BackupJobId: string | undefined): Promise<string> {
  const { State = '' } = await backup.send(new DescribeBackupJobCommand({ BackupJobId }));
  if (LAST_STATES.includes(State)) return State;
  await setTimeout(POLL);
  return ended(backup, BackupJobId);
}
