const { existsSync } = require('node:fs');
const path = require('node:path');

/** The frozen environments, in place of the user's (docs/adr/0019-testing.md). */
const FIXTURES = {
  '^#common$': '<rootDir>/environments/schema/no-common.ts',
  '^#environment-list$': '<rootDir>/testing/environments/index.ts',
  '^#environments$': '<rootDir>/testing/environments/load.ts',
  '^#organization$': '<rootDir>/testing/environments/organization.ts',
};

/** The user's own environments, which only the contract tests read. */
const ENVIRONMENTS = {
  '^#common$': existsSync(path.join(__dirname, 'environments', 'common.ts'))
    ? '<rootDir>/environments/common.ts'
    : '<rootDir>/environments/schema/no-common.ts',
  '^#environment-list$': '<rootDir>/environments/index.ts',
  '^#environments$': '<rootDir>/environments/load.ts',
  '^#organization$': existsSync(path.join(__dirname, 'environments', 'organization.ts'))
    ? '<rootDir>/environments/organization.ts'
    : '<rootDir>/environments/schema/no-organization.ts',
};

/** What packages load although nothing here uses it: archives, and messages in sixty languages. */
const PACKAGES = {
  '^archiver$': '<rootDir>/bin/lazy-archiver.js',
  '^\\.\\./locales/index\\.cjs$': 'zod/v4/locales/en.cjs',
};

/** What every project shares. */
const shared = {
  moduleNameMapper: FIXTURES,
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out'],
  runtime: '<rootDir>/testing/jest/runtime.js',
  testEnvironment: '<rootDir>/testing/jest/environment.ts',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};

const CDKTN = '/stacks/cdktn\\.test\\.ts$';
/** Every test that is not of the project `unit` says so in its name. */
const NOT_UNIT = '\\.(contract|slow|aws|terraform|provider|browser)\\.test\\.ts$';

/**
 * The tests whose names end in `.<name>.test.ts`. Sweeps take minutes, and run where the script of package.json sets the variable.
 *
 * @param {string} name
 * @param {string} variable
 */
const kind = (name, variable = 'SWEEPS') => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/**/*.${name}.test.ts`],
  testPathIgnorePatterns: ['/node_modules/', ...(process.env[variable] === 'all' ? [] : ['\\.sweep\\.'])],
});

// Jest gives these options to its workers. Most memory of a test is free soon, so it is collected seldom; by one thread, because
// the workers use every processor. Tests take about a tenth less CPU time.
process.execArgv.push('--max-semi-space-size=64', '--single-threaded-gc');

/** @type {import('jest').Config} */
module.exports = {
  globalSetup: '<rootDir>/jest.global-setup.js',
  globalTeardown: '<rootDir>/jest.global-teardown.js',
  maxWorkers: '100%',
  // Tests start programs, which take their time on a busy machine. What hangs shall end, and nothing else.
  testTimeout: 300_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/cdktf.out/', CDKTN, NOT_UNIT],
    },
    // The only tests that read environments/ (docs/adr/0019-testing.md).
    {
      ...shared,
      displayName: 'contract',
      testMatch: ['<rootDir>/testing/contract/*.contract.test.ts'],
      moduleNameMapper: ENVIRONMENTS,
    },
    // Tools of others that take seconds to start.
    kind('slow'),
    // Commands against a local AWS, and whatever else needs the Python tools (docs/adr/0009-local-aws.md).
    kind('aws'),
    // Remote states by real Terraform, which has to be there (docs/adr/0014-terraform-in-the-tests.md).
    kind('terraform'),
    // The shipped stacks, applied by real Terraform with a real AWS provider (docs/adr/0027-real-provider.md).
    kind('provider', 'PROVIDER'),
    // The report in a real browser (docs/adr/0038-report.md).
    kind('browser', 'BROWSER'),
    // The app on CDK Terrain, which continues CDKTF (docs/adr/0004-cdktn.md).
    {
      ...shared,
      displayName: 'cdktn',
      testMatch: ['<rootDir>/stacks/cdktn.test.ts', '<rootDir>/cli/synth/resolve-plain-values.test.ts'],
      moduleNameMapper: { ...PACKAGES, ...FIXTURES, '^cdktf$': 'cdktn', '^cdktf/lib/(.*)$': 'cdktn/lib/$1' },
    },
  ],
};
