import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { releaseOf } from '../domain/release';
import { sha256 } from '../operations/bundle-archive';
import { PROVIDER_LOCK } from '../operations/terraform/initialize';
import type { SynthesizedStack } from '../operations/terraform/plan-stacks';
import type { SynthesizedApp } from '../../review/review';

/** The release that is checked out. */
export interface CheckedOut {
  readonly release: string;
  readonly commit: string;
  /** sha256, or `none`. */
  readonly providerLock: string;
}

/** The release of the current folder and of what was synthesized from it. */
export function checkedOutRelease(stacks: SynthesizedApp): CheckedOut {
  const commit = commitHere();
  const providerLock = digestOf(PROVIDER_LOCK);
  const release = releaseOf({ commit, packageLock: digestOf('package-lock.json'), providerLock, stacks }, sha256);
  return { release, commit, providerLock };
}

/** The same stacks with the repository's provider lock, if there is one. */
export function withProviderLock(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const lock = contentOf(PROVIDER_LOCK);
  return lock ? stacks.map((stack) => ({ ...stack, files: { ...stack.files, [PROVIDER_LOCK]: lock } })) : stacks;
}

function digestOf(file: string): string {
  const content = contentOf(file);
  return content ? sha256(content) : 'none';
}

function contentOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function commitHere(): string {
  const head = git(['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (head === undefined) return 'none';
  // Untracked files, such as logs, are not part of a release.
  const changed = git(['status', '--porcelain', '--untracked-files=no']);
  return changed === '' ? head : `${head}+changes`;
}

function git(args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
