'use strict';

// Takes the place of archiver in a bundle, and loads it when cdktf calls it.

const { createRequire } = require('node:module');

/** @param {unknown[]} args */
module.exports = (...args) => createRequire(require.resolve('cdktf'))('archiver')(...args);
