import { Command, Option } from 'commander';

import { GROUPINGS, type Grouping } from '../../domain/cost/groups';
import { profileOption } from '../aws/options';
import { environmentsFolder } from '../configuration';
import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import { environmentOption, jsonOption, nowOption } from '../options';
import type { FromAwsOptions } from '../cost/from-aws';

interface CostCommandOptions extends FromAwsOptions {
  readonly by: Grouping;
  readonly base?: string;
  readonly prices?: readonly string[];
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
      new Option(
        '--from-aws [environment]',
        'take the sizes of an environment or of members from recovery points in AWS',
      ),
    )
    .addOption(environmentOption().makeOptionMandatory(false))
    .addOption(new Option('--organization', 'every account that policies back up').conflicts('environment'))
    .addOption(new Option('--role <name>', 'the role to assume in members (default: that of plans)'))
    .addOption(profileOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('cost --base ../main --prices AWSBackup.json', {
        0: 'shown',
        1: 'refused configuration, base or price list',
        2: 'wrong usage, no sizes are declared, or with --from-aws no credentials of the account',
        3: 'with --from-aws, AWS failed, or an account could not be read',
      }),
    )
    .action(cost);
}

async function cost(given: CostCommandOptions): Promise<void> {
  const { by, base, prices, now = new Date(), json } = given;
  const [
    { loadConfiguration },
    { costAccounts },
    { costReport },
    { readPrices },
    { readBase },
    { costText },
    { sizesFromAws, measuringChoice },
  ] = await Promise.all([
    import('../configuration'),
    import('../cost/cost-accounts'),
    import('../../domain/cost/cost-report'),
    import('../cost/read-prices'),
    import('../cost/read-base'),
    import('../cost/cost-text'),
    import('../cost/from-aws'),
  ]);
  const choice = measuringChoice(given);
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
  const { measured, unread } = await sizesFromAws(configuration, accounts, { ...given, choice });
  const report = costReport(accounts, now, { ...options, measured });
  console.log(json ? JSON.stringify(report) : costText(report));
  if (unread.length === 0) return;
  const [{ unreadText }, { AwsError }, { counted }] = await Promise.all([
    import('../coverage/unread-text'),
    import('../../operations/aws-error'),
    import('../inventory/print'),
  ]);
  console.error(`\n${unreadText(unread)}`);
  throw new AwsError(`\n${counted(unread.length, 'account')} could not be read`);
}
