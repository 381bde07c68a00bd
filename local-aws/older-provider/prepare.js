'use strict';

// Rewrites the stack that Terraform is about to initialize for the AWS provider of provider.js, and prints the path of the
// actual Terraform: the next one in PATH. It refuses to work on anything but a local AWS.

const { accessSync, constants, existsSync, readFileSync, realpathSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { PROVIDER } = require('../provider');

const LOCAL = /^http:\/\/(127\.0\.0\.1|localhost):\d+$/;

/**
 * @param {readonly string[]} args of Terraform
 * @param {NodeJS.ProcessEnv} variables
 * @returns {string} the actual Terraform
 */
function prepare(args, { AWS_ENDPOINT_URL: url = '', PATH = '' }) {
  if (!LOCAL.test(url)) {
    throw new Error(
      `The AWS provider ${PROVIDER.version} works only with a local AWS, and AWS_ENDPOINT_URL is not the address of one.\n→ run the exports that npm run local-aws -- --empty prints, or remove ${__dirname} from PATH`,
    );
  }
  const terraform = PATH.split(path.delimiter)
    .map((folder) => path.join(folder, 'terraform'))
    .find((file) => isProgram(file) && realpathSync(path.dirname(file)) !== __dirname);
  if (terraform === undefined) throw new Error('terraform is not in PATH.\n→ install Terraform 1.11 or later');
  if (args.find((arg) => !arg.startsWith('-')) === 'init') rewrite(folderOf(args), url);
  return terraform;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {readonly string[]} args */
function folderOf(args) {
  return args.find((arg) => arg.startsWith('-chdir='))?.slice('-chdir='.length) ?? '.';
}

/**
 * @param {string} folder
 * @param {string} url
 */
function rewrite(folder, url) {
  const file = path.join(folder, 'cdk.tf.json');
  if (!existsSync(file)) return;
  const json = JSON.parse(readFileSync(file, 'utf8'));
  if (json.terraform.required_providers.aws.version === PROVIDER.version) return;
  // Terraform runs in other folders, where a relative path would not fit.
  delete process.env.BACKUP_ENVIRONMENTS_DIR;
  const { forOlderProvider } = require('../../bin/run').run('testing/provider/older-provider.ts');
  writeFileSync(file, JSON.stringify(forOlderProvider(json, url), null, 2));
}

try {
  process.stdout.write(prepare(process.argv.slice(2), process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
