import type { Command } from 'commander';

import { createProgram, withSubcommands } from './main';

const commands = () => withSubcommands(createProgram());
const paths = commands().map(([, path]) => path);

function helpOf(path: string): string {
  const printed: string[] = [];
  const [command] = commands().find(([, one]) => one === path) ?? [];
  command?.configureOutput({ writeOut: (text) => void printed.push(text) }).outputHelp();
  return printed.join('');
}

const exampleIn = (help: string): string => /\nExample:\n {2}npx (.*)\n/.exec(help)?.[1] ?? '';

/** Calls the program with an example, as a shell would, and returns the command that would run. */
async function calledBy(example: string): Promise<string[]> {
  const program = createProgram();
  const called: string[] = [];
  const record = (command: Command, path: string) => void command.action(() => void called.push(path));
  for (const [command, path] of withSubcommands(program)) {
    // `adopt` does something without its subcommand.
    if (command.commands.length === 0 || command.name() === 'adopt') record(command, path);
  }
  const words = Array.from(example.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? '');
  await program.parseAsync(words.slice(1), { from: 'user' });
  return called;
}

test.each(paths)('the help of %s has one example that the program accepts, and the exit codes', async (path) => {
  const help = helpOf(path);
  expect(help.match(/^Example:$/gm)).toHaveLength(1);
  const called = await calledBy(exampleIn(help));
  expect(called).toEqual([expect.stringMatching(new RegExp(`^${path}\\b`))]);
  const [, codes = ''] = help.split('\nExit codes:\n');
  const rows = codes.trimEnd().split('\n');
  expect(rows[0]).toMatch(/^ {2}0 {4}\S/);
  expect(rows.filter((row) => !/^ {2}(0|1|2|3|130) +\S/.test(row))).toEqual([]);
});

test('an example that the program does not accept would fail', async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await expect(calledBy('backupctl drill --environment dev')).rejects.toThrow("required option '--vault <name>'");
});
