import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { shadowOf, type Json } from './shadow';

/** A stack of a synthesized app, rewritten for a test. */
export interface RewrittenStack {
  readonly name: string;
  readonly folder: string;
  /** Names of the stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
  readonly json: Json;
  readonly backend: { readonly bucket: string; readonly region: string; readonly key: string };
}

/** Replaces every stack that was synthesized into a folder by its shadow. */
export function shadowApp(outdir: string): RewrittenStack[] {
  return rewriteApp(outdir, shadowOf);
}

/** Rewrites the JSON of every stack that was synthesized into a folder. */
export function rewriteApp(outdir: string, rewrite: (stack: string, json: Json) => Json): RewrittenStack[] {
  const { stacks } = read(path.join(outdir, 'manifest.json'));
  return Object.values<Json>(stacks as Json).map(({ name, synthesizedStackPath, workingDirectory, dependencies }) => {
    const file = path.join(outdir, synthesizedStackPath);
    const json = rewrite(name, read(file));
    writeFileSync(file, JSON.stringify(json, undefined, 2));
    const folder = path.join(outdir, workingDirectory);
    return { name, folder, dependencies, json, backend: json['terraform'].backend.s3 };
  });
}

/**
 * Runs a function on every stack after the stacks that it reads, in the order of the manifest. Independent stacks run
 * in parallel.
 */
export async function inOrder<T>(
  stacks: readonly RewrittenStack[],
  visit: (stack: RewrittenStack) => Promise<T>,
): Promise<Map<string, T>> {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const visits = new Map<string, Promise<T>>();
  const visited = (name: string): Promise<T> => {
    const stack = byName.get(name);
    if (!stack) throw new Error(`the manifest has no stack ${name}`);
    const one = visits.get(name) ?? Promise.all(stack.dependencies.map(visited)).then(() => visit(stack));
    visits.set(name, one);
    return one;
  };
  return new Map(await Promise.all(stacks.map(async ({ name }) => [name, await visited(name)] as const)));
}

function read(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}
