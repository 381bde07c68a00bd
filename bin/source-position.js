'use strict';

const { readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const path = require('node:path');

const { mapOf } = require('./bundle');

/** @typedef {import('./bundle').Packages} Packages */

const root = path.dirname(__dirname);

/** Files of this project, which the files of the user call, or which call them. */
const LOADERS = ['configuration-loader.ts', 'load-guard.ts'];

/** @type {{ entry: string, alias: Record<string, string>, packages?: Packages, sources?: ReturnType<typeof readSources> } | undefined} */
let running;

/**
 * Records the bundle that this process runs.
 *
 * @param {string} entry path of the entry, from the root
 * @param {Record<string, string>} alias
 * @param {Packages} [packages]
 */
function runs(entry, alias, packages) {
  running = { entry, alias, packages };
}

/**
 * Where an error of a configuration file comes from: the bundle that runs has no source map, because synth would take longer.
 *
 * @param {unknown} error
 * @returns {{ source?: string, line?: number, cycle?: string[] }} `source`: a file in the folder of the environments. `cycle`: files that import each other,
 * if the error can be a consequence of it
 */
function positionOf(error) {
  if (!(error instanceof Error) || running === undefined) return {};
  // Several files can fail.
  running.sources ??= readSources(running);
  const { map, inputs } = running.sources;
  const folder = path.dirname(running.alias['#environments'] ?? '');
  for (const [, line, column] of (error.stack ?? '').matchAll(/\.ts:(\d+):(\d+)\)?$/gm)) {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) continue;
    const source = path.resolve(root, entry.originalSource);
    if (path.dirname(source) !== folder || LOADERS.includes(path.basename(source))) continue;
    const readsTooEarly = error instanceof TypeError || error instanceof ReferenceError;
    return {
      source: path.basename(source),
      line: entry.originalLine + 1,
      cycle: readsTooEarly ? cycleThrough(source, inputs, folder) : undefined,
    };
  }
  return {};
}

/**
 * The text of a file in the folder of the environments; undefined if there is none.
 *
 * @param {string} name
 * @throws {Error} when it cannot be read
 */
function textBeside(name) {
  const loader = running?.alias['#environments'];
  if (loader === undefined) return undefined;
  try {
    return readFileSync(path.join(path.dirname(loader), name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {{ entry: string, alias: Record<string, string>, packages?: Packages }} bundle */
function readSources({ entry, alias, packages }) {
  const { map, inputs } = mapOf(root, entry, alias, packages);
  return { map: new SourceMap(map), inputs };
}

/**
 * @param {string} source
 * @param {Record<string, { imports: { path: string }[] }>} inputs
 * @param {string} folder only files in it count
 * @returns {string[] | undefined} the names of the files, from one to the same again
 */
function cycleThrough(source, inputs, folder) {
  const imports = new Map(
    Object.entries(inputs).map(([file, { imports: imported }]) => [
      path.resolve(root, file),
      imported.map((one) => path.resolve(root, one.path)).filter((one) => path.dirname(one) === folder),
    ]),
  );
  /** @type {string[][]} */
  const trails = [[source]];
  for (const trail of trails) {
    for (const next of imports.get(trail.at(-1) ?? '') ?? []) {
      if (next === source) return [...trail, source].map((file) => path.basename(file));
      if (!trail.includes(next)) trails.push([...trail, next]);
    }
  }
  return undefined;
}

module.exports = { positionOf, runs, textBeside };
