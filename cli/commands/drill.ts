import { randomUUID } from 'node:crypto';

import { Command, InvalidArgumentError, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
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

/** Proves against the real account that failures are told (N8). */
export function drillCommand(): Command {
  return new Command('drill')
    .description(
      'Back up an instance twice, stop one of both jobs, and prove that only the stopped one is told to subscribers.',
    )
    .addOption(environmentOption())
    .addOption(new Option('--vault <name>', 'back up into this vault').makeOptionMandatory())
    .addOption(
      new Option('--instance-id <id>', 'back up this instance, a small one').argParser(instance).makeOptionMandatory(),
    )
    .addOption(
      new Option('--filter-delay <minutes>', 'give a new filter so long to act, as SNS asks for')
        .argParser(minutes)
        .default(15),
    )
    .addOption(
      new Option('--timeout <minutes>', 'give both jobs and their notices so long after that')
        .argParser(minutes)
        .default(60),
    )
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(regionOption("the vault's region"))
    .addOption(jsonOption())
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

  const [{ drillClients, runDrill }, { drillRefusals }] = await Promise.all([
    import('../drill/run-drill'),
    import('../../operations/drill/preconditions'),
  ]);
  const clients = await drillClients({ profile, region });
  const { instanceId } = options;
  refuse(await drillRefusals(clients, { accountId, region, vault: vault.name, topicArn, instanceId }));
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
  throw new InvalidArgumentError('Write an instance id such as i-0123456789abcdef0.');
}

function minutes(text: string): number {
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write minutes from 0 to 9999.');
}
