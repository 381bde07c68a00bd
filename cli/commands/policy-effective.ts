import { Command, Option } from 'commander';

import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';
import { accountOption, treeOption } from '../policy/options';

interface EffectiveOptions {
  readonly tree?: string;
  readonly account?: string;
  readonly all?: true;
  readonly now?: Date;
  readonly json?: true;
}

/** Shows the effective policies of accounts. */
export function policyEffectiveCommand(): Command {
  return new Command('effective')
    .description('Show the effective backup policy of an account: everything that it inherits, merged.')
    .addOption(accountOption().conflicts('all'))
    .addOption(new Option('--all', 'all accounts'))
    .addOption(treeOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('policy effective --account 111111111111', {
        0: 'no errors',
        1: 'errors in a policy, or refused input',
        2: 'wrong usage',
      }),
    )
    .action(effective);
}

async function effective(options: EffectiveOptions): Promise<void> {
  const { tree: file, account: accountId, all, now = new Date(), json } = options;
  if (accountId === undefined && !all) {
    throw new UsageError('No account is specified.\n→ add --account ID, or --all');
  }
  const [{ organizationTree }, { placeIn }, { effectivePolicies }, report, { print }] = await Promise.all([
    import('../policy/organization-tree'),
    import('../policy/account-place'),
    import('../../domain/policy/organization-tree'),
    import('../policy/effective-report'),
    import('../print'),
  ]);
  const tree = await organizationTree(file, now);
  if (accountId !== undefined) placeIn(tree, accountId);

  const counted = new report.Tally();
  const policies = counted.counting(effectivePolicies(tree, { now, accountId }));
  if (all) {
    await print(json ? report.effectiveJsonLines(policies) : report.effectiveList(policies, tree));
    console.error(counted.text());
  } else {
    const one = (policy: EffectivePolicy): string =>
      json ? report.effectiveJson(policy) : report.effectiveText(policy, tree);
    await print([...policies].map(one));
  }
  if (counted.withErrors > 0) process.exitCode = 1;
}
