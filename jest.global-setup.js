'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const { GO_VARIABLES } = require('./bin/go-variables');

/**
 * Gives the run its own temporary folder, which is removed with everything that tests and their programs leave there.
 * Commands that tests start read the fixtures, as the tests themselves do (jest.config.js).
 */
module.exports = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tests-'));
  Object.assign(process.env, {
    TMPDIR: folder,
    TESTS_FOLDER: folder,
    BACKUP_ENVIRONMENTS_DIR: path.join(__dirname, 'testing', 'environments'),
    ...GO_VARIABLES,
  });
};
