'use strict';

// Says what to install when the tests on real Terraform cannot run (docs/adr/0014-terraform-in-the-tests.md).

const { spawnSync } = require('node:child_process');

/** The first version that keeps its lock beside the state (modules/core/versions.ts). */
const OLDEST = { major: 1, minor: 11 };

/** @returns {string | undefined} the problem */
function problem() {
  const { stdout } = spawnSync('terraform', ['version', '-json'], {
    // Offline, and without the user's settings.
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
    encoding: 'utf8',
  });
  const wanted = `Install Terraform ${OLDEST.major}.${OLDEST.minor} or later, as terraform on the PATH`;
  const version = /"terraform_version": *"([^"]+)"/.exec(stdout ?? '')?.[1];
  if (version === undefined) return `${wanted}.`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined;
  return `${wanted} (it is ${version}).`;
}

const missing = problem();
if (missing !== undefined) {
  console.error(missing);
  process.exitCode = 2;
}
