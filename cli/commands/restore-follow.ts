import { Command } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { environmentOption, jsonOption, pollOption } from '../options';

interface FollowOptions extends AwsOptions {
  readonly environment: string;
  readonly poll: number;
  readonly json?: true;
}

/** Waits for a restore that was started before. */
export function restoreFollowCommand(): Command {
  return new Command('follow')
    .description('Follow a restore job to its end, and tell what it has made.')
    .argument('<job>', 'the id of the restore job')
    .addOption(environmentOption())
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the environment'))
    .addOption(jsonOption())
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
