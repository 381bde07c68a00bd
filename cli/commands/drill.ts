import { randomUUID } from 'node:crypto';

import { Command, InvalidArgumentError, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, pollOption } from '../options';

interface DrillOptions extends AwsOptions {
  readonly environment: string;
  readonly vault: string;
  readonly instanceId: string;
  readonly filterDelay: number;
  readonly timeout: number;
  readonly poll: number;
  readonly json?: true;
}

/** Verifies in the real account that failure alerts arrive (N8). */
export function drillCommand(): Command {
  return new Command('drill')
    .description('Fail a backup on purpose, and verify that its alert arrives and that a completed backup sends none.')
    .addOption(environmentOption())
    .addOption(new Option('--vault <name>', 'the vault to back up to').makeOptionMandatory())
    .addOption(
      new Option('--instance-id <id>', 'the instance to back up; choose a small one')
        .argParser(instance)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--filter-delay <minutes>', 'minutes that SNS needs to apply a new filter policy')
        .argParser(minutes)
        .default(15),
    )
    .addOption(
      new Option('--timeout <minutes>', 'minutes to wait for both jobs and their notifications')
        .argParser(minutes)
        .default(60),
    )
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption('the region of the vault'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('drill --environment dev --vault EC2 --instance-id i-0123456789abcdef0', {
        0: 'the alert arrived',
        1: 'refused, the alert did not arrive as expected, or interrupted',
        2: AWS_USAGE,
        3: 'AWS failed, or a resource of the drill could not be removed',
      }),
    )
    .action(drillAction);
}

async function drillAction(options: DrillOptions): Promise<void> {
  const [{ configuredEnvironment }, { assertAccount }, request, { RefusedError }] = await Promise.all([
    import('../configuration'),
    import('../aws/assert-account'),
    import('../drill/drill-request'),
    import('../../environments/refusal'),
  ]);
  const environment = await configuredEnvironment(options.environment, new Date());
  const { accountId } = environment;
  const vault = request.configuredVault(environment, options.vault, options.region);
  const topicArn = request.topicArnOf(environment, vault.region);
  const refuse = (findings: ReturnType<typeof request.configuredRefusals>): void => {
    if (findings.length > 0) throw new RefusedError([{ file: 'The drill', findings, unchecked: false }]);
  };
  refuse(request.configuredRefusals(vault, topicArn));
  const { profile } = options;
  const { region } = vault;
  await assertAccount(environment, { profile, region });

  const [{ drillClients, runDrill }, { preconditionFindings }] = await Promise.all([
    import('../drill/run-drill'),
    import('../../operations/drill/preconditions'),
  ]);
  const clients = await drillClients({ profile, region });
  const { instanceId } = options;
  refuse(await preconditionFindings(clients, { accountId, region, vault: vault.name, topicArn, instanceId }));
  await runDrill(
    clients,
    {
      id: `${environment.name}-${randomUUID().slice(0, 8)}`,
      accountId,
      region,
      vault: vault.name,
      topicArn,
      resourceArn: `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`,
      roleArn: request.backupRoleArn(environment),
      filters: request.distinctFilters(environment),
      filterDelay: options.filterDelay * 60_000,
      timeout: options.timeout * 60_000,
      poll: options.poll * 1000,
    },
    options,
  );
}

function instance(text: string): string {
  if (/^i-([\da-f]{8}|[\da-f]{17})$/.test(text)) return text;
  throw new InvalidArgumentError('Specify an instance ID such as i-0123456789abcdef0.');
}

function minutes(text: string): number {
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Specify minutes from 0 to 9999.');
}
