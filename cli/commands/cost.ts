import { Command, Option } from 'commander';

import { GROUPINGS, type Grouping } from '../../domain/cost/groups';
import { profileOption } from '../aws/options';
import { environmentsFolder } from '../configuration';
import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';

interface CostCommandOptions {
  readonly by: Grouping;
  readonly base?: string;
  readonly prices?: readonly string[];
  readonly fromAws?: string;
  readonly profile?: string;
  readonly now?: Date;
  readonly json?: true;
}

/** Shows what backups store, transfer and cost, from declared sizes. */
export function costCommand(): Command {
  return new Command('cost')
    .description('Show what backups store and transfer in an average month, from declared sizes or those in AWS.')
    .addOption(new Option('--by <grouping>', 'how to add up').choices(Object.keys(GROUPINGS)).default('rule'))
    .addOption(
      new Option(
        '--base <path>',
        'compare with a checkout, a folder of environments, or a file that cost --json printed',
      ),
    )
    .addOption(new Option('--prices <file...>', 'add money, from offer files of the AWS Price List (JSON)'))
    .addOption(
      new Option('--from-aws <environment>', 'take the sizes of this environment from its recovery points in AWS'),
    )
    .addOption(profileOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('cost --base ../main --prices AWSBackup.json', {
        0: 'shown',
        1: 'refused configuration, base or price list',
        2: 'wrong usage, no sizes are declared, or with --from-aws no credentials of the account',
        3: 'with --from-aws, AWS failed',
      }),
    )
    .action(cost);
}

async function cost({ by, base, prices, fromAws, profile, now = new Date(), json }: CostCommandOptions): Promise<void> {
  const [
    { loadConfiguration, environmentIn },
    { costAccounts },
    { costReport },
    { readPrices },
    { readBase },
    { costText },
  ] = await Promise.all([
    import('../configuration'),
    import('../cost/cost-accounts'),
    import('../../domain/cost/cost-report'),
    import('../cost/read-prices'),
    import('../cost/read-base'),
    import('../cost/cost-text'),
  ]);
  const configuration = await loadConfiguration(now);
  const accounts = costAccounts(configuration, now);
  if (!accounts) {
    throw new UsageError(
      `The configuration declares no sizes.\n→ add costs to an environment or to ${environmentsFolder()}/organization.ts: docs/commands/cost.md`,
    );
  }
  const options = {
    by,
    prices: prices && readPrices(prices),
    base: base === undefined ? undefined : await readBase(base, now),
  };
  const environment = fromAws === undefined ? undefined : environmentIn(configuration, fromAws);
  const measured = environment && (await (await import('../cost/measure')).measure(environment, profile));
  const report = costReport(accounts, now, { ...options, measured });
  console.log(json ? JSON.stringify(report) : costText(report));
}
