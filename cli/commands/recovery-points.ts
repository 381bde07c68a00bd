import { Command, InvalidArgumentError, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption } from '../options';
import { instanceArn, isInstanceId } from '../restore/instance-arn';

interface RecoveryPointsOptions extends AwsOptions {
  readonly environment: string;
  readonly resource?: string;
  readonly vault?: string;
  readonly json?: true;
}

/** Lists recovery points. */
export function recoveryPointsCommand(): Command {
  return new Command('recovery-points')
    .description('List the recovery points of an environment, newest first, and when they expire.')
    .addOption(environmentOption())
    .addOption(
      new Option('--resource <arn>', 'only those of this resource: its ARN, or an instance ID').argParser(resource),
    )
    .addOption(new Option('--vault <name>', 'only those in this vault (default: every vault)'))
    .addOption(profileOption())
    .addOption(regionOption('every region with a vault'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('recovery-points --environment dev --resource i-0123456789abcdef0', {
        0: 'listed, even if there are none',
        1: 'no such vault in the environment',
        2: AWS_USAGE,
        3: 'AWS failed',
      }),
    )
    .action(listRecoveryPoints);
}

function resource(text: string): string {
  if (isInstanceId(text) || /^arn:[^:]+:[^:]+:/.test(text)) return text;
  throw new InvalidArgumentError('Specify an ARN, or an instance ID such as i-0123456789abcdef0.');
}

async function listRecoveryPoints(options: RecoveryPointsOptions): Promise<void> {
  const { environment: name, resource: of, profile, json } = options;
  const [{ configuredEnvironment }, { assertAccount }, { configuredVaults }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
    import('../configured-vaults'),
  ]);
  const environment = await configuredEnvironment(name, new Date());
  const vaults = configuredVaults(environment, options);
  const { accountId } = environment;
  const home = { profile, region: environment.region };
  await assertAccount(environment, home);

  const [{ BackupClient }, { clientOptions }, { progressOnStderr }, { newestFirst, recoveryPoints }, { pointsText }] =
    await Promise.all([
      import('@aws-sdk/client-backup'),
      import('../aws/clients'),
      import('../progress'),
      import('../../operations/recovery-points'),
      import('../restore/points-text'),
    ]);
  const { progress, done } = progressOnStderr();
  const listed = await Promise.all(
    vaults.map(({ name: vault, region }) =>
      recoveryPoints(
        new BackupClient(clientOptions({ profile, region })),
        { region, vault, resource: of === undefined ? undefined : instanceArn(of, { accountId, region }) },
        progress,
      ),
    ),
  ).finally(done);
  const points = newestFirst(listed.flat());
  console.log(
    json ? JSON.stringify({ recoveryPoints: points }, null, 2) : pointsText(points, { vaults, resource: of }),
  );
}
