import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = path.dirname(__dirname);

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `backupctl` as people do, from a folder of its own. */
export function backupctl(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Ended {
  return node(['bin/backupctl.js', ...args], folder, variables);
}

/**
 * The same while this process goes on, so that a server of its own can answer.
 *
 * @param breakOff when it is aborted, the command gets the signal that is its reason
 */
export async function backupctlMeanwhile(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
  breakOff?: AbortSignal,
): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/backupctl.js'), ...args], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  breakOff?.addEventListener('abort', () => child.kill(breakOff.reason));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Runs a script of the repository from a folder of its own. */
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

/** A changed copy of `environments/`, for BACKUP_ENVIRONMENTS_DIR. */
export function changedEnvironments(changes: Readonly<Record<string, (text: string) => string>>): string {
  const beside = emptyFolder();
  const environments = path.join(beside, 'environments');
  cpSync(path.join(ROOT, 'environments'), environments, { recursive: true });
  symlinkSync(path.join(ROOT, 'domain'), path.join(beside, 'domain'));
  for (const [file, change] of Object.entries(changes)) {
    const changed = path.join(environments, file);
    writeFileSync(changed, change(readFileSync(changed, 'utf8')));
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
