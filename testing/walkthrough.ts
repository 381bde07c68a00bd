import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

import type { Ended } from './commands';

const ROOT = path.dirname(__dirname);

/** The code blocks of a page in a language, or in any of some, in order. */
export function blocksOf(page: string, language: string): string[] {
  const source = readFileSync(path.join(ROOT, page), 'utf8');
  return [...source.matchAll(new RegExp(`^\`\`\`(?:${language})\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  );
}

/** A command of a page, and what it prints there. */
export interface Step {
  readonly command: string;
  readonly printed: string;
}

/** The commands of a page, in order. */
export function stepsOf(page: string): Step[] {
  return blocksOf(page, 'console').map((block) => {
    const [, command = '', printed = ''] = /^\$ (.*)\n([^]*)$/.exec(block) ?? [];
    return { command, printed };
  });
}

/** A local AWS as people start it. */
export interface Served {
  readonly npm: ChildProcess;
  /** Those that it prints for the shell. */
  readonly variables: Readonly<Record<string, string>>;
  readonly said: string;
}

/** Starts `npm run local-aws`, and waits until it is ready. */
export async function serveLocalAws(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const npm = spawn('npm', ['run', '--silent', 'local-aws', '--', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...variables, npm_config_loglevel: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A separate process group, as in a terminal: Ctrl-C goes to all of it.
    detached: true,
  });
  const heard = { stdout: '', stderr: '' };
  npm.stdout.on('data', (chunk) => (heard.stdout += chunk));
  npm.stderr.on('data', (chunk) => (heard.stderr += chunk));
  while (!heard.stderr.includes('Ctrl-C stops it')) {
    if (npm.exitCode !== null) throw new Error(`it ended: ${heard.stderr}`);
    await setTimeout(50);
  }
  const exported = [...heard.stdout.matchAll(/^export (\w+)="?(.*?)"?$/gm)].map(([, name, value = '']) => [
    name,
    value.replace('$PATH', process.env['PATH'] ?? ''),
  ]);
  return { npm, variables: Object.fromEntries(exported), said: heard.stdout + heard.stderr };
}

/** Runs a line of a page in the shell of the user. */
export async function runInShell(
  line: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  const command = line
    .replace('npx backupctl', `${process.execPath} ${ROOT}/bin/backupctl.js`)
    .replace('npm run --silent local-aws --', `${process.execPath} ${ROOT}/bin/local-aws.js`);
  const shell = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], stdout, stderr] = await Promise.all([once(shell, 'close'), text(shell.stdout), text(shell.stderr)]);
  return { code, stdout, stderr };
}

/** What is seen or not, as the looks happen to fall. */
const PASSING =
  /^(restore )?job UUID.*: (CREATED|PENDING|RUNNING|ABORTING)|^\w+: InProgress$|^waiting until recovery point/;

/** Lines in one spelling, whatever the run, and in one order: instances are listed by their IDs. */
export function linesOf(printed: string): string[] {
  return printed
    .replaceAll(/\b(i|ami|snap|eni|subnet|sg)-[\da-f]{17}\b/g, '$1-ID')
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, 'UUID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\d(?= \d\d:\d\d)/g, 'DATE')
    .replaceAll(/\b\d+ (s|times)\b/g, 'N $1')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/\b(release|sha256) [\da-f]{12,64}\b/gi, '$1 DIGEST')
    .replaceAll(/\(commit [^)]*\)/g, '(commit COMMIT)')
    .replaceAll(/Terraform \d+\.\d+\.\d+/g, 'Terraform VERSION')
    .replaceAll(/ +/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !PASSING.test(line))
    .toSorted();
}
