'use strict';

const { spawnSync } = require('node:child_process');
const path = require('node:path');

/** The virtual environment of the tests' Python tools. */
const environment = path.join(path.dirname(__dirname), '.venv');
const python = path.join(environment, 'bin', 'python');

/** A person must install something. */
const MISSING = 2;
const FAILED = 1;

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { succeeded: status === 0, output: `${stdout ?? ''}${stderr ?? ''}` };
}

const NO_PYTHON = 'Install Python 3.11 or later with its venv module, as python3 on the PATH.';

module.exports = { FAILED, MISSING, NO_PYTHON, environment, python, run };
