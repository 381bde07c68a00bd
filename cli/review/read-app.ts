import { isObject, type JsonObject } from '../../domain/json-object';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { SynthesizedApp } from '../../review/review';
import { UsageError } from '../exit-code';

/**
 * Reads an output folder of synth: the stacks in its manifest.
 * @throws {UsageError} with every file that is missing or not JSON
 */
export function readApp(folder: string): SynthesizedApp {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  if (typeof manifest === 'string') {
    throw new UsageError(
      `${folder} is not an output folder of synth: ${manifest}\n→ use a folder such as cdktf.out, or run npm run synth`,
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
    throw new UsageError(
      `${folder} is not a complete output folder of synth:\n${problems.join('\n')}\n→ run npm run synth again`,
    );
  }
  return Object.fromEntries(read);
}

/** The JSON object in a file, or the problem as text. */
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
    return `${file} is not a JSON object`;
  } catch {
    return `${file} is not JSON`;
  }
}
