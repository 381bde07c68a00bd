import { randomUUID } from 'node:crypto';

import { Command, InvalidArgumentError, Option } from 'commander';

import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import type { Finding } from '../../domain/finding';
import { UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption, pollOption } from '../options';

interface DrillOptions extends AwsOptions {
  readonly environment?: string;
  readonly account?: string;
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
    .addOption(new Option('--environment <name>', 'the environment, by the name in its file').conflicts('account'))
    .addOption(
      new Option('--account <id>', "an account of the organization, whose failures the organization's topic reports"),
    )
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
  const { profile, instanceId } = options;
  const { account, prepared, topicRegion, memberRoleArn } = await prepare(options);
  const { RefusedError } = await import('../../environments/refusal');
  const refuse = (findings: readonly Finding[]): void => {
    if (findings.length > 0) throw new RefusedError([{ file: 'The drill', findings, unchecked: false }]);
  };
  refuse(prepared.refusals);
  const { accountId, region, vault, topicArn, publisher, creator, roleArn, filters } = prepared;
  const { assertAccountIn } = await import('../aws/assert-account');
  await assertAccountIn([account], { profile, region });

  const [{ drillClients, runDrill }, { preconditionFindings }] = await Promise.all([
    import('../drill/run-drill'),
    import('../../operations/drill/preconditions'),
  ]);
  const clients = await drillClients({ profile, region }, topicRegion, memberRoleArn);
  const ownTopic = publisher === undefined ? topicArn : undefined;
  refuse(await preconditionFindings(clients, { accountId, region, vault, topicArn: ownTopic, creator, instanceId }));
  await runDrill(
    clients,
    {
      id: `${prepared.name}-${randomUUID().slice(0, 8)}`,
      accountId,
      region,
      vault,
      publisher,
      topicArn,
      resourceArn: `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`,
      roleArn,
      filters,
      filterDelay: options.filterDelay * 60_000,
      timeout: options.timeout * 60_000,
      poll: options.poll * 1000,
    },
    options,
  );
}

/** The drill that the options ask for, and the account of the credentials that it needs. */
async function prepare({ environment: name, account: id, vault, region }: DrillOptions) {
  const [{ configuredEnvironment, configuredOrganization }, { environmentDrill }, { memberDrill }] = await Promise.all([
    import('../configuration'),
    import('../drill/drill-request'),
    import('../drill/member-drill'),
  ]);
  if (id !== undefined) {
    const organization = await configuredOrganization(new Date());
    const { topicRegion, memberRoleArn, ...prepared } = memberDrill(organization, { account: id, vault, region });
    const account = { account: organization.managementAccount.id, role: 'management account' };
    return { account, prepared, topicRegion, memberRoleArn };
  }
  if (name === undefined) {
    throw new UsageError(
      'No account is specified.\n→ add --environment NAME, or --account ID for an account of the organization',
    );
  }
  const prepared = environmentDrill(await configuredEnvironment(name, new Date()), vault, region);
  const account = { account: prepared.accountId, role: `account of ${name}` };
  return { account, prepared, topicRegion: prepared.region, memberRoleArn: undefined };
}

function instance(text: string): string {
  if (/^i-([\da-f]{8}|[\da-f]{17})$/.test(text)) return text;
  throw new InvalidArgumentError('Specify an instance ID such as i-0123456789abcdef0.');
}

function minutes(text: string): number {
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Specify minutes from 0 to 9999.');
}
