import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';

export const ROOT = path.resolve(__dirname, '..', '..');

/** The cdktf command line of this repository. */
export const CDKTF = path.join(ROOT, 'node_modules', '.bin', 'cdktf');

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** The output of a program, of both streams and without colors, and its exit code. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Keeps Terraform and cdktf from calling home, prompting, and reading the settings of the user who runs the tests. */
const QUIET: Variables = {
  CHECKPOINT_DISABLE: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
  TF_IN_AUTOMATION: '1',
  TF_LOG: '',
  TF_WORKSPACE: '',
  CI: 'true',
};

/** Starts a program that may read from its stdin. */
export function start(
  program: string,
  args: readonly string[],
  folder: string,
  variables: Variables,
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...QUIET, ...variables }, stdio: 'pipe' });
  // An interrupted test run leaves no server behind.
  const kill = (): unknown => child.kill();
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  return child;
}

/** Waits for a program, without more input. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  child.stdin.end();
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, ...said] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, said: stripVTControlCharacters(said.join('')) };
}

/** Runs a program in a folder. */
export function run(program: string, args: readonly string[], folder: string, variables: Variables): Promise<Ended> {
  return ended(start(program, args, folder, variables));
}
