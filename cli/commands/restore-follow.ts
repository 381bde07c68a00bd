import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, pollOption } from '../options';

interface FollowOptions extends AwsOptions {
  readonly environment: string;
  readonly poll: number;
  readonly json?: true;
}

/** Follows a restore job. */
export function restoreFollowCommand(): Command {
  return new Command('follow')
    .description('Wait until a restore job ends, and show what it restored.')
    .argument('<job>', 'the ID of the restore job')
    .addOption(environmentOption())
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('restore follow 1B2C3D4E-5F60-7182-93A4-B5C6D7E8F901 --environment dev', {
        0: 'restored',
        2: AWS_USAGE,
        3: 'AWS or the restore failed',
        130: 'interrupted; the restore continues',
      }),
    )
    .action(restoreFollow);
}

async function restoreFollow(jobId: string, options: FollowOptions): Promise<void> {
  const { profile, poll: pollSeconds, json } = options;
  const [{ configuredEnvironment }, { assertAccount }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
  ]);
  const environment = await configuredEnvironment(options.environment, new Date());
  const region = options.region ?? environment.region;
  await assertAccount(environment, { profile, region });

  const [{ followedRestore, refuseFailure }, { restoredText }] = await Promise.all([
    import('../restore/followed-restore'),
    import('../restore/restore-text'),
  ]);
  const followed = await followedRestore({ jobId, environment, region, profile, pollSeconds });
  if (json) console.log(JSON.stringify(followed, null, 2));
  else if (followed.instance) console.log(restoredText(followed.job, followed.instance, region));
  refuseFailure(followed.job);
}
