'use strict';

// Takes the place of string-width in a bundle. For printable ASCII text it needs no regular expression of all emoji, which
// takes longer to compile than a table to draw.

const { createRequire } = require('node:module');

/** @param {string} text */
module.exports = (text) =>
  /^[ -~]*$/.test(text) ? text.length : createRequire(require.resolve('cli-table3'))('string-width')(text);
