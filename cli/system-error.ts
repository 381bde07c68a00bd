import { isNativeError } from 'node:util/types';

/** What people can do about the refusals of a file system, or of a system without room for more. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'give this user the permission, or work in another folder',
  EDQUOT: 'make room on the disk',
  EEXIST: 'remove the file that is where a folder belongs',
  EISDIR: 'name a file, not a folder',
  EMFILE: 'let a process open more files (ulimit -n)',
  ENOENT: 'create it, or name another one; temporary folders are made in TMPDIR',
  ENOSPC: 'make room on the disk',
  ENOTDIR: 'remove the file that is where a folder belongs',
  EPERM: 'give this user the permission, or work in another folder',
  EROFS: 'work in a folder that can be written to',
};

/** What the system refused, with what to do; undefined for any other error. */
export function systemErrorText(error: unknown): string | undefined {
  if (!isNativeError(error) || !('syscall' in error)) return undefined;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code];
  return remedy === undefined ? undefined : `${message}\n→ ${remedy}`;
}
