import { isObject, type JsonObject } from '../../domain/json-object';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { SynthesizedApp } from '../../review/review';
import { UsageError } from '../exit-code';

/**
 * Reads what synth wrote: the stacks that the manifest names.
 * @throws {UsageError} with everything that is missing or is no JSON.
 */
export function readApp(folder: string): SynthesizedApp {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  if (typeof manifest === 'string') {
    throw new UsageError(
      `${folder} is no output of synth: ${manifest}\n→ name a folder such as cdktf.out, or run npm run synth`,
    );
  }
  const problems: string[] = [];
  const stacks = Object.entries((manifest['stacks'] ?? {}) as Readonly<Record<string, JsonObject>>);
  const read = stacks.flatMap(([name, { synthesizedStackPath }]): [string, JsonObject][] => {
    const json = readJson(path.join(folder, String(synthesizedStackPath)));
    if (typeof json !== 'string') return [[name, json]];
    problems.push(json);
    return [];
  });
  if (problems.length > 0) {
    throw new UsageError(`${folder} is no whole output of synth:\n${problems.join('\n')}\n→ run npm run synth again`);
  }
  return Object.fromEntries(read);
}

/** The object in a file, or what is wrong with it. */
export function readJson(file: string): JsonObject | string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return `${file} cannot be read`;
  }
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
    return `${file} is no JSON object`;
  } catch {
    return `${file} is no JSON`;
  }
}
