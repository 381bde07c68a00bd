import { Command, Option } from 'commander';

import { byName, loadConfiguration } from '../../../cli/configuration';
import { UsageError } from '../../../cli/exit-code';
import { exampleAndExitCodes } from '../../../cli/help';
import { jsonOption } from '../../../cli/options';
import { OUTPUT } from '../../../cli/synth/synthesize';
import { table } from '../../../cli/table';
import { inOrder } from '../../domain/order';
import { readSynthesized } from '../read-synthesized';
import { targetsOf, type ReleaseTarget } from '../target';

interface EnvironmentsOptions {
  readonly environment?: string;
  readonly stacks?: true;
  readonly json?: true;
}

/** Lists what can be deployed. The workflows take their environments from it. */
export function environmentsCommand(): Command {
  return new Command('environments')
    .description('List the environments in promotion order, then the organization.')
    .addOption(new Option('--environment <name>', 'list only this one, and fail if the configuration does not have it'))
    .option(
      '--stacks',
      'list the stacks of the environment that npm run synth wrote, in the order in which they are applied',
    )
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

async function environments({ environment, stacks, json }: EnvironmentsOptions): Promise<void> {
  const targets = targetsOf(await loadConfiguration());
  const selected = environment === undefined ? targets : [byName(targets, environment)];
  if (stacks) {
    listStacks(selected, json);
    return;
  }
  const listed = selected.map(({ name, accountId, region }) => ({ name, accountId, region }));
  if (json) console.log(JSON.stringify({ environments: listed }, null, 2));
  else
    console.log(
      table(
        ['NAME', 'ACCOUNT', 'REGION'],
        listed.map(({ name, accountId, region }) => [name, accountId, region]),
      ),
    );
}

/** Prints one stack a line, for a shell to iterate over. */
function listStacks([target, ...others]: readonly ReleaseTarget[], json: true | undefined): void {
  if (target === undefined || others.length > 0) {
    throw new UsageError('--stacks lists the stacks of one environment.\n→ specify it with --environment');
  }
  const names = inOrder(readSynthesized(OUTPUT, target).stacks).map(({ name }) => name);
  console.log(json ? JSON.stringify({ stacks: names }, null, 2) : names.join('\n'));
}
