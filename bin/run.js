'use strict';

const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const util = require('node:util');
const vm = require('node:vm');

const { bundle, cachedBundle } = require('./bundle');

const root = path.dirname(__dirname);

// cdktf calls the deprecated util.isArray, and Node.js 24 prints a warning about it (DEP0044).
Object.assign(util, { isArray: Array.isArray });

/**
 * Bundles a TypeScript entry of this repository in memory and runs it: a third of the time that a transpiler on
 * demand takes (docs/adr/0001-direct-synth.md). `BACKUP_ENVIRONMENTS_DIR` puts another folder in the place of
 * `environments/`.
 *
 * @param {string} entry path of the entry, from the root of the repository
 * @returns {any} what the entry exports
 */
function run(entry) {
  const environments = path.resolve(process.env.BACKUP_ENVIRONMENTS_DIR ?? path.join(root, 'environments'));
  if (!existsSync(path.join(environments, 'load.ts'))) {
    console.error(
      `${environments} is no environments folder: it has no load.ts\n→ set BACKUP_ENVIRONMENTS_DIR to a changed copy of environments/ that lies beside it, or unset it`,
    );
    process.exit(2);
  }
  const filename = path.join(root, entry);
  const module = { exports: {} };
  vm.compileFunction(code(entry, environments), ['require', 'module', 'exports'], { filename })(
    createRequire(filename),
    module,
    module.exports,
  );
  return module.exports;
}

/**
 * @param {string} entry
 * @param {string} environments the folder that takes the place of `environments/`
 */
function code(entry, environments) {
  const organization = path.join(environments, 'organization.ts');
  const alias = {
    '#environments': path.join(environments, 'load.ts'),
    '#organization': existsSync(organization)
      ? organization
      : path.join(root, 'environments', 'schema', 'no-organization.ts'),
  };
  try {
    // Environments outside the repository are used once or twice: caching them would only fill the disk.
    const inside = !path.relative(root, environments).startsWith('..');
    return (inside ? cachedBundle : bundle)(root, entry, alias);
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error)) throw error;
    // esbuild has told where and why.
    process.exit(1);
  }
}

module.exports = { run };
