'use strict';

const { createHash } = require('node:crypto');
const { readFileSync, statSync } = require('node:fs');
const path = require('node:path');

const { cacheFolder, writeCache } = require('./cache');

/**
 * Not in the bundle: a script that finds the repository from its own location, and packages of which a command that calls
 * AWS loads one or two.
 */
const EXTERNAL = ['#lambdas', '@aws-sdk/*', '@smithy/*'];

const PACKAGE_ALIASES = {
  // The build that its package.json names hides its imports from bundlers.
  'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  // cdktf loads it to archive assets, and there are none here to archive (docs/lambdas.md).
  archiver: require.resolve('./lazy-archiver'),
};

/**
 * The code of a TypeScript entry and of all that it imports, packages included. It comes from the last run if none of
 * the files that it was made from has changed since: esbuild takes longer than a synth.
 *
 * @param {string} root the root of the repository
 * @param {string} entry path of the entry, from the root
 * @param {Record<string, string>} alias the files that `#environments` and the like stand for
 */
function bundle(root, entry, alias) {
  const name = createHash('sha256')
    .update(JSON.stringify([entry, alias]))
    .digest('hex');
  const file = path.join(cacheFolder(root), `${name}.js`);
  const cached = readUnchanged(root, file);
  if (cached !== undefined) return cached;
  const started = Date.now();
  const { text, inputs } = build(root, entry, alias);
  // The bundle may hold what a file contained before the change.
  if (changedSince(started, root, inputs)) return text;
  writeCache(file, `${JSON.stringify({ inputs, digest: digestOf(root, inputs) })}\n${text}`);
  return text;
}

/**
 * @param {string} root
 * @param {string} entry
 * @param {Record<string, string>} alias
 * @returns {{ text: string, inputs: string[] }} the code, and the files that determine it
 */
function build(root, entry, alias) {
  const { buildSync } = require('esbuild');
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    alias: { ...PACKAGE_ALIASES, ...alias },
    // For an environments folder outside the repository.
    nodePaths: [path.join(root, 'node_modules')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    // Compiled from memory, the bundle has no loader of its own for import().
    supported: { 'dynamic-import': false },
    logLevel: 'error',
  });
  // Instead of thousands of files of packages, esbuild included: the record that npm keeps of what it installed.
  const sources = Object.keys(metafile.inputs).filter((input) => !input.startsWith('node_modules/'));
  const inputs = [...sources, 'node_modules/.package-lock.json', 'bin/bundle.js', 'bin/lazy-archiver.js'];
  return { text: outputFiles.map(({ text }) => text).join(''), inputs };
}

/** File systems record a change some milliseconds too early. */
const CLOCK_TICK = 10;

/**
 * @param {number} time milliseconds since the epoch
 * @param {string} root
 * @param {string[]} inputs
 */
function changedSince(time, root, inputs) {
  return inputs.some((input) => statSync(`${root}/${input}`).ctimeMs >= time - CLOCK_TICK);
}

/**
 * The code of a cached bundle, after a first line that lists what it was made from; undefined if that has changed.
 *
 * @param {string} root
 * @param {string} file
 */
function readUnchanged(root, file) {
  try {
    const content = readFileSync(file, 'utf8');
    const end = content.indexOf('\n');
    const { inputs, digest } = JSON.parse(content.slice(0, end));
    return digestOf(root, inputs) === digest ? content.slice(end + 1) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One digest of all these files: one for each would take twice the time.
 *
 * @param {string} root
 * @param {string[]} inputs
 */
function digestOf(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const content = readFileSync(`${root}/${input}`);
    hash.update(`${content.length} `).update(content);
  }
  return hash.digest('hex');
}

module.exports = { bundle };
