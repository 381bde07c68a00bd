#!/usr/bin/env node
'use strict';

// `npm run build:lambdas`: one JavaScript file and one zip per Lambda, with the same bytes on any machine.

const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** What the bytes depend on, in addition to the sources: the pinned packages, including esbuild, and this script. */
const PINS = ['package-lock.json', 'bin/build-lambdas.js'];

/** Noon in the local time zone: a zip holds local time. */
const MADE_AT = new Date(1980, 0, 1, 12);
const UNIX = 3;
const READABLE_FILE = 0o100644;

/** @typedef {{ name: string, text: Uint8Array, inputs: string[] }} Built a Lambda's code, and its sources */

/**
 * Builds `dist/lambdas/<name>/index.js` and `dist/lambdas/<name>.zip` for each `lambdas/<name>/handler.ts`, unless they
 * exist and no input has changed. Several processes can build at the same time.
 *
 * @param {string} [root] the root of the repository
 * @returns {string} absolute path of `dist/lambdas`
 */
function buildLambdas(root = path.dirname(__dirname)) {
  const dist = path.join(root, 'dist', 'lambdas');
  const names = lambdaNames(root);
  const stamp = path.join(dist, 'inputs.json');
  const outputs = names.flatMap((name) => [path.join(dist, name, 'index.js'), path.join(dist, `${name}.zip`)]);
  if (outputs.every((output) => existsSync(output)) && isUnchanged(root, names, readStamp(stamp))) return dist;

  const built = names.map((name) => build(root, name));
  for (const { name, text } of built) {
    write(path.join(dist, name, 'index.js'), text);
    write(path.join(dist, `${name}.zip`), zip(text));
  }
  const inputs = [...new Set([...PINS, ...built.flatMap((one) => one.inputs)])].toSorted();
  const digests = Object.fromEntries(inputs.map((input) => [input, digestOf(path.join(root, input))]));
  // Written last, so that an interrupted build is repeated.
  write(stamp, JSON.stringify({ names, inputs: digests }));
  return dist;
}

/** @param {string} root */
function lambdaNames(root) {
  const folder = path.join(root, 'lambdas');
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'handler.ts')))
    .toSorted();
}

/**
 * @param {string} root
 * @param {string[]} names
 * @param {{ names: string[], inputs: Record<string, string> } | undefined} stamp
 */
function isUnchanged(root, names, stamp) {
  return (
    stamp !== undefined &&
    stamp.names.join() === names.join() &&
    Object.entries(stamp.inputs).every(([input, was]) => digestOf(path.join(root, input)) === was)
  );
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {Built}
 */
function build(root, name) {
  const { buildSync } = require('esbuild');
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [`lambdas/${name}/handler.ts`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    // Tree shaking of the SDK's ES modules reduces the size to a quarter.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    // The code must not depend on where the packages are installed.
    preserveSymlinks: true,
    tsconfigRaw: '{}',
    logLevel: 'error',
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`esbuild made nothing of lambdas/${name}/handler.ts`);
  // The lock file pins packages: hashing their thousand files would take longer than the build.
  const inputs = Object.keys(metafile.inputs).filter((input) => !input.includes('node_modules/'));
  return { name, text: output.contents, inputs };
}

/** @param {Uint8Array} text */
function zip(text) {
  const { zipSync } = require('fflate');
  return zipSync({ 'index.js': [text, { level: 9, mtime: MADE_AT, os: UNIX, attrs: READABLE_FILE << 16 }] });
}

/**
 * Replaces a file atomically: readers see the old or the new content.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function write(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, file);
}

/** @param {string} file */
function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function digestOf(file) {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}

module.exports = { buildLambdas };

if (require.main === module) console.log(buildLambdas());
