import { Command, Option } from 'commander';

import { exampleAndExitCodes } from '../help';
import { jsonOption } from '../options';

interface UnmanageOptions {
  readonly environment: string;
  readonly stack?: readonly string[];
  readonly json?: true;
}

/** Hands resources back: Terraform forgets them, and they stay in AWS (X7). */
export function unmanageCommand(): Command {
  return new Command('unmanage')
    .description('Let Terraform forget stacks without destroying anything, and list what remains in AWS.')
    .addOption(new Option('--environment <name>', 'an environment, or organizations').makeOptionMandatory())
    .addOption(new Option('--stack <names...>', 'only these stacks, such as ssm-backup (default: all)'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt writes NAME.removed.json next to the environment. Nothing changes until you apply a plan of it.',
    )
    .addHelpText(
      'after',
      exampleAndExitCodes('unmanage --environment dev --stack ssm-backup', {
        0: 'written, or already so',
        1: 'refused: another stack reads it, or refused configuration',
        2: 'wrong usage',
      }),
    )
    .action(unmanage);
}

async function unmanage({ environment, stack, json }: UnmanageOptions): Promise<void> {
  const [{ releaseStacks }, { unmanagedText }] = await Promise.all([
    import('../unmanage/release-stacks'),
    import('../unmanage/unmanaged-text'),
  ]);
  const released = await releaseStacks(environment, stack);
  const { file, stacks, resources } = released;
  console.log(json ? JSON.stringify({ file, stacks, resources }, null, 2) : unmanagedText(released));
}
