import { readFileSync } from 'node:fs';

/** The JSON in a file; undefined for one that is not JSON. A file that cannot be read is a system error. */
export function jsonIn(file: string): unknown {
  const text = readFileSync(file);
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}
