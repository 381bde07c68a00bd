import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { PROVIDER } from '#provider';

import { emptyFolder } from '../../testing/commands';
import { fixtures } from '../../testing/fixtures';
import { synthesizeAll } from '../../testing/synthesized';

const URL = 'http://127.0.0.1:4566';
const STACK = synthesizeAll([fixtures.dev], undefined)['dev-backup'];

/** Runs the program where the actual Terraform writes its arguments and variables, and ends with 3. */
function run(args: readonly string[], endpoint: string | undefined, folder = emptyFolder()) {
  const programs = emptyFolder();
  const said = path.join(programs, 'said');
  const script = `#!/bin/sh\necho "$TF_CLI_ARGS_init $HTTPS_PROXY $*" > ${said}\nexit 3\n`;
  writeFileSync(path.join(programs, 'terraform'), script, { mode: 0o755 });
  const stack = path.join(folder, 'cdk.tf.json');
  if (!existsSync(stack)) writeFileSync(stack, JSON.stringify(STACK));
  const { status, stdout, stderr } = spawnSync('terraform', args, {
    cwd: folder,
    env: {
      // It finds itself first, twice.
      PATH: [__dirname, `${__dirname}/../older-provider`, programs, process.env['PATH']].join(':'),
      BACKUP_ENVIRONMENTS_DIR: 'my-environments',
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
    },
    encoding: 'utf8',
  });
  return {
    status,
    output: stdout + stderr,
    called: existsSync(said) ? readFileSync(said, 'utf8').trim() : undefined,
    text: readFileSync(stack, 'utf8'),
    folder,
  };
}

test.each([
  ['no endpoint', undefined],
  ['an endpoint of AWS', 'https://backup.ap-northeast-1.amazonaws.com'],
  ['the endpoint of another machine', 'http://10.0.0.1:4566'],
])('never runs Terraform against AWS itself: %s', (_, endpoint) => {
  const { status, output, called, text } = run(['init'], endpoint);
  expect({ status, called, text }).toEqual({ status: 2, called: undefined, text: JSON.stringify(STACK) });
  expect(output).toBe(
    `The AWS provider 3.39.0 works only with a local AWS, and AWS_ENDPOINT_URL is not the address of one.\n→ run the exports that npm run local-aws -- --empty prints, or remove ${__dirname} from PATH\n`,
  );
});

test('rewrites a stack once, before Terraform initializes it from the mirror, and lets nothing else be called', () => {
  const first = run(['init', '-input=false'], URL);
  expect(first).toMatchObject({ status: 3, output: '' });
  expect(first.called).toBe(`-plugin-dir=${__dirname}/../../.venv/terraform-providers ${URL} init -input=false`);
  const { terraform, provider } = JSON.parse(first.text);
  expect(terraform.required_providers.aws.version).toBe(PROVIDER.version);
  expect(provider.aws[0].endpoints[0].backup).toBe(URL);
  expect(run(['init', '-migrate-state'], URL, first.folder).text).toBe(first.text);
});

test('rewrites the stack in the folder of -chdir', () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'stack'));
  writeFileSync(path.join(folder, 'stack', 'cdk.tf.json'), JSON.stringify(STACK));
  run(['-chdir=stack', 'init'], URL, folder);
  expect(readFileSync(path.join(folder, 'stack', 'cdk.tf.json'), 'utf8')).toContain(PROVIDER.version);
});

test('leaves a stack as it is for other commands', () => {
  expect(run(['plan', '-out=init'], URL)).toMatchObject({ status: 3, text: JSON.stringify(STACK) });
});

test('says what to do when there is no other Terraform', () => {
  const { status, stderr } = spawnSync(path.join(__dirname, 'terraform'), ['version'], {
    env: { PATH: `${__dirname}:${path.dirname(process.execPath)}:/usr/bin:/bin`, AWS_ENDPOINT_URL: URL },
    encoding: 'utf8',
  });
  const isInstalled = ['/usr/bin/terraform', '/bin/terraform', path.join(path.dirname(process.execPath), 'terraform')];
  if (isInstalled.some((file) => existsSync(file))) return;
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'terraform is not in PATH.\n→ install Terraform 1.11 or later\n',
  });
});
