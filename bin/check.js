#!/usr/bin/env node
'use strict';

// `npm test`: all gates and all tests, side by side. A failure stops nothing, so that one run shows all problems.

const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { text } = require('node:stream/consumers');
const { stripVTControlCharacters } = require('node:util');

const { GO_VARIABLES } = require('./go-variables');

/** Where tsc notes what it has checked: it then checks only what has changed since, and what depends on that. */
const CHECKED_TYPES = path.join('node_modules', '.cache', 'types.tsbuildinfo');

const GATES = [
  ['format', 'oxfmt', '--check', '.'],
  // One thread, because the tests use every processor: with more, tsc checks some files twice.
  ['lint', 'oxlint', '--threads=1'],
  ['types', 'tsc', '--noEmit', '--singleThreaded', '--incremental', '--tsBuildInfoFile', CHECKED_TYPES],
  // The only code that runs in a browser.
  ['types of the report', 'tsc', '--noEmit', '--singleThreaded', '--project', 'cli/report/browser'],
  ['dead code', 'knip', '--cache'],
];

/**
 * What some jest projects need in addition to Node.js. Each script exits with `MISSING` when a person must install something,
 * and says what (docs/adr/0009-local-aws.md, docs/adr/0014-terraform-in-the-tests.md,
 * docs/adr/0027-real-provider.md).
 */
const TOOLS = [
  {
    gate: ['Python tools', process.execPath, path.join('local-aws', 'install.js')],
    projects: ['aws', 'terraform', 'provider'],
  },
  {
    gate: ['Terraform', process.execPath, path.join('local-aws', 'require-terraform.js')],
    projects: ['terraform', 'provider'],
  },
  // After the Python tools, into whose folder it is installed.
  { gate: ['AWS provider', process.execPath, path.join('local-aws', 'install-provider.js')], projects: ['provider'] },
  // Optional, because CI may not be able to install it (docs/adr/0038-report.md).
  {
    gate: ['browser', process.execPath, path.join('bin', 'require-browser.js')],
    projects: ['browser'],
    isOptional: true,
  },
];
const MISSING = 2;

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

async function main() {
  const counts = (await Promise.all([runGates(), runTests()])).flat();
  /** @param {keyof Count} key */
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  console.log(
    `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`,
  );
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

/** One gate after the other: the tests already use every processor. */
async function runGates() {
  const counts = [];
  for (const gate of GATES) counts.push(report(gate, await run(gate)));
  return counts;
}

/** Runs the tests whose tools are here. Skips the others. In CI, a missing tool that is not optional is a failure. */
async function runTests() {
  const results = [];
  for (const tool of TOOLS) results.push({ ...tool, ...(await run(tool.gate)) });
  const missing = results.filter(
    ({ status, isOptional }) => status === MISSING && (isOptional === true || process.env.CI !== 'true'),
  );
  const counts = results.filter((result) => !missing.includes(result)).map((result) => report(result.gate, result));

  const excluded = projectsOf(results.filter(({ status }) => status !== 0));
  counts.push(await runJest(excluded.length === 0 ? [] : ['--ignoreProjects', ...excluded]));
  if (missing.length > 0) {
    // No name matches this pattern: jest counts every test as skipped.
    const count = await runJest(['--testNamePattern=(?!)', '--silent', '--selectProjects', ...projectsOf(missing)]);
    const messages = new Set(missing.map(({ output }) => output.trim()));
    console.log(`- ${count.skipped} tests skipped. ${[...messages].join(' ')}`);
    counts.push(count);
  }
  return counts;
}

/** @param {{ projects: string[] }[]} tools */
function projectsOf(tools) {
  return [...new Set(tools.flatMap(({ projects }) => projects))];
}

/**
 * Prints one line, and the output of a gate that failed.
 *
 * @param {string[]} gate
 * @param {{ status: number | null, output: string, seconds: string }} result
 * @returns {Count}
 */
function report([name, tool = ''], { status, output, seconds }) {
  const line = `${name} (${path.basename(tool)}, ${seconds} s)`;
  console.log(status === 0 ? `✓ ${line}` : `✗ ${line}\n${output}`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/**
 * @param {string[]} options
 * @returns {Promise<Count>}
 */
async function runJest(options) {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
  const file = path.join(folder, 'jest.json');
  try {
    // Jest reports to people on stderr.
    const stderr = options.includes('--silent') ? 'pipe' : 'inherit';
    const { status } = await run(['tests', 'jest', '--ci', '--json', `--outputFile=${file}`, ...options], stderr);
    return countTests(status, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Jest crashed before it wrote a report.
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts a suite that could not run as one failure, and so a run that fails for another reason: a crash, or no test.
 *
 * @param {number | null} status
 * @param {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numRuntimeErrorTestSuites', number>} results
 * @returns {Count}
 */
function countTests(status, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (status !== 0 || numPassedTests + numPendingTests === 0);
  return { passed: numPassedTests, failed: unexplained ? 1 : failed, skipped: numPendingTests };
}

/**
 * @param {string[]} gate its name, and the command
 * @param {'pipe' | 'inherit'} [stderr]
 */
async function run([, tool = '', ...args], stderr = 'pipe') {
  const start = Date.now();
  // An absolute path stays as it is.
  const child = spawn(path.resolve('node_modules', '.bin', tool), args, {
    stdio: ['ignore', 'pipe', stderr],
    // No colors in a log, even where CI is set.
    env: { ...GO_VARIABLES, ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) },
  });
  const ended = new Promise((resolve) => {
    child.once('close', resolve).once('error', resolve);
  });
  const [status, ...outputs] = await Promise.all([ended, textOf(child.stdout), textOf(child.stderr)]);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  if (status instanceof Error) return { status: null, output: status.message, seconds };
  // oxlint colors what it writes into a pipe.
  return { status, output: stripVTControlCharacters(outputs.join('')), seconds };
}

/** @param {import('node:stream').Readable | null} stream */
function textOf(stream) {
  return stream === null ? '' : text(stream);
}

void main();
