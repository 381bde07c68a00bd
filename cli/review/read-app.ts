import path from 'node:path';

import { isObject, type JsonObject } from '../../domain/json-object';
import { stackProblem } from '../../review/model/stack-shape';
import type { SynthesizedApp } from '../../review/review';
import { UsageError } from '../exit-code';
import { readJson } from './read-json';

/**
 * Reads an output folder of synth: the stacks in its manifest.
 * @throws {UsageError} with every file that is missing, or not Terraform JSON
 */
export function readApp(folder: string): SynthesizedApp {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  const listed = typeof manifest === 'string' ? undefined : manifest['stacks'];
  if (!isObject(listed)) {
    const problem = typeof manifest === 'string' ? manifest : `${path.join(folder, 'manifest.json')} lists no stacks`;
    throw new UsageError(
      `${folder} is not an output folder of synth: ${problem}\n→ use a folder such as cdktf.out, or run npm run synth`,
    );
  }
  const problems: string[] = [];
  const read = Object.entries(listed).flatMap(([name, stack]): [string, JsonObject][] => {
    const file = path.join(folder, String(isObject(stack) ? stack['synthesizedStackPath'] : undefined));
    const json = readJson(file);
    const problem = typeof json === 'string' ? json : stackProblem(json);
    if (typeof json !== 'string' && problem === undefined) return [[name, json]];
    problems.push(typeof json === 'string' ? json : `${file} is not Terraform JSON: ${problem}`);
    return [];
  });
  if (problems.length > 0) {
    throw new UsageError(
      `${folder} is not a complete output folder of synth:\n${problems.join('\n')}\n→ run npm run synth again`,
    );
  }
  return Object.fromEntries(read);
}
