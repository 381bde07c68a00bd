'use strict';

const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** @typedef {{ text: string, inputs: Record<string, string> }} Bundle the code, and the digest of each file it was made of */

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
  const file = path.join(root, 'node_modules', '.cache', 'backupctl', `${digest(JSON.stringify([entry, alias]))}.json`);
  const known = readBundle(file);
  if (known && Object.entries(known.inputs).every(([input, was]) => digestOf(path.join(root, input)) === was)) {
    return known.text;
  }
  const made = build(root, entry, alias);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(made));
    renameSync(fresh, file);
  } catch {
    // A read-only installation goes without the cache.
  }
  return made.text;
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
  return {
    text: outputFiles.map(({ text }) => text).join(''),
    inputs: Object.fromEntries(inputs.map((input) => [input, digestOf(path.join(root, input)) ?? ''])),
  };
}

/**
 * @param {string} file
 * @returns {Bundle | undefined}
 */
function readBundle(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function digestOf(file) {
  try {
    return digest(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** @param {string | Buffer} content */
function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}

module.exports = { bundle, cachedBundle };
