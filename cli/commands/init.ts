import { styleText } from 'node:util';

import { Command, Option } from 'commander';

import { UsageError } from '../exit-code';
import { exampleAndExitCodes } from '../help';
import type { AnswerTexts } from '../init/answers';
import type { Terminal } from '../init/ask';
import type { MainWorkflow } from '../init/main-workflow-file';
import { QUESTIONS } from '../init/questions';
import { jsonOption } from '../options';

/** By attribute name. */
type InitOptions = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Writes a first configuration.
 * @param loadWorkflow loads what generates the workflow of the pipeline
 */
export function initCommand(loadWorkflow: () => Promise<{ readonly mainWorkflow: MainWorkflow }>): Command {
  const command = new Command('init').description(
    'Ask for what a first configuration needs, and write it to environments/. Replaces nothing but the shipped sample.',
  );
  for (const { flag, value, help } of QUESTIONS) command.addOption(answerOption(flag, value, help));
  return command
    .addOption(new Option('--no-organization', 'the accounts are in no organization that is configured here'))
    .addOption(new Option('--replace-sample', 'replace or remove the files of the shipped sample without a question'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('init', {
        0: 'written',
        1: 'an answer is refused, or a file has changes of yours: nothing was written',
        2: 'wrong usage, or a missing flag without a terminal',
        130: 'cancelled: nothing was written',
      }),
    )
    .action(async (options: InitOptions) => initialize(options, (await loadWorkflow()).mainWorkflow));
}

/** Repeated flags are one list. */
function answerOption(flag: string, value: string, help: string): Option {
  return new Option(`${flag} ${value}`, help).argParser((text: string, before?: string) =>
    before === undefined ? text : `${before},${text}`,
  );
}

async function initialize(options: InitOptions, mainWorkflow: MainWorkflow): Promise<void> {
  const [{ init }, { initText }] = await Promise.all([import('../init/init'), import('../init/init-text')]);
  const json = options['json'] === true;
  const initialized = await init({
    texts: textsOf(options),
    replaceSample: options['replaceSample'] === true,
    terminal: json ? undefined : terminalOfProcess(),
    mainWorkflow,
  });
  const { notes, ...report } = initialized;
  console.log(json ? JSON.stringify(report, null, 2) : initText(report));
  for (const note of notes) console.error(`\n${note}`);
}

/** @throws {UsageError} when the flags say both that there is an organization, and that there is none */
function textsOf(options: InitOptions): AnswerTexts {
  const given = QUESTIONS.flatMap(({ question, flag }) => {
    const text = options[new Option(flag).attributeName()];
    return typeof text === 'string' ? [[question, text] as const] : [];
  });
  const texts: AnswerTexts = Object.fromEntries(given);
  if (options['organization'] !== false) return texts;
  if (texts.organization === undefined) return { ...texts, organization: '' };
  throw new UsageError('--organization-id cannot be used with --no-organization.\n→ leave one of them out');
}

/** Prompts are on stderr: stdout has the result. Undefined if one of them is no terminal. */
function terminalOfProcess(): Terminal | undefined {
  const { stdin, stderr } = process;
  // The prompts need it, and Node.js has it from 20.12 on.
  const isSupported = typeof styleText === 'function';
  return stdin.isTTY && stderr.isTTY && isSupported ? { input: stdin, output: stderr } : undefined;
}
