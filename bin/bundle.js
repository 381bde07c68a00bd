'use strict';

const { createHash } = require('node:crypto');
const { readFileSync, statSync } = require('node:fs');
const path = require('node:path');

const { cacheFolder, writeCache } = require('./cache');

/**
 * Not in the bundle: scripts that find the repository from their own location, and packages of which a command that calls
 * AWS loads one or two.
 */
const EXTERNAL = ['#lambdas', '#provider', '#report-page', '#source-position', '@aws-sdk/*', '@smithy/*'];

const PACKAGE_ALIASES = {
  // The build that its package.json names hides its imports from bundlers.
  'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  // cdktf loads it to archive assets, and there are none here to archive (docs/lambdas.md).
  archiver: require.resolve('./lazy-archiver'),
  'string-width': require.resolve('./string-width'),
};

/** @typedef {import('esbuild').BuildOptions['packages']} Packages */

/**
 * The code of a TypeScript entry and of all that it imports, packages included. It comes from the last run if none of
 * the files that it was made from has changed since: esbuild takes longer than a synth.
 *
 * @param {string} root the root of the repository
 * @param {string} entry path of the entry, from the root
 * @param {Record<string, string>} alias the files that `#environments` and the like stand for
 * @param {Packages} [packages] `external` for tests, which share packages in their process and often bundle
 * @returns {string} only ASCII characters
 */
function bundle(root, entry, alias, packages) {
  const name = createHash('sha256')
    .update(JSON.stringify([entry, alias, packages]))
    .digest('hex');
  const file = path.join(cacheFolder(root), `${name}.js`);
  const started = Date.now();
  const cached = readCache(root, file);
  if (cached?.isCurrent) return cached.text;
  const { text, inputs } = cached ?? build(root, entry, alias, packages);
  const { stamp, changedAt } = stampOf(root, inputs);
  // Otherwise the bundle may hold what a file contained before the change.
  if (changedAt < started - CLOCK_TICK) {
    const head = JSON.stringify({ inputs, stamp, digest: digestOf(root, inputs) });
    writeCache(file, `${ascii(head)}\n${text}`);
  }
  return text;
}

/**
 * @param {string} root
 * @param {string} entry
 * @param {Record<string, string>} alias
 * @param {Packages} [packages]
 * @returns {{ text: string, inputs: string[] }} the code, and the files that determine it
 */
function build(root, entry, alias, packages) {
  const { outputFiles, metafile } = esbuilt(root, entry, alias, { packages });
  // Instead of thousands of files of packages, esbuild included: the record that npm keeps of what it installed.
  const sources = Object.keys(metafile.inputs).filter((input) => !input.startsWith('node_modules/'));
  const inputs = [...sources, 'node_modules/.package-lock.json', 'bin/bundle.js', 'bin/lazy-archiver.js'];
  const text = outputFiles.map((output) => output.text).join('');
  return { text: ascii(text), inputs };
}

/**
 * The map from a bundle to its sources, and what each source imports. It takes a build, so only a failure asks for it.
 *
 * @param {string} root
 * @param {string} entry
 * @param {Record<string, string>} alias
 * @param {Packages} [packages]
 */
function mapOf(root, entry, alias, packages) {
  const { outputFiles, metafile } = esbuilt(root, entry, alias, {
    sourcemap: 'external',
    outfile: 'bundle.js',
    packages,
  });
  const map = outputFiles.find((file) => file.path.endsWith('.map'));
  return { map: JSON.parse(map?.text ?? '{}'), inputs: metafile.inputs };
}

/**
 * @param {string} root
 * @param {string} entry
 * @param {Record<string, string>} alias
 * @param {{ sourcemap?: 'external', outfile?: string, packages?: Packages }} options
 */
function esbuilt(root, entry, alias, options) {
  const { buildSync } = require('esbuild');
  const result = buildSync({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    alias: { ...(options.packages === 'external' ? {} : PACKAGE_ALIASES), ...alias },
    // For an environments folder outside the repository.
    nodePaths: [path.join(root, 'node_modules')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    // Node.js prints the line of an error that nothing catches.
    lineLimit: 200,
    external: EXTERNAL,
    // Compiled from memory, the bundle has no loader of its own for import().
    supported: { 'dynamic-import': false },
    // The caller reports errors.
    logLevel: 'silent',
  });
  // A file without any export, and a JSON file with the same key twice, are no errors to esbuild.
  const errors = result.warnings.filter(
    ({ id, location }) =>
      id === 'import-is-undefined' || (id === 'duplicate-object-key' && location?.file.endsWith('.json')),
  );
  if (errors.length > 0) throw Object.assign(new Error('the configuration has errors'), { errors });
  return result;
}

const NOT_ASCII = /[^\0-\u007F]/g;

/**
 * The same code or JSON without other characters: as such it takes half the time to read and compile. esbuild leaves them
 * only in regular expressions.
 *
 * @param {string} text
 */
function ascii(text) {
  return text.replaceAll(NOT_ASCII, (unit) => `\\u${Number(unit.codePointAt(0)).toString(16).padStart(4, '0')}`);
}

/**
 * A cached bundle, whose first line lists what it was made from; undefined if that has changed.
 *
 * @param {string} root
 * @param {string} file
 */
function readCache(root, file) {
  try {
    const content = readFileSync(file, 'latin1');
    const end = content.indexOf('\n');
    const { inputs, stamp, digest } = JSON.parse(content.slice(0, end));
    const isCurrent = stampOf(root, inputs).stamp === stamp;
    // A copy or another checkout has other stamps, but the same content.
    if (!isCurrent && digestOf(root, inputs) !== digest) return undefined;
    return { text: content.slice(end + 1), inputs, isCurrent };
  } catch {
    return undefined;
  }
}

/** File systems record a change some milliseconds too early. */
const CLOCK_TICK = 10;

/**
 * What the file system records of these files. Every change of a file changes it: no program can set `ctime`.
 *
 * @param {string} root
 * @param {string[]} inputs
 */
function stampOf(root, inputs) {
  const stats = inputs.map((input) => statSync(`${root}/${input}`));
  const stamp = stats.map(({ ctimeMs, size, ino }) => `${ctimeMs} ${size} ${ino}`).join();
  return {
    stamp: createHash('sha256').update(stamp).digest('hex'),
    changedAt: Math.max(...stats.map(({ ctimeMs }) => ctimeMs)),
  };
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

module.exports = { bundle, mapOf };
