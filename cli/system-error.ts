import { isNativeError } from 'node:util/types';

/** What a user can do about an error of the operating system. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'grant this user the permission, or use another folder',
  EDQUOT: 'free disk space',
  EEXIST: 'remove the file that is in the place of a folder',
  EISDIR: 'specify a file, not a folder',
  EMFILE: 'raise the limit of open files (ulimit -n)',
  ENOENT: 'create it, or specify another one; temporary folders are created in TMPDIR',
  ENOSPC: 'free disk space',
  ENOTDIR: 'remove the file that is in the place of a folder',
  EPERM: 'grant this user the permission, or use another folder',
  EROFS: 'use a folder that is writable',
};

/** An error of the operating system, with its remedy; undefined for any other error. */
export function systemErrorText(error: unknown): string | undefined {
  if (!isNativeError(error) || !('syscall' in error)) return undefined;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code];
  return remedy === undefined ? undefined : `${message}\n→ ${remedy}`;
}
