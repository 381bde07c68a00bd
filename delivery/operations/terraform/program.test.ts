import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Terraform } from './program';

let folder: string;
let log: string;

/** A Terraform that is this script. */
function terraform(script: string, stop = new AbortController().signal): Terraform {
  const file = path.join(folder, 'terraform');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const variables = { PATH: `${folder}:${process.env['PATH']}` };
  return new Terraform({ variables, stop });
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'program-'));
  log = path.join(folder, 'dev-iam.log');
});

test('E appends the output of Terraform to a log that only its user can read', async () => {
  const one = terraform('echo "$@"; echo complaint >&2; exit 1');
  expect(await one.run(folder, ['init'], log)).toEqual({ code: 1, output: 'init -no-color\ncomplaint\n' });
  expect(await one.run(folder, ['plan'], log)).toEqual({ code: 1, output: 'plan -no-color\ncomplaint\n' });
  expect(readFileSync(log, 'utf8')).toBe('init -no-color\ncomplaint\nplan -no-color\ncomplaint\n');
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

test('E keeps the output of Terraform when another run has restarted the log', async () => {
  const { output } = await terraform(`rm ${log}; echo of another run > ${log}; echo own`).run(folder, ['apply'], log);
  expect([output, readFileSync(log, 'utf8')]).toEqual(['own\n', 'of another run\n']);
});

test('E a Terraform that a signal ended while its output is read was cancelled, and has not failed', async () => {
  const stop = new AbortController();
  const started = terraform('exec sleep 60', stop.signal).output(folder, ['state', 'pull'], log);
  stop.abort();
  await expect(started).rejects.toThrow('Stopped.');
  await expect(terraform('exit 1').output(folder, ['state', 'pull'], log)).rejects.toThrow('terraform state failed.');
});

test('E nothing of the caller makes Terraform do something else, or tell more', async () => {
  const named = ['TF_CLI_ARGS_apply', 'TF_WORKSPACE', 'TF_DATA_DIR', 'TF_LOG', 'TF_LOG_PATH', 'TF_VAR_x', 'TF_INPUT'];
  for (const name of named) process.env[name] = 'set';
  try {
    const { output } = await terraform('env | grep ^TF_ | sort').run(folder, ['plan'], log);
    expect(output).toContain('TF_INPUT=0\nTF_IN_AUTOMATION=1\n');
    expect(output).not.toContain('=set');
  } finally {
    for (const name of named) delete process.env[name];
  }
});
