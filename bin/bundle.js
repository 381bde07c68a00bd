'use strict';

const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** @typedef {{ text: string, inputs: string[] }} Bundle the code, and the files that it was made of */

/**
 * The code of a TypeScript entry and of all that it imports from this repository. Packages stay outside.
 *
 * @param {string} root the root of the repository
 * @param {string} entry path of the entry, from the root
 * @param {Record<string, string>} alias what stands for `#environments` and its like
 */
function bundle(root, entry, alias) {
  return build(root, entry, alias).text;
}

/**
 * The same from the last run, where no file that it was made of has changed since: esbuild takes a third of the time of a
 * synth.
 *
 * @type {typeof bundle}
 */
function cachedBundle(root, entry, alias) {
  const name = createHash('sha256')
    .update(JSON.stringify([entry, alias]))
    .digest('hex');
  const file = path.join(root, 'node_modules', '.cache', 'backupctl', `${name}.js`);
  const known = readUnchanged(root, file);
  if (known !== undefined) return known;
  const { text, inputs } = build(root, entry, alias);
  try {
    const head = JSON.stringify({ inputs, digest: digestOf(root, inputs) });
    mkdirSync(path.dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${head}\n${text}`);
    renameSync(fresh, file);
  } catch {
    // A read-only installation goes without the cache.
  }
  return text;
}

/**
 * @param {string} root
 * @param {string} entry
 * @param {Record<string, string>} alias
 * @returns {Bundle}
 */
function build(root, entry, alias) {
  const { buildSync } = require('esbuild');
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    alias,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // It knows by its own place in the repository where everything lies.
    external: ['#lambdas'],
    // Compiled from memory, the bundle has no loader of its own for import().
    supported: { 'dynamic-import': false },
    logLevel: 'error',
  });
  // package.json pins esbuild; the script itself says how it is called.
  const inputs = [...Object.keys(metafile.inputs), 'package.json', 'bin/bundle.js'];
  return { text: outputFiles.map(({ text }) => text).join(''), inputs };
}

/**
 * The code of a kept bundle, behind a first line that tells what it was made of; undefined where that has changed.
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
 * One digest of what all of these hold: one for each would take twice the time.
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

module.exports = { bundle, cachedBundle };
