import { Command } from 'commander';

import { exampleAndExitCodes } from '../help';
import { jsonOption, nowOption } from '../options';
import { readTexts } from '../policy/read-text';

interface LintOptions {
  readonly now?: Date;
  readonly json?: true;
}

/** Finds what CreatePolicy would refuse, and what AWS Backup would accept and then fail to run. */
export function policyLintCommand(): Command {
  return new Command('lint')
    .description('Find errors in backup policies: what AWS refuses, and what it accepts and then fails to run.')
    .argument('<file...>', 'policy documents in the format of CreatePolicy')
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nRules: docs/policy-rules.md')
    .addHelpText(
      'after',
      exampleAndExitCodes('policy lint docs/examples/*.json', {
        0: 'no errors',
        1: 'errors, or refused input',
        2: 'wrong usage',
      }),
    )
    .action(lint);
}

async function lint(files: readonly string[], { now = new Date(), json }: LintOptions): Promise<void> {
  const texts = readTexts(files);
  const [{ lintPolicy }, { lintJson, lintText }] = await Promise.all([
    import('../../domain/policy/lint/lint'),
    import('../policy/lint-report'),
  ]);
  const linted = texts.map(({ file, text }) => ({ file, findings: lintPolicy(text, { now }) }));
  console.log(json ? lintJson(linted) : lintText(linted));
  const refused = linted.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  if (refused) process.exitCode = 1;
}
