import { Command, Option } from 'commander';

import { byName, loadConfiguration } from '../../../cli/configuration';
import { exampleAndExitCodes } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { table } from '../../../cli/table';
import { targetsOf } from '../target';

interface EnvironmentsOptions {
  readonly environment?: string;
  readonly json?: true;
}

/** Lists what can be deployed. The workflows take their environments from it. */
export function environmentsCommand(): Command {
  return new Command('environments')
    .description('List the environments in promotion order, then the organization.')
    .addOption(new Option('--environment <name>', 'list only this one, and fail if the configuration does not have it'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('environments --json', {
        0: 'success',
        1: 'the configuration is refused',
        2: 'wrong usage, or an unknown environment',
      }),
    )
    .action(environments);
}

async function environments({ environment, json }: EnvironmentsOptions): Promise<void> {
  const all = targetsOf(await loadConfiguration()).map(({ name, accountId, region }) => ({ name, accountId, region }));
  const listed = environment === undefined ? all : [byName(all, environment)];
  if (json) console.log(JSON.stringify({ environments: listed }, null, 2));
  else
    console.log(
      table(
        ['NAME', 'ACCOUNT', 'REGION'],
        listed.map(({ name, accountId, region }) => [name, accountId, region]),
      ),
    );
}
