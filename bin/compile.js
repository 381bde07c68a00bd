'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const { writeCache } = require('./cache');

const DIGEST_BYTES = 32;

/**
 * A CommonJS module's text as a function of `require`, `module` and `exports`. V8's code cache saves most of the
 * compilation. V8 crashes on a damaged cache, so each cache file begins with the digest of the rest.
 *
 * @param {string} text only ASCII characters
 * @param {{ filename: string, folder: string, keep: boolean }} options `keep`: cache what this process has compiled
 * @returns {(require: NodeJS.Require, module: object, exports: object) => void}
 */
function compile(text, { filename, folder, keep }) {
  const source = `(function (require, module, exports) {${text}\n})`;
  const file = path.join(folder, `${digestOf(source).toString('hex')}-${v8.cachedDataVersionTag()}.v8`);
  const cachedData = readIntact(file);
  const script = new vm.Script(source, { filename, cachedData });
  if (keep && (cachedData === undefined || script.cachedDataRejected === true)) {
    // At the end V8 has compiled every function that was called.
    process.once('exit', () => {
      const compiled = script.createCachedData();
      writeCache(file, Buffer.concat([digestOf(compiled), compiled]));
    });
  }
  return script.runInThisContext();
}

/** @param {string} file */
function readIntact(file) {
  try {
    const content = readFileSync(file);
    const compiled = content.subarray(DIGEST_BYTES);
    return digestOf(compiled).equals(content.subarray(0, DIGEST_BYTES)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string | Uint8Array} content */
function digestOf(content) {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  return createHash('sha256').update(bytes).digest();
}

module.exports = { compile };
