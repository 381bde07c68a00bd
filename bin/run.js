'use strict';

const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const util = require('node:util');

const { bundle } = require('./bundle');
const { cacheFolder } = require('./cache');
const { compile } = require('./compile');
const { runs } = require('./source-position');

const root = path.dirname(__dirname);

// cdktf calls the deprecated util.isArray, and Node.js 24 prints a warning about it (DEP0044).
Object.assign(util, { isArray: Array.isArray });

/**
 * Bundles a TypeScript entry of this repository in memory and runs it, which is faster than a transpiler on demand
 * (docs/adr/0001-direct-synth.md). `BACKUP_ENVIRONMENTS_DIR` replaces `environments/`.
 *
 * @param {string} entry path of the entry, from the root of the repository
 * @param {import('./bundle').Packages} [packages] `external`: requires packages instead of bundling them
 * @returns {any} what the entry exports
 */
function run(entry, packages) {
  const environments = path.resolve(process.env.BACKUP_ENVIRONMENTS_DIR ?? path.join(root, 'environments'));
  if (!existsSync(path.join(environments, 'load.ts'))) {
    console.error(
      `${environments} is not a folder of environments: it has no load.ts\n→ set BACKUP_ENVIRONMENTS_DIR to a changed copy of environments/, in the same folder as environments/, or unset it`,
    );
    process.exit(2);
  }
  const text = code(entry, environments, packages);
  // What synth compiles is what the other commands need most of.
  const keep = process.argv[2] === 'synth' && packages !== 'external';
  if (text !== latest.text) latest = { text, exports: evaluate(text, path.join(root, entry), keep) };
  return latest.exports;
}

/** Tests run many commands in one process. */
let latest = { text: '', exports: {} };

/**
 * @param {string} text
 * @param {string} filename
 * @param {boolean} [keep] whether to cache what this process has compiled
 */
function evaluate(text, filename, keep = false) {
  const module = { exports: {} };
  const load = compile(text, { filename, folder: cacheFolder(root), keep });
  load(createRequire(filename), module, module.exports);
  return module.exports;
}

/**
 * @param {string} entry
 * @param {string} environments the folder that replaces `environments/`
 * @param {import('./bundle').Packages} [packages]
 */
function code(entry, environments, packages) {
  // What writes the first configuration needs none, and reads none that cannot be read.
  if (process.argv[2] === 'init') return bundle(root, entry, NO_CONFIGURATION, packages);
  const organization = path.join(environments, 'organization.ts');
  const common = path.join(environments, 'common.ts');
  const alias = {
    '#common': existsSync(common) ? common : NO_COMMON,
    '#environment-list': path.join(environments, 'index.ts'),
    '#environments': path.join(environments, 'load.ts'),
    '#organization': existsSync(organization) ? organization : NO_ORGANIZATION,
  };
  runs(entry, alias, packages);
  try {
    return bundle(root, entry, alias, packages);
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    // What writes a file that organization.ts imports cannot require that file.
    const isWritten = process.argv[2] === 'organization' && alias['#organization'] !== NO_ORGANIZATION;
    if (isWritten && error.errors.every(isAboutPulled))
      return bundle(root, entry, { ...alias, '#organization': NO_ORGANIZATION }, packages);
    refuse(error.errors, environments);
  }
}

const NO_COMMON = path.join(root, 'environments', 'schema', 'no-common.ts');
const NO_ORGANIZATION = path.join(root, 'environments', 'schema', 'no-organization.ts');
const NO_ENVIRONMENTS = path.join(root, 'environments', 'schema', 'no-environments.ts');
const NO_CONFIGURATION = {
  '#common': NO_COMMON,
  '#environment-list': NO_ENVIRONMENTS,
  '#environments': NO_ENVIRONMENTS,
  '#organization': NO_ORGANIZATION,
};

/**
 * Whether a file that `organization pull` writes is missing, or no valid JSON.
 *
 * @param {import('esbuild').Message} error
 */
function isAboutPulled({ text, location }) {
  const pulled = ['organization-tree.json', 'organization-policies.json'];
  return pulled.some((name) => text.startsWith(`Could not resolve "./${name}"`) || location?.file.endsWith(name));
}

/**
 * Reports files that cannot be read, as the commands report refused input. They are not bundled: what reports them is.
 *
 * @param {import('esbuild').Message[]} errors
 * @param {string} environments the folder of the user
 * @returns {never}
 */
function refuse(errors, environments) {
  const reporter = 'environments/build-refusal.ts';
  /** @type {Record<string, any>} */
  const { buildRefusal } = evaluate(bundle(root, reporter, {}), path.join(root, reporter));
  /** @param {string} file */
  const isOwn = (file) => {
    const absolute = path.resolve(root, file);
    return path.dirname(absolute) === environments && path.basename(absolute) !== 'load.ts';
  };
  const { message, refused } = buildRefusal(errors, shown, isOwn);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ refused }, null, 2));
  console.error(message);
  process.exit(1);
}

/**
 * The path of a file of the repository from its root, and the absolute path of any other one.
 *
 * @param {string} file
 */
function shown(file) {
  const absolute = path.resolve(root, file);
  const relative = path.relative(root, absolute);
  return relative.startsWith('..') ? absolute : relative;
}

module.exports = { run };
