import { Argument, Command } from 'commander';

import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';
import { accountOption, treeOption } from '../policy/options';

interface ExplainOptions {
  readonly tree?: string;
  readonly account: string;
  readonly now?: Date;
  readonly json?: true;
}

/** Shows where each setting of an effective policy comes from. */
export function policyExplainCommand(): Command {
  return new Command('explain')
    .description('Show which policy set, appended, removed or was blocked at each setting of an effective policy.')
    .addArgument(new Argument('[path]', 'only settings below this path, such as plans/PII/rules/Hourly'))
    .addOption(accountOption().makeOptionMandatory())
    .addOption(treeOption())
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('policy explain plans --account 111111111111', {
        0: 'no errors',
        1: 'errors in the policy, or refused input',
        2: 'wrong usage',
      }),
    )
    .action(explain);
}

async function explain(path: string | undefined, options: ExplainOptions): Promise<void> {
  const { tree: file, account: accountId, now = new Date(), json } = options;
  const [{ organizationTree }, { placeIn }, { effectivePolicies }, { explanation }, report, { print }] =
    await Promise.all([
      import('../policy/organization-tree'),
      import('../policy/account-place'),
      import('../../domain/policy/organization-tree'),
      import('../policy/explanation'),
      import('../policy/explain-report'),
      import('../print'),
    ]);
  const tree = await organizationTree(file, now);
  const place = placeIn(tree, accountId);
  for (const policy of effectivePolicies(tree, { now, accountId })) {
    const explained = explanation(policy, path);
    await print([json ? report.explainJson(explained) : report.explainText(explained, place)]);
    const elsewhere = policy.errors.length - explained.errors.length;
    if (elsewhere > 0) console.error(report.elsewhereText(elsewhere));
    if (policy.errors.length > 0) process.exitCode = 1;
  }
}
