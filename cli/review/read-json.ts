import { closeSync, openSync, readSync } from 'node:fs';

import { isTooDeep } from '../../domain/json-depth';
import { isObject, type JsonObject } from '../../domain/json-object';

/** No stack and no plan of this project is nearly as large. */
const MAXIMUM_MEGABYTES = 16;
const MAXIMUM_BYTES = MAXIMUM_MEGABYTES * 1024 ** 2;

/** The JSON object in a file, or the problem as text: one line, in bounded time, whatever the file contains. */
export function readJson(file: string): JsonObject | string {
  let text: string | undefined;
  try {
    text = textOf(file);
  } catch {
    return `${file} cannot be read`;
  }
  if (text === undefined) return `${file} is larger than ${MAXIMUM_MEGABYTES} MB`;
  if (isTooDeep(text)) return `${file} is nested too deeply`;
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
    return `${file} is not a JSON object`;
  } catch {
    return `${file} is not JSON`;
  }
}

/** Undefined if the file is too large. The size of a pipe is unknown, so this reads until the limit. */
function textOf(file: string): string | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size <= MAXIMUM_BYTES;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const length = readSync(descriptor, chunk);
      if (length === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(chunk.subarray(0, length));
      size += length;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
