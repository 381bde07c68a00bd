import { readFileSync } from 'node:fs';

import type { ReportOptions } from '../../domain/report/report-data';
import { RefusedInputError } from '../exit-code';

/**
 * The output of `backupctl coverage --format json`.
 * @throws {RefusedInputError} if it is not JSON
 */
export function readCoverageFile(file: string): NonNullable<ReportOptions['coverage']> {
  const text = readFileSync(file, 'utf8');
  try {
    return { file, content: JSON.parse(text) as unknown };
  } catch {
    throw new RefusedInputError(`${file} is not JSON.\n→ name the output of backupctl coverage --format json`);
  }
}
