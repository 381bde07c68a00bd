import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import type { SynthesizedApp } from '../../review/review';
import { RefusedInputError, UsageError } from '../exit-code';
import { readApp } from './read-app';

/**
 * Synthesizes the app at a git ref, in a temporary worktree that is always removed. It uses the packages installed here: if
 * the ref needs others, synthesize it in a checkout and pass `--base`.
 *
 * @param signal cancels it
 * @param visit reads something else of the worktree
 * @throws {UsageError} if the ref does not exist
 * @throws {RefusedInputError} if the ref cannot be synthesized
 */
export async function appAtRef(
  ref: string,
  signal: AbortSignal,
  visit: (tree: string) => Promise<void> = async () => {},
): Promise<SynthesizedApp> {
  const root = (await git(['rev-parse', '--show-toplevel'], process.cwd(), signal)).stdout.trim();
  if (root === '')
    throw new UsageError('This folder is not in a git repository.\n→ run the command in the repository, or use --base');
  const commit = (
    await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], root, signal)
  ).stdout.trim();
  if (commit === '')
    throw new UsageError(
      `The git ref ${ref} does not exist here.\n→ fetch it (git fetch origin ${ref}), or use another ref`,
    );

  const folder = mkdtempSync(path.join(tmpdir(), 'review-base-'));
  const tree = path.join(folder, 'tree');
  try {
    const added = await git(['worktree', 'add', '--detach', '--quiet', tree, commit], root, signal);
    if (added.code !== 0) throw new RefusedInputError(`git cannot check out ${ref}: ${added.stderr.trim()}`);
    linkPackages(root, tree);
    const ended = await run(process.execPath, ['bin/backupctl.js', 'synth'], tree, signal);
    if (ended.code !== 0) {
      throw new RefusedInputError(
        `${ref} cannot be synthesized with the packages installed here:\n${ended.stderr.trim()}\n→ check it out, run npm ci and npm run synth, and pass its cdktf.out as --base`,
      );
    }
    await visit(tree);
    return readApp(path.join(tree, 'cdktf.out'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // Must run even after the signal.
    await git(['worktree', 'prune'], root);
  }
}

/** All installed packages without their shared cache, which would keep entries of the temporary folder. */
function linkPackages(root: string, tree: string): void {
  const installed = path.join(root, 'node_modules');
  if (!existsSync(installed)) throw new UsageError(`${installed} is missing.\n→ run npm ci`);
  const linked = path.join(tree, 'node_modules');
  mkdirSync(linked);
  for (const entry of readdirSync(installed)) {
    if (entry !== '.cache') symlinkSync(path.join(installed, entry), path.join(linked, entry));
  }
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Without hooks, which are only for working copies. */
function git(args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Ended> {
  return run('git', ['-c', 'core.hooksPath=/dev/null', ...args], cwd, signal);
}

/** Returns after a cancellation only when the process has ended: its folder is removed next. */
async function run(command: string, args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Ended> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { cwd, env: variables(), stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return { code, stdout, stderr };
}

/** Without variables that redirect git or synth. */
function variables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GIT_|BACKUP_|CDKTF_)/.test(name)));
}
