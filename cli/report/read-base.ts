import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { isObject } from '../../domain/json-object';
import type { ReportData } from '../../domain/report/data';
import { RefusedInputError, UsageError } from '../exit-code';
import { dataOfPage } from './page';

const MOST_BYTES = 100_000_000;

/**
 * The report to compare with: of a checkout, of a folder of environments, or a report that was written before.
 *
 * @param program the file of this program, which reads the other environments
 * @throws {UsageError} if there is no such file or folder
 * @throws {RefusedInputError} if it has no report
 */
export async function readBase(base: string, now: Date, program: string): Promise<ReportData> {
  if (!existsSync(base))
    throw new UsageError(`${base} does not exist.\n→ name a checkout, its environments, or a report`);
  if (!statSync(base).isDirectory()) return ofFile(base);
  const environments = [base, path.join(base, 'environments')].find((folder) =>
    existsSync(path.join(folder, 'load.ts')),
  );
  if (environments === undefined)
    throw new UsageError(`${base} has no environments: no load.ts.\n→ name a checkout, or its environments`);
  const args = [program, 'report', '--json', '--now', now.toISOString()];
  const env = { ...process.env, BACKUP_ENVIRONMENTS_DIR: path.resolve(environments) };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: MOST_BYTES });
    return JSON.parse(stdout) as ReportData;
  } catch (error) {
    const reason = isObject(error) && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new RefusedInputError(`${base} has no report:\n${reason}`);
  }
}

function ofFile(file: string): ReportData {
  const data = dataIn(readFileSync(file, 'utf8'));
  if (isObject(data) && 'version' in data && data.version === 1 && 'plans' in data)
    return data as unknown as ReportData;
  throw new RefusedInputError(`${file} is not a report of this version.\n→ name a file that backupctl report wrote`);
}

function dataIn(text: string): unknown {
  try {
    return text.startsWith('<') ? dataOfPage(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
