import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { isObject } from '../domain/json-object';
import { RefusedInputError, UsageError } from './exit-code';

const MOST_BYTES = 500_000_000;

/** An earlier state to compare with: a folder of environments, or a file that a command wrote before. */
export type Base = { readonly environments: string } | { readonly file: string };

/**
 * @param written what a file of the command is called
 * @throws {UsageError} if there is no such file or folder
 */
export function baseAt(base: string, written: string): Base {
  if (!existsSync(base))
    throw new UsageError(`${base} does not exist.\n→ name a checkout, its environments, or a ${written}`);
  if (!statSync(base).isDirectory()) return { file: base };
  const environments = [base, path.join(base, 'environments')].find((folder) =>
    existsSync(path.join(folder, 'load.ts')),
  );
  if (environments !== undefined) return { environments };
  throw new UsageError(`${base} has no environments: no load.ts.\n→ name a checkout, or its environments`);
}

/**
 * What a command prints as JSON about other environments, in a process of its own: a program reads one configuration.
 *
 * @param args the command, without `--json`
 * @param refused begins the message if the command fails
 * @throws {RefusedInputError}
 */
export async function jsonAbout(environments: string, args: readonly string[], refused: string): Promise<unknown> {
  const env = { ...process.env, BACKUP_ENVIRONMENTS_DIR: path.resolve(environments) };
  const program = process.argv[1] ?? '';
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], {
      env,
      maxBuffer: MOST_BYTES,
    });
    return JSON.parse(stdout);
  } catch (error) {
    const reason = isObject(error) && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new RefusedInputError(`${refused}:\n${reason}`, [
      { file: environments, path: '', message: refused, remedy: reason },
    ]);
  }
}
