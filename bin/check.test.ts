import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PASSES = 'exit 0';
const TESTS_PASS = jest({ numPassedTests: 7 });

/** A jest that reports these numbers and ends like this. */
function jest(numbers: Record<string, number>, end = 'exit 0'): string {
  const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 0, ...numbers };
  return `for argument; do case $argument in --outputFile=*) echo '${JSON.stringify(report)}' > "\${argument#*=}";; esac; done; echo 'from jest' >&2; ${end}`;
}

interface Prerequisites {
  readonly pythonTools?: string;
  readonly terraform?: string;
  readonly provider?: string;
  readonly browser?: string;
  readonly CI?: 'true';
}

/** Runs the check with these shell scripts as tools (undefined: not installed) and these scripts as prerequisites. */
function check(
  tools: Readonly<Record<string, string | undefined>>,
  { pythonTools, terraform, provider, browser, CI }: Prerequisites = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-test-'));
  const bin = path.join(folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  mkdirSync(path.join(folder, 'local-aws'));
  mkdirSync(path.join(folder, 'bin'));
  writeFileSync(path.join(folder, 'bin', 'require-browser.js'), browser ?? '');
  writeFileSync(path.join(folder, 'local-aws', 'install.js'), pythonTools ?? '');
  writeFileSync(path.join(folder, 'local-aws', 'require-terraform.js'), terraform ?? '');
  writeFileSync(path.join(folder, 'local-aws', 'install-provider.js'), provider ?? '');
  const all = { oxfmt: PASSES, oxlint: PASSES, tsc: PASSES, knip: PASSES, jest: TESTS_PASS, ...tools };
  for (const [name, script] of Object.entries(all)) {
    if (script === undefined) continue;
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'check.js')], {
    cwd: folder,
    env: { ...process.env, CI },
    encoding: 'utf8',
  });
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').at(-1) };
}

test('counts each gate and each test as one', () => {
  expect(check({})).toMatchObject({ status: 0, last: '16 passed, 0 failed', stderr: 'from jest\n' });
});

test('continues after a gate that fails, and shows its output', () => {
  const { status, stdout, last } = check({
    oxfmt: 'echo badly formatted; exit 1',
    tsc: 'echo wrong type >&2; exit 2',
  });
  expect({ status, last }).toEqual({ status: 1, last: '13 passed, 3 failed' });
  expect(stdout).toMatch(/✗ format .*\nbadly formatted\n[^]*✓ lint[^]*✗ types .*\nwrong type\n[^]*✓ dead code/);
});

test('counts failed tests, and suites that could not run', () => {
  const failing = jest({ numPassedTests: 5, numFailedTests: 2, numRuntimeErrorTestSuites: 1 }, 'exit 1');
  expect(check({ jest: failing })).toMatchObject({ status: 1, last: '14 passed, 3 failed' });
});

test.each([
  ['ends without a report', 'exit 1', '9 passed, 1 failed'],
  ['is killed', 'kill -9 $$', '9 passed, 1 failed'],
  ['runs no test', jest({}), '9 passed, 1 failed'],
  ['fails although every test passes', jest({ numPassedTests: 7 }, 'exit 1'), '16 passed, 1 failed'],
])('fails when jest %s', (_, script, last) => {
  expect(check({ jest: script })).toMatchObject({ status: 1, last });
});

test('fails when a tool is missing', () => {
  expect(check({ knip: undefined })).toMatchObject({ status: 1, last: '15 passed, 1 failed' });
});

const BROKEN = `console.error('pip failed.'); process.exitCode = 1`;

const missing = (what: string) => `console.error('Install ${what}.'); process.exitCode = 2`;

/** A jest that passes 7 tests without these projects, and skips 5 of them when asked about them. */
function excluding(projects: string): string {
  return `case "$*" in
    *'--ignoreProjects ${projects}') ${TESTS_PASS};;
    *'--testNamePattern=(?!) --silent --selectProjects ${projects}') ${jest({ numPendingTests: 5 })};;
    *) exit 1;;
  esac`;
}

test.each([
  ['Python', 'aws terraform provider', { pythonTools: missing('Python') }],
  ['Terraform', 'terraform provider', { terraform: missing('Terraform') }],
  ['Linux', 'provider', { provider: missing('Linux') }],
  ['Chromium', 'browser', { browser: missing('Chromium') }],
  [
    'Python. Install Terraform',
    'aws terraform provider',
    { pythonTools: missing('Python'), terraform: missing('Terraform') },
  ],
])('skips and counts the tests that need a missing tool: %s', (tools, projects, prerequisites) => {
  const { status, stdout, stderr, last } = check({ jest: excluding(projects) }, prerequisites);
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'from jest\n' });
  expect(stdout).toContain(`\n- 5 tests skipped. Install ${tools}.\n`);
  expect(last).toBe(`${16 - Object.keys(prerequisites).length} passed, 0 failed, 5 skipped`);
});

test('says once what several tools need', () => {
  const prerequisites = { pythonTools: missing('Python'), provider: missing('Python') };
  const { stdout } = check({ jest: excluding('aws terraform provider') }, prerequisites);
  expect(stdout).toContain('\n- 5 tests skipped. Install Python.\n');
});

test.each([
  ['Python', 'aws terraform provider', { pythonTools: missing('Python') }],
  ['Terraform', 'terraform provider', { terraform: missing('Terraform') }],
  ['Linux', 'provider', { provider: missing('Linux') }],
])('fails in CI when a tool is missing: %s', (tool, projects, prerequisites) => {
  const { status, stdout, last } = check({ jest: excluding(projects) }, { ...prerequisites, CI: 'true' });
  expect({ status, last }).toEqual({ status: 1, last: '15 passed, 1 failed' });
  expect(stdout).toContain(`Install ${tool}.\n`);
});

test('skips in CI what a missing browser would draw', () => {
  const { status, stdout, last } = check({ jest: excluding('browser') }, { browser: missing('Chromium'), CI: 'true' });
  expect({ status, last }).toEqual({ status: 0, last: '15 passed, 0 failed, 5 skipped' });
  expect(stdout).toContain('\n- 5 tests skipped. Install Chromium.\n');
});

test('fails when a tool is there but does not work', () => {
  const { status, stdout, last } = check({ jest: excluding('aws terraform provider') }, { pythonTools: BROKEN });
  expect({ status, last }).toEqual({ status: 1, last: '15 passed, 1 failed' });
  expect(stdout).toMatch(/✗ Python tools \(node, .*\npip failed\.\n/);
});
