import { Command } from 'commander';

import { jsonOption, nowOption } from '../options';
import { readTexts } from '../policy/read-text';

interface LintOptions {
  readonly now?: Date;
  readonly json?: true;
}

/** Tells what CreatePolicy would refuse, and what it would take and then fail at. */
export function policyLintCommand(): Command {
  return new Command('lint')
    .description('Tell what is wrong with backup policies: what AWS refuses, and what it takes and then fails at.')
    .argument('<file...>', 'policy documents, as CreatePolicy takes them')
    .addOption(nowOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nEvery rule: docs/policy-rules.md')
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
