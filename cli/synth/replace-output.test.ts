import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { replaceOutput } from './replace-output';

let output: string;
beforeEach(() => {
  output = path.join(mkdtempSync(path.join(tmpdir(), 'replace-')), 'cdktf.out');
});

function write(folder: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

function fresh(files: Record<string, string>): string {
  mkdirSync(output, { recursive: true });
  return write(mkdtempSync(path.join(output, '.synth-')), files);
}

function read(): Record<string, string> {
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.relative(output, path.join(parentPath, name)))
      .filter((file) => !file.startsWith('.synth-'))
      .toSorted()
      .map((file) => [file, readFileSync(path.join(output, file), 'utf8')]),
  );
}

test('writes into an output folder that was not there', () => {
  replaceOutput(fresh({ 'manifest.json': 'm', 'stacks/dev-iam/cdk.tf.json': 'iam' }), output);
  expect(read()).toEqual({ 'manifest.json': 'm', 'stacks/dev-iam/cdk.tf.json': 'iam' });
});

test('replaces what synth writes, assets too, and leaves what Terraform keeps beside it', () => {
  write(output, {
    'manifest.json': 'old',
    'stacks/dev-iam/cdk.tf.json': 'old',
    'stacks/dev-iam/assets/a.zip': 'old',
    'stacks/dev-iam/.terraform/providers': 'plugin',
    'stacks/dev-iam/.terraform.lock.hcl': 'lock',
  });
  replaceOutput(
    fresh({ 'manifest.json': 'new', 'stacks/dev-iam/cdk.tf.json': 'new', 'stacks/dev-iam/assets/b.zip': 'new' }),
    output,
  );
  expect(read()).toEqual({
    'manifest.json': 'new',
    'stacks/dev-iam/.terraform.lock.hcl': 'lock',
    'stacks/dev-iam/.terraform/providers': 'plugin',
    'stacks/dev-iam/assets/b.zip': 'new',
    'stacks/dev-iam/cdk.tf.json': 'new',
  });
});

test('removes stacks and assets that are gone', () => {
  write(output, {
    'manifest.json': 'old',
    'stacks/dev-iam/cdk.tf.json': 'old',
    'stacks/dev-iam/assets/a.zip': 'old',
    'stacks/old-iam/cdk.tf.json': 'old',
    'stacks/old-iam/.terraform/providers': 'plugin',
  });
  replaceOutput(fresh({ 'manifest.json': 'new', 'stacks/dev-iam/cdk.tf.json': 'new' }), output);
  expect(read()).toEqual({ 'manifest.json': 'new', 'stacks/dev-iam/cdk.tf.json': 'new' });
  expect(existsSync(path.join(output, 'stacks/old-iam'))).toBe(false);
});

test('puts everything back when it cannot finish', () => {
  const before = { 'manifest.json': 'old', 'stacks/dev-iam/cdk.tf.json': 'old', 'stacks/stg-iam/cdk.tf.json': 'old' };
  write(output, before);
  const replacement = fresh({
    'manifest.json': 'new',
    'stacks/dev-iam/cdk.tf.json': 'new',
    'stacks/stg-iam/cdk.tf.json': 'new',
    // A file where the output has a folder that is not empty: the last rename but one fails.
    'stacks/zzz/cdk.tf.json': 'new',
  });
  write(output, { 'stacks/zzz': 'a file in the way' });
  expect(() => replaceOutput(replacement, output)).toThrow();
  expect(read()).toEqual({ ...before, 'stacks/zzz': 'a file in the way' });
});

test('leaves nothing of the former output behind', () => {
  write(output, { 'manifest.json': 'old', 'stacks/dev-iam/cdk.tf.json': 'old' });
  chmodSync(path.join(output, 'manifest.json'), 0o600);
  replaceOutput(fresh({ 'manifest.json': 'new', 'stacks/dev-iam/cdk.tf.json': 'new' }), output);
  expect(readdirSync(output).filter((entry) => entry.endsWith('.previous'))).toEqual([]);
});
