import { Command } from 'commander';

import { windowCapacityFindings } from '../../domain/ssm-backup/window-capacity';
import { type AwsOptions, profileOption, regionOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption } from '../options';

interface InventoryOptions extends AwsOptions {
  readonly environment: string;
  readonly json?: true;
}

/** Lists what backs up each instance, and which instances cannot be backed up. */
export function inventoryCommand(): Command {
  return new Command('inventory')
    .description(
      'List the EC2 instances of an account: what backs up each one, invalid tags, and unreachable SSM agents.',
    )
    .addOption(environmentOption())
    .addOption(profileOption())
    .addOption(regionOption('every region with backups in the configuration'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('inventory --environment dev', {
        0: 'no errors',
        1: 'at least one error',
        2: AWS_USAGE,
        3: 'AWS failed',
      }),
    )
    .action(inventory);
}

async function inventory({ environment: name, profile, region, json }: InventoryOptions): Promise<void> {
  const now = new Date();
  const [{ environmentIn, loadConfiguration }, { assertAccount }, { environmentAccount }, { windowOf }] =
    await Promise.all([
      import('../configuration'),
      import('../aws/assert-account'),
      import('../coverage/covered-accounts'),
      import('../coverage/window-of'),
    ]);
  const configuration = await loadConfiguration(now);
  const environment = environmentIn(configuration, name);
  const configured = environmentAccount(environment, configuration, now);
  const { id: account, readsOptIn, protections } = configured;
  const window = windowOf(environment);
  await assertAccount(environment, {
    profile,
    region: region ?? environment.region,
  });

  const [{ inventoryClients }, { takeInventory }, { AwsError }, { progressOnStderr }, print] = await Promise.all([
    import('../inventory/clients'),
    import('../../operations/inventory/take-inventory'),
    import('../../operations/aws-error'),
    import('../progress'),
    import('../inventory/print'),
  ]);
  const regions = region === undefined ? configured.regions : [region];
  const { progress, done } = progressOnStderr();
  const inventoried = { window, readsOptIn, protections, now };
  const taken = await Promise.all(
    regions.map((of) =>
      takeInventory(inventoryClients({ profile, region: of }), { account, region: of }, inventoried, progress),
    ),
  ).finally(done);
  const reports = taken.flatMap((one) => one.reports);
  const unread = taken.flatMap((one) => one.unread);
  if (configured.policyWithheld) console.error(print.policyWithheldText(account));
  // Roles of earlier releases may not list backups. Whatever else fails is no answer.
  const failed = unread.find(({ permission }) => permission === undefined);
  if (failed) throw new AwsError(failed.message);
  for (const one of unread) console.error(print.unreadNote(one));
  const inGroup = reports.filter((report) => report.inGroup).length;
  const ofWindow = window === undefined ? [] : windowCapacityFindings(window, inGroup);
  const counts = print.countsOf(reports, ofWindow);
  const output = {
    environment: name,
    regions,
    counts,
    findings: ofWindow,
    instances: reports.map(print.instanceJson),
    unread,
  };
  console.log(json ? JSON.stringify(output, null, 2) : print.inventoryText(reports, { regions, ofWindow }));
  if (counts.errors === 0) return;
  const { counted } = print;
  throw new RefusedInputError(`\n${counted(counts.errors, 'error')} in ${counted(counts.instances, 'instance')}`);
}
