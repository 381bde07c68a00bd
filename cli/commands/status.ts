import { Command, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { since as sinceMoment } from '../status/since';
import { RefusedInputError, UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption } from '../options';

interface StatusOptions extends AwsOptions {
  readonly since: Date;
  readonly json?: true;
}

/** Lists the backup jobs of all member accounts. */
export function statusCommand(): Command {
  return new Command('status')
    .description('List the backup jobs of every account in the organization, failures first.')
    .addOption(
      new Option('--since <moment>', 'jobs created since: a duration such as 24h or 7d, or ISO 8601')
        .argParser(sinceMoment)
        .default(sinceMoment('24h'), '24h'),
    )
    .addOption(profileOption())
    .addOption(regionOption('every region of the baseline'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('status --since 7d', {
        0: 'no job failed',
        1: 'at least one job failed',
        2: AWS_USAGE,
        3: 'AWS failed',
      }),
    )
    .action(status);
}

async function status({ since, profile, region, json }: StatusOptions): Promise<void> {
  const [
    { configuredOrganization },
    { assertOrganizationAccount },
    { backupJobs, failuresFirst, LISTED_DAYS },
    { dueAccounts, withoutJobs },
  ] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
    import('../../operations/backup-jobs'),
    import('../../domain/policy/due-accounts'),
  ]);
  if (Date.now() - since.getTime() > LISTED_DAYS * 86_400_000) {
    throw new UsageError(`AWS Backup lists only the jobs of the last ${LISTED_DAYS} days.\n→ specify a later --since`);
  }
  const organization = await configuredOrganization(new Date());
  await assertOrganizationAccount(organization, { profile, region: region ?? organization.region });

  const [{ BackupClient }, { clientOptions }, { progressOnStderr }, { statusText, countsOf, withoutJobsText }] =
    await Promise.all([
      import('@aws-sdk/client-backup'),
      import('../aws/clients'),
      import('../progress'),
      import('../status/status-text'),
    ]);
  const regions = region === undefined ? organization.baseline.regions : [region];
  const { progress, done } = progressOnStderr();
  const listed = await Promise.all(
    regions.map((of) =>
      backupJobs(new BackupClient(clientOptions({ profile, region: of })), { region: of, since }, progress),
    ),
  ).finally(done);
  const jobs = failuresFirst(listed.flat());
  const missing = withoutJobs(dueAccounts(organization, { since, now: new Date() }), jobs, regions);
  const counts = countsOf(jobs);
  console.log(
    json
      ? JSON.stringify({ since, regions, counts, jobs, withoutJobs: missing }, null, 2)
      : statusText(jobs, { since, regions, organization }),
  );
  if (missing.length > 0) console.error(`\n${withoutJobsText(missing, organization)}`);
  if (counts.failed > 0) throw new RefusedInputError(`\n${counts.failed} of ${jobs.length} jobs failed`);
}
