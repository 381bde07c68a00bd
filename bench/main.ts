import { availableParallelism } from 'node:os';
import path from 'node:path';

import { Command, Option } from 'commander';

import { listenForCancellation } from '../cli/cancellation';
import { exitCodeOf } from '../cli/exit-code';
import { count, jsonOption } from '../cli/options';
import { CASES } from './cases';
import { measure } from './measure';
import { report, reportText } from './report';

interface BenchOptions {
  readonly runs: number;
  readonly json?: true;
}

const program = new Command('npm run bench --')
  .description('Measure what synth and the commands cost: each in a separate process, from start to end.')
  .addOption(new Option('--runs <number>', 'how many runs count').argParser(count).default(5))
  .addOption(jsonOption())
  .allowExcessArguments(false)
  .showHelpAfterError()
  .exitOverride()
  .action(bench);

async function bench({ runs, json }: BenchOptions): Promise<void> {
  const { first: signal } = listenForCancellation();
  const root = path.dirname(require.resolve('../package.json'));
  const measured = await measure(CASES, { root, runs, signal, progress: console.error });

  const results = report(measured);
  const machine = { node: process.version, platform: process.platform, processors: availableParallelism() };
  console.log(json ? JSON.stringify({ machine, runs, ...results }, null, 2) : `\n${reportText(results)}`);
  if (!json) console.log(NOTE);
}

const NOTE = `
Medians; a ratio and a further stack are medians over rounds in which every case ran once.
Peak memory is that of node itself, without esbuild's own process.`;

program.parseAsync().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') {
    console.error('Stopped.');
    process.exitCode = 130;
  } else process.exitCode = exitCodeOf(error);
});
