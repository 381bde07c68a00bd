'use strict';

// Makes the virtual environment of the tests' Python tools, unless it is there as the requirements say.

const { spawnSync } = require('node:child_process');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const requirements = path.join(__dirname, 'requirements.txt');
const environment = path.join(path.dirname(__dirname), '.venv');
// Written last, so that an installation which was cut off is made again.
const stamp = path.join(environment, 'requirements.txt');

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { succeeded: status === 0, said: `${stdout ?? ''}${stderr ?? ''}` };
}

/** @returns {string | undefined} what stands in the way */
function install() {
  const suits = ['-c', 'import sys, venv; assert sys.version_info >= (3, 11)'];
  const python = ['python3', 'python'].find((name) => run(name, suits).succeeded);
  if (python === undefined) {
    return 'The local AWS needs Python 3.11 or later with its venv module, as python3 on the path.';
  }
  rmSync(environment, { recursive: true, force: true });
  const made = run(python, ['-m', 'venv', environment]);
  if (!made.succeeded) return `${python} cannot make the virtual environment .venv:\n${made.said}`;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  const installed = run(path.join(environment, 'bin', 'python'), pip);
  if (!installed.succeeded) return `pip cannot install local-aws/requirements.txt:\n${installed.said}`;
  writeFileSync(stamp, textOf(requirements) ?? '');
  return undefined;
}

const problem = textOf(stamp) === textOf(requirements) ? undefined : install();
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}
