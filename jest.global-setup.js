'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Gives the run a temporary folder of its own: what tests, and programs they start, leave in it goes with it. */
module.exports = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tests-'));
  Object.assign(process.env, { TMPDIR: folder, TESTS_FOLDER: folder });
};
