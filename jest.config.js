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
const CONTRACT = '\\.contract\\.test\\.ts$';
const SLOW = '\\.slow\\.test\\.ts$';
const AWS = '\\.aws\\.test\\.ts$';
const TERRAFORM = '\\.terraform\\.test\\.ts$';
const PROVIDER = '\\.provider\\.test\\.ts$';
const BROWSER = '\\.browser\\.test\\.ts$';
/** Takes a minute: `npm run test:browser` sets the variable. */
const BROWSER_SWEEP = process.env['BROWSER'] === 'all' ? [] : ['\\.sweep\\.browser\\.test\\.ts$'];
/** Take minutes: `npm run test:provider` sets the variable. */
const PROVIDER_SWEEPS = process.env['PROVIDER'] === 'all' ? [] : ['\\.sweep\\.provider\\.test\\.ts$'];
/** Repeat with Terraform and whole walkthroughs what other tests prove: `npm run test:sweeps` sets the variable. */
const SWEEPS = process.env['SWEEPS'] === 'all' ? [] : ['\\.sweep\\.(aws|slow|terraform)\\.test\\.ts$'];

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
      testPathIgnorePatterns: [
        '/node_modules/',
        '/cdktf.out/',
        CDKTN,
        CONTRACT,
        SLOW,
        AWS,
        TERRAFORM,
        PROVIDER,
        BROWSER,
      ],
    },
    // The only tests that read environments/ (docs/adr/0019-testing.md).
    {
      ...shared,
      displayName: 'contract',
      testMatch: ['<rootDir>/testing/contract/*.contract.test.ts'],
      moduleNameMapper: ENVIRONMENTS,
    },
    // Tools of others that take seconds to start.
    {
      ...shared,
      displayName: 'slow',
      testMatch: ['<rootDir>/**/*.slow.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...SWEEPS],
    },
    // Commands against a local AWS, and whatever else needs the Python tools (docs/adr/0009-local-aws.md).
    {
      ...shared,
      displayName: 'aws',
      testMatch: ['<rootDir>/**/*.aws.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...SWEEPS],
    },
    // Remote states by real Terraform, which has to be there (docs/adr/0014-terraform-in-the-tests.md).
    {
      ...shared,
      displayName: 'terraform',
      testMatch: ['<rootDir>/**/*.terraform.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...SWEEPS],
    },
    // The shipped stacks, applied by real Terraform with a real AWS provider (docs/adr/0027-real-provider.md).
    {
      ...shared,
      displayName: 'provider',
      testMatch: ['<rootDir>/**/*.provider.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...PROVIDER_SWEEPS],
    },
    // The report in a real browser (docs/adr/0038-report.md).
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/**/*.browser.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...BROWSER_SWEEP],
    },
    // The app on CDK Terrain, which continues CDKTF (docs/adr/0004-cdktn.md).
    {
      ...shared,
      displayName: 'cdktn',
      testMatch: ['<rootDir>/stacks/cdktn.test.ts', '<rootDir>/cli/synth/resolve-plain-values.test.ts'],
      moduleNameMapper: { ...PACKAGES, ...FIXTURES, '^cdktf$': 'cdktn', '^cdktf/lib/(.*)$': 'cdktn/lib/$1' },
    },
  ],
};
