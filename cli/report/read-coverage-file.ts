import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import type { ReportOptions } from '../../domain/report/report-data';
import { RefusedInputError } from '../exit-code';

/**
 * The output of `backupctl coverage --format json`, without its resources if each is a line: there may be a million, and the
 * report needs only how many there are.
 *
 * @throws {RefusedInputError} if it is not JSON
 */
export async function readCoverageFile(file: string): Promise<NonNullable<ReportOptions['coverage']>> {
  const kept: string[] = [];
  let isResource = false;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '  ],') isResource = false;
    if (!isResource) kept.push(line);
    if (line.endsWith('"resources": [')) isResource = true;
  }
  try {
    return { file, content: JSON.parse(kept.join('\n')) as unknown };
  } catch {
    throw new RefusedInputError(`${file} is not JSON.\n→ name the output of backupctl coverage --format json`);
  }
}
