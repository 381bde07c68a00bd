'use strict';

// Creates the virtual environment of the tests' Python tools, unless it already meets the requirements.

const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { FAILED, MISSING, NO_PYTHON, environment, python: installedPython, run } = require('./python');

const requirements = path.join(__dirname, 'requirements.txt');
// Written last, so that an interrupted installation is repeated.
const stamp = path.join(environment, 'requirements.txt');

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @returns {{ status: number, message: string } | undefined} the problem */
function install() {
  const suits = ['-c', 'import sys, venv; assert sys.version_info >= (3, 11)'];
  const python = ['python3', 'python'].find((name) => run(name, suits).succeeded);
  if (python === undefined) return { status: MISSING, message: NO_PYTHON };
  rmSync(environment, { recursive: true, force: true });
  const made = run(python, ['-m', 'venv', environment]);
  if (!made.succeeded) {
    return { status: FAILED, message: `${python} cannot create the virtual environment .venv:\n${made.output}` };
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  const installed = run(installedPython, pip);
  if (!installed.succeeded) {
    return { status: FAILED, message: `pip cannot install local-aws/requirements.txt:\n${installed.output}` };
  }
  writeFileSync(stamp, textOf(requirements) ?? '');
  return undefined;
}

const problem = textOf(stamp) === textOf(requirements) ? undefined : install();
if (problem !== undefined) {
  console.error(problem.message);
  process.exitCode = problem.status;
}
