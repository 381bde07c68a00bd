import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, 'require-terraform.js');

/** What the script says where the only Terraform is one that tells this version, or none at all. */
function saidWith(version?: string) {
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

const NEEDED = 'The tests of the remote states need Terraform 1.11 or later as terraform on the path';

test('fails with one sentence where there is no Terraform', () => {
  expect(saidWith()).toEqual({ status: 1, stdout: '', stderr: `${NEEDED}, and there is none.\n` });
});

test('fails with one sentence where Terraform has no lock files yet', () => {
  expect(saidWith('1.10.5')).toEqual({ status: 1, stdout: '', stderr: `${NEEDED}, and there is 1.10.5.\n` });
});

test.each(['1.11.0', '1.12.0-rc1', '2.0.0'])('says nothing where there is Terraform %s', (version) => {
  expect(saidWith(version)).toEqual({ status: 0, stdout: '', stderr: '' });
});
