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
 * Synthesizes the app as it is at a git ref, in a worktree of its own that goes again whatever happens. It runs with the
 * packages that are installed here: a ref that needs others is better synthesized by itself.
 *
 * @param signal ends it early
 * @throws {UsageError} when there is no such ref here
 * @throws {RefusedInputError} when that ref cannot be synthesized
 */
export async function appAtRef(ref: string, signal: AbortSignal): Promise<SynthesizedApp> {
  const root = (await git(['rev-parse', '--show-toplevel'], process.cwd(), signal)).stdout.trim();
  if (root === '') throw new UsageError('This is no git repository.\n→ run it in the repository, or give --base');
  const commit = (
    await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], root, signal)
  ).stdout.trim();
  if (commit === '')
    throw new UsageError(`There is no git ref ${ref} here.\n→ fetch it (git fetch origin ${ref}), or name another`);

  const folder = mkdtempSync(path.join(tmpdir(), 'review-base-'));
  const tree = path.join(folder, 'tree');
  try {
    const added = await git(['worktree', 'add', '--detach', '--quiet', tree, commit], root, signal);
    if (added.code !== 0) throw new RefusedInputError(`git cannot check ${ref} out: ${added.stderr.trim()}`);
    lendPackages(root, tree);
    const ended = await run(process.execPath, ['bin/backupctl.js', 'synth'], tree, signal);
    if (ended.code !== 0) {
      throw new RefusedInputError(
        `${ref} cannot be synthesized with the packages that are installed here:\n${ended.stderr.trim()}\n→ check it out, run npm ci and npm run synth, and give its cdktf.out as --base`,
      );
    }
    return readApp(path.join(tree, 'cdktf.out'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // The signal is over by now, and this has to run all the same.
    await git(['worktree', 'prune'], root);
  }
}

/** All installed packages, but not their common cache: what is cached of a folder that goes would stay. */
function lendPackages(root: string, tree: string): void {
  const installed = path.join(root, 'node_modules');
  if (!existsSync(installed)) throw new UsageError(`${installed} is missing.\n→ run npm ci`);
  const lent = path.join(tree, 'node_modules');
  mkdirSync(lent);
  for (const entry of readdirSync(installed)) {
    if (entry !== '.cache') symlinkSync(path.join(installed, entry), path.join(lent, entry));
  }
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No hooks: what they do belongs to checkouts that people work in. */
function git(args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Ended> {
  return run('git', ['-c', 'core.hooksPath=/dev/null', ...args], cwd, signal);
}

/** Broken off only when nothing it started still writes: what it wrote into is about to be removed. */
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

/** Without those that would make git or synth look elsewhere. */
function variables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GIT_|BACKUP_|CDKTF_)/.test(name)));
}
