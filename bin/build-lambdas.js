'use strict';

// A stand-in until the functions are there.
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** @param {string} [root] */
function buildLambdas(root = path.dirname(__dirname)) {
  const folder = path.join(root, 'dist', 'lambdas');
  mkdirSync(folder, { recursive: true });
  for (const name of ['prune-images', 'check-ssm-agents']) writeFileSync(path.join(folder, `${name}.zip`), name);
  return folder;
}

module.exports = { buildLambdas };
