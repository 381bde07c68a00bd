import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

const ROOT = path.dirname(__dirname);

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

declare global {
  /** Of testing/jest/environment.ts. */
  var runInProcess: (
    args: readonly string[],
    folder: string,
    variables: Readonly<Record<string, string | undefined>>,
  ) => Promise<Ended>;
}

/**
 * Runs `backupctl` as users do, from a separate folder. It runs in this process: one that gets signals, or runs beside
 * another one, needs {@link startBackupctl}.
 */
export function backupctl(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return globalThis.runInProcess(args, folder, { ...process.env, ...variables });
}

/**
 * The same.
 *
 * @param breakOff when it is aborted, the command gets the signal that is its reason
 */
export function backupctlMeanwhile(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
  breakOff?: AbortSignal,
): Promise<Ended> {
  if (breakOff === undefined) return backupctl(args, folder, variables);
  const { kill, ended } = startBackupctl(args, folder, variables);
  breakOff.addEventListener('abort', () => kill(breakOff.reason));
  return ended;
}

/** The same in a separate process, which can receive signals. */
export function startBackupctl(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
): {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly onStderr: (hear: (text: string) => void) => void;
  readonly ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/backupctl.js'), ...args], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const ended = Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return {
    pid: child.pid ?? Number.NaN,
    kill: (signal) => void child.kill(signal),
    onStderr: (hear) => void child.stderr.on('data', (chunk) => hear(String(chunk))),
    ended: ended.then(([code, stdout, stderr]) => ({ code, stdout, stderr })),
  };
}

/**
 * Waits until something is so.
 *
 * @param ended of the program that brings it about: when it is over, there is nothing to wait for
 */
export async function until(isSo: () => boolean | Promise<boolean>, ended: Promise<unknown>): Promise<void> {
  const over = { is: false };
  const note = (): void => void (over.is = true);
  ended.then(note, note);
  while (!(await isSo())) {
    if (over.is) throw new Error(`it ended before: ${JSON.stringify(await ended)}`);
    await setTimeout(10);
  }
}

/** Runs a script of the repository from a separate folder. */
export function node(
  [script = '', ...args]: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: folder,
    env: { ...process.env, ...variables },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** An empty folder. */
export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'backupctl-'));
}

/** The frozen environments that commands read, unless a test sets BACKUP_ENVIRONMENTS_DIR. */
export const FIXTURES = path.join(ROOT, 'testing', 'environments');

/** Writes a changed copy of the fixtures, for BACKUP_ENVIRONMENTS_DIR. */
export function changedEnvironments(changes: Readonly<Record<string, (text: string) => string>>): string {
  const environments = emptyFolder();
  for (const file of readdirSync(FIXTURES)) {
    const frozen = readFileSync(path.join(FIXTURES, file), 'utf8');
    const changed = changes[file]?.(frozen) ?? frozen;
    writeFileSync(path.join(environments, file), changed.replaceAll("'../../environments/", `'${ROOT}/environments/`));
  }
  return environments;
}

/** Every file below a folder with its text. */
export function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
      .toSorted()
      .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  );
}
