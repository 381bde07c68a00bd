'use strict';

const { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** Of each entry and environments folder the code, and what V8 has made of it. */
const KEPT = 20;

/** @param {string} root the root of the repository */
function cacheFolder(root) {
  return path.join(root, 'node_modules', '.cache', 'backupctl');
}

/**
 * Writes a file of the cache at once, so that no reader sees half of it, and removes the oldest files.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function writeCache(file, content) {
  const folder = path.dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, content);
    renameSync(fresh, file);
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    const newestFirst = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of newestFirst.slice(KEPT)) rmSync(old, { force: true });
  } catch {
    // A read-only installation works without the cache.
  }
}

module.exports = { cacheFolder, writeCache };
