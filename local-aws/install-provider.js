'use strict';

// Unpacks the AWS provider of the tests into .venv, as a mirror that Terraform installs it from, unless it is there.

const { createHash } = require('node:crypto');
const { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } = require('node:fs');
const path = require('node:path');

const { FAILED, MISSING, NO_PYTHON, environment, python, run } = require('./python');
const { PROVIDER } = require('./provider');

const requirements = path.join(__dirname, 'provider-requirements.txt');

/** @returns {{ status: number, message: string } | undefined} the problem */
function problem() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { status: MISSING, message: 'Run the tests on the AWS provider on Linux on x86-64.' };
  }
  if (existsSync(PROVIDER.folder)) return undefined;
  if (!existsSync(python)) return { status: MISSING, message: NO_PYTHON };
  // There, so that it can be renamed into place.
  const folder = mkdtempSync(path.join(environment, 'provider-'));
  try {
    return install(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder for files that are no longer needed afterwards */
function install(folder) {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
  const installed = run(python, [...pip, '--target', folder, '--requirement', requirements]);
  if (!installed.succeeded) {
    return { status: FAILED, message: `pip cannot install local-aws/provider-requirements.txt:\n${installed.output}` };
  }
  const zip = path.join(folder, 'cloudrail', 'terraform_plugins', PROVIDER.zip);
  const sha256 = createHash('sha256').update(readFileSync(zip)).digest('hex');
  if (sha256 !== PROVIDER.sha256) {
    return { status: FAILED, message: `${PROVIDER.zip} has the SHA-256 ${sha256}, not ${PROVIDER.sha256}.` };
  }
  const unpacked = path.join(folder, 'unpacked');
  const extracted = run(python, ['-m', 'zipfile', '--extract', zip, unpacked]);
  if (!extracted.succeeded) {
    return { status: FAILED, message: `Python cannot unpack ${PROVIDER.zip}:\n${extracted.output}` };
  }
  chmodSync(path.join(unpacked, PROVIDER.program), 0o755);
  mkdirSync(path.dirname(PROVIDER.folder), { recursive: true });
  // Last, so that an interrupted installation is repeated.
  renameSync(unpacked, PROVIDER.folder);
  return undefined;
}

const found = problem();
if (found !== undefined) {
  console.error(found.message);
  process.exitCode = found.status;
}
