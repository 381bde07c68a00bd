import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, 'require-terraform.js');

/** The script's result where the only Terraform reports this version, or where there is none. */
function resultWith(version?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'require-terraform-'));
  if (version !== undefined) {
    const program = path.join(folder, 'terraform');
    writeFileSync(program, `#!/bin/sh\necho '{\n  "terraform_version": "${version}"\n}'\n`);
    chmodSync(program, 0o755);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const NEEDED = 'Install Terraform 1.11 or later, as terraform on the PATH';

test('fails with one sentence where there is no Terraform', () => {
  expect(resultWith()).toEqual({ status: 2, stdout: '', stderr: `${NEEDED}.\n` });
});

test('fails with one sentence where Terraform has no lock files yet', () => {
  expect(resultWith('1.10.5')).toEqual({ status: 2, stdout: '', stderr: `${NEEDED} (it is 1.10.5).\n` });
});

test.each(['1.11.0', '1.12.0-rc1', '2.0.0'])('says nothing where there is Terraform %s', (version) => {
  expect(resultWith(version)).toEqual({ status: 0, stdout: '', stderr: '' });
});
