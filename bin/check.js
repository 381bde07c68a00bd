#!/usr/bin/env node
'use strict';

// `npm test`: every gate, then every test. A failure stops nothing, so that one run shows all problems.

const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { stripVTControlCharacters } = require('node:util');

const GATES = [
  ['format', 'prettier', '--check', '.'],
  ['lint', 'oxlint'],
  ['types', 'tsc', '--noEmit'],
  ['dead code', 'knip'],
];
/** Makes what the tests against a local AWS need besides Node.js (docs/adr/0009-local-aws.md). */
const PYTHON_TOOLS = ['Python tools', process.execPath, path.join('local-aws', 'install.js')];
/** Says what is missing for the tests of the remote states (docs/adr/0014-terraform-in-the-tests.md). */
const TERRAFORM = ['Terraform', process.execPath, path.join('local-aws', 'require-terraform.js')];

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * Prints one line, and what the tool said when it objects.
 *
 * @param {string[]} gate its name, and the command
 * @returns {Count}
 */
function runGate([name = '', tool = '', ...args]) {
  const start = Date.now();
  const { status, stdout, stderr, error } = run(tool, args, 'pipe');
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  if (status === 0) {
    console.log(`✓ ${name} (${path.basename(tool)}, ${seconds} s)`);
    return { passed: 1, failed: 0 };
  }
  // oxlint colours what it writes into a pipe.
  const said = stripVTControlCharacters(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  console.log(`✗ ${name} (${path.basename(tool)}, ${seconds} s)\n${said}`);
  return { passed: 0, failed: 1 };
}

/**
 * @param {string[]} options of jest
 * @returns {Count}
 */
function runTests(options) {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
  const report = path.join(folder, 'jest.json');
  try {
    // Jest tells people on stderr.
    const { status } = run(
      'jest',
      ['--ci', '--json', `--outputFile=${report}`, ...options],
      ['ignore', 'ignore', 'inherit'],
    );
    return countTests(status, existsSync(report) ? readFileSync(report, 'utf8') : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts a suite that could not run as one failure, and so a run that failed for a reason of its own: a crash, or no
 * test at all.
 *
 * @param {number | null} status
 * @param {string | undefined} report
 * @returns {Count}
 */
function countTests(status, report) {
  if (report === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(report);
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

/**
 * @param {string} tool
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
function run(tool, args, stdio) {
  // A tool that is an absolute path stays what it is.
  return spawnSync(path.resolve('node_modules', '.bin', tool), args, {
    stdio,
    // A log that nobody watches carries no colours, even where CI is set.
    env: process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
}

const gates = GATES.map(runGate);
const pythonTools = runGate(PYTHON_TOOLS);
const terraform = runGate(TERRAFORM);
// Without their tools these tests would only repeat, each for itself, what has just been said.
const pointless = [
  ...(pythonTools.failed === 0 ? [] : ['aws']),
  ...(pythonTools.failed + terraform.failed === 0 ? [] : ['terraform']),
];
const tests = runTests(pointless.length === 0 ? [] : ['--ignoreProjects', ...pointless]);
const counts = [...gates, pythonTools, terraform, tests];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
