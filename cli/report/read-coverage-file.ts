import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { isObject } from '../../domain/json-object';
import type { ReportOptions } from '../../domain/report/report-data';
import { refusedFile } from '../exit-code';

/**
 * The output of `backupctl coverage --format json`. As the command writes it, it is read without its resources: there may be a
 * million, and the report needs only how many there are. A file that another program formatted is read as a whole.
 *
 * @throws {RefusedInputError} if it is not JSON
 */
export async function readCoverageFile(file: string): Promise<NonNullable<ReportOptions['coverage']>> {
  const content = (await countsOf(file)) ?? parsed(readFileSync(file, 'utf8'));
  if (content === undefined) {
    throw refusedFile(file, 'is not JSON', 'name the output of backupctl coverage --format json');
  }
  return { file, content };
}

const RESOURCE = /^ {4}\{.*\},?$/;

/** The file without its resources; undefined unless each of them is a line, and counts follow. */
async function countsOf(file: string): Promise<unknown> {
  const kept: string[] = [];
  let isResource = false;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '  ],') isResource = false;
    if (isResource && !RESOURCE.test(line)) return undefined;
    if (!isResource) kept.push(line);
    if (line === '  "resources": [') isResource = true;
  }
  const content = parsed(kept.join('\n'));
  return isObject(content) && 'byType' in content ? content : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
