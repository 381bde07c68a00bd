import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';

import { restoreRoleArn } from '../../domain/backup/service-roles';
import { AwsError } from '../../operations/aws-error';
import { type PlannedRestore, planRestore } from '../../operations/restore/plan-restore';
import type { RestoreJob } from '../../operations/restore/restore-job';
import { StartedRestoreError, startRestore } from '../../operations/restore/start-restore';
import { clientOptions } from '../aws/clients';
import { configuredEnvironment, environmentsFolder } from '../configuration';
import { progressOnStderr } from '../progress';
import { assertAccount } from '../aws/assert-account';
import { RefusedInputError, UsageError } from '../exit-code';
import { addressOption, requestedAddresses } from './address-options';
import { chosenRecoveryPoint, type ChosenRecoveryPoint } from './chosen-recovery-point';
import { configuredVaults } from '../configured-vaults';
import { findingsText } from '../findings-text';
import { followCommand, followedRestore, refuseFailure } from './followed-restore';
import { refuseLostInstance } from './lost-instance';
import type { RestoreOptions } from './restore-options';
import { differencesText, restoredText } from './restore-text';

type Environment = Awaited<ReturnType<typeof configuredEnvironment>>;

/** The target of a restore, and the credentials and role to use. */
interface Place {
  readonly environment: Environment;
  readonly region: string;
  readonly profile: string | undefined;
  readonly roleArn: string;
}

/** Plans a restore, prints the plan, and starts it with --start (R5). */
export async function restore(options: RestoreOptions): Promise<void> {
  const place = await placeOf(options);
  const { chosen, plan } = await planned(options, place);
  const { region, roleArn } = place;
  const report = { ...chosen, region, roleArn, ...plan };
  const isRefused = plan.findings.length > 0 || plan.metadata === undefined;
  if (!options.start || isRefused) {
    if (options.json) console.log(JSON.stringify(report, null, 2));
    else if (plan.metadata) console.log(planText(chosen, plan, place));
    const isBelowTable = !options.json && plan.metadata !== undefined;
    if (isRefused) throw new RefusedInputError(`${isBelowTable ? '\n' : ''}${findingsText(plan.findings)}`);
    if (!options.json) console.error('\nNo restore is started.\n→ add --start');
    return;
  }
  const started = await start(options, place, { ...chosen, metadata: plan.metadata ?? {} });
  if (!options.follow) {
    if (options.json) console.log(JSON.stringify({ ...report, job: started }, null, 2));
    else console.log(`${started.jobId} is ${started.status}.\n→ ${followCommand({ ...place, jobId: started.jobId })}`);
    return;
  }
  const followed = { ...place, jobId: started.jobId, pollSeconds: options.poll };
  const { job, instance } = await followedRestore(followed).catch((error: unknown) => {
    if (options.json) console.log(JSON.stringify({ ...report, job: started }, null, 2));
    throw error;
  });
  if (options.json) console.log(JSON.stringify({ ...report, job, instance }, null, 2));
  else if (instance) console.log(restoredText(job, instance, region));
  refuseFailure(job);
}

async function placeOf(options: RestoreOptions): Promise<Place> {
  const { profile } = options;
  const environment = await configuredEnvironment(options.environment, new Date());
  const region = options.region ?? environment.region;
  refuseOtherPlaces(options, { environment, region });
  // Refused before the first call to AWS.
  configuredVaults(environment, { vault: options.vault, region });
  await assertAccount(environment, { profile, region });
  return { environment, region, profile, roleArn: options.roleArn ?? restoreRoleArn(environment) };
}

/** @throws {UsageError} when ARNs belong to another region or account, which AWS would report much later */
function refuseOtherPlaces(
  { recoveryPoint, roleArn }: RestoreOptions,
  { environment, region }: { readonly environment: Environment; readonly region: string },
): void {
  const { accountId } = environment;
  const of = recoveryPoint?.split(':')[3] ?? region;
  if (of !== region) {
    throw new UsageError(`--recovery-point is in ${of}, but the restore is in ${region}.\n→ add --region ${of}`);
  }
  const [, , service, , account] = (roleArn ?? restoreRoleArn(environment)).split(':');
  if (service !== 'iam' || account !== accountId) {
    throw new UsageError(
      `--role-arn: "${roleArn}" is not a role of account ${accountId}.\n→ specify one such as ${restoreRoleArn(environment)}`,
    );
  }
}

async function planned(
  options: RestoreOptions,
  { environment, region, profile, roleArn }: Place,
): Promise<{ readonly chosen: ChosenRecoveryPoint; readonly plan: PlannedRestore }> {
  const client = clientOptions({ profile, region });
  const clients = { backup: new BackupClient(client), ec2: new EC2Client(client), iam: new IAMClient(client) };
  const { accountId } = environment;
  const vaults = configuredVaults(environment, { vault: options.vault, region }).map(({ name }) => name);
  const { recoveryPoint, instanceId, instanceProfile, subnet } = options;
  const { progress, done } = progressOnStderr();
  try {
    const choice = { recoveryPoint, instanceId, accountId, region, vaults };
    const chosen = await chosenRecoveryPoint(clients.backup, choice, progress);
    const plan = await planRestore(
      clients,
      {
        ...chosen,
        addresses: requestedAddresses(options),
        instanceProfile,
        subnet,
        roleArn,
        passableRolesIn: `iam.passableInstanceRoles of ${environmentsFolder()}/${environment.name}.ts`,
        at: (setting) => {
          if (setting === 'subnet') return '--subnet';
          return setting === 'recoveryPoint' ? '--recovery-point' : addressOption(setting);
        },
      },
      progress,
    );
    return { chosen, plan };
  } finally {
    done();
  }
}

function planText(chosen: ChosenRecoveryPoint, { differences }: PlannedRestore, { region, roleArn }: Place): string {
  const { recoveryPoint, vault, createdAt } = chosen;
  const of = createdAt === undefined ? '' : ` of ${createdAt}`;
  return `${recoveryPoint}${of}, vault ${vault} in ${region}\nrestored by ${roleArn}\n\n${differencesText(differences)}`;
}

async function start(
  { copyTags = false, again }: RestoreOptions,
  place: Place,
  { recoveryPoint, metadata }: ChosenRecoveryPoint & { readonly metadata: NonNullable<PlannedRestore['metadata']> },
): Promise<RestoreJob> {
  const { region, profile, roleArn } = place;
  const client = clientOptions({ profile, region });
  const wanted = { recoveryPoint, metadata, roleArn, copyTags, again, now: new Date() };
  const { job, startedBefore } = await startRestore(new BackupClient(client), wanted).catch((error: unknown) => {
    if (!(error instanceof StartedRestoreError)) throw error;
    throw new AwsError(`${error.message}\n→ to follow it: ${followCommand({ ...place, jobId: error.jobId })}`, {
      cause: error,
    });
  });
  const when = startedBefore ? `was started at ${job.createdAt}, and does not start again today` : 'is started';
  console.error(`restore job ${job.jobId} ${when}`);
  if (startedBefore) await refuseLostInstance(new EC2Client(client), job);
  return job;
}
