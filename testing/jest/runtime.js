'use strict';

const { isBuiltin } = require('node:module');
const path = require('node:path');
const { compileFunction } = require('node:vm');

/**
 * The part of jest's class that this file needs.
 *
 * @typedef {{
 *   executor: { injectedModuleParameters: string[], compile: (code: string, filename: string) => Function },
 *   cjsLoader: { resolution: { resolveCjs: (from: string, name: string) => string } },
 *   requireModule(from: string, name?: string, ...rest: unknown[]): unknown,
 * }} Loader
 */

/** @type {any} */
const jestRuntime = require('jest-runtime');
/** @type {new (config: { moduleNameMapper: [string, string][] }, ...rest: unknown[]) => Loader} */
const Runtime = jestRuntime.default;

const PACKAGES = `${path.sep}node_modules${path.sep}`;

/**
 * What this worker has compiled, by file. A module that is run again starts afresh, but V8 has compiled it already.
 *
 * @type {Map<string, { code: string, compiled: Function }>}
 */
const compiledFiles = new Map();

/**
 * Loads a package once for all test files of a worker, and the modules of this repository for each of them
 * (docs/adr/0019-testing.md). The environment beside it runs the tests in the context of the worker.
 */
module.exports = class extends Runtime {
  /**
   * @param {{ moduleNameMapper: [string, string][] }} config of the project
   * @param {unknown[]} rest
   */
  constructor(config, ...rest) {
    super(config, ...rest);
    // Jest would require a context of the test file's own.
    const { injectedModuleParameters } = this.executor;
    this.executor.compile = (code, filename) => {
      const known = compiledFiles.get(filename);
      if (known?.code === code) return known.compiled;
      const compiled = compileFunction(code, injectedModuleParameters, { filename });
      compiledFiles.set(filename, { code, compiled });
      return compiled;
    };
    /** A package that jest replaces by another one is imported by packages, which Node.js would give the original. */
    this.sharesPackages = config.moduleNameMapper.every(([, target]) => path.isAbsolute(target));
  }

  /**
   * @override
   * @param {string} from
   * @param {string} [name]
   * @param {unknown[]} rest
   */
  requireModule(from, name, ...rest) {
    if (this.sharesPackages && name !== undefined && !isBuiltin(name)) {
      const file = this.cjsLoader.resolution.resolveCjs(from, name);
      if (file.includes(PACKAGES)) return require(file);
    }
    return super.requireModule(from, name, ...rest);
  }
};
