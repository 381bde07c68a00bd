import { errorLines, assertSuccess, type Workplace } from './initialize';
import { NothingChangedError, TerraformError, TerraformStoppedError } from './terraform-error';

const PLAIN = `dev-iam: Creating...

Error: local-exec provisioner error

  with terraform_data.selection,

Output: it went wrong
`;

const place = (stopped = false) =>
  ({ terraform: { stopped }, folderOf: (stack: string) => `cdktf.out/stacks/${stack}` }) as unknown as Workplace;
const stack = { name: 'dev-iam', folder: '/work/dev-iam', log: 'logs/dev-iam.log' };
const failing =
  (output: string, stopped = false) =>
  (): void =>
    assertSuccess(place(stopped), stack, 'apply', { code: 1, output });

test.each([PLAIN, PLAIN.replaceAll(/^(?=.)/gm, '│ ').replace('Error', 'Error')])(
  'E reports errors of Terraform without frames and empty lines',
  (output) => {
    expect(errorLines(output)).toBe(
      '  Error: local-exec provisioner error\n    with terraform_data.selection,\n  Output: it went wrong',
    );
  },
);

test('E reports a program that ends without an error by its last lines, and one that never ends by its first', () => {
  expect(errorLines('1\n2\n3\n4\n5\n6\n')).toBe('  2\n  3\n  4\n  5\n  6');
  expect(errorLines(`Error: x\n${'y\n'.repeat(100)}`).split('\n')).toHaveLength(40);
});

test('E1 reports a bucket that does not exist yet, and how to create it', () => {
  const output = 'Error: Failed to get existing workspaces: S3 bucket "states" does not\nexist.';
  expect(failing(output)).toThrow(
    /^There is no bucket states\.\n→ create the bucket of an environment with npx backupctl bootstrap --environment NAME/,
  );
  expect(failing(output)).toThrow(TerraformError);
});

test('E a failure names its log, a stale plan and a lock say that nothing has changed', () => {
  expect(failing(PLAIN)).toThrow('terraform apply of dev-iam failed:\n  Error: local-exec');
  expect(failing(PLAIN)).toThrow('→ fix the error; full output: logs/dev-iam.log');
  expect(failing(PLAIN)).toThrow(TerraformError);
  expect(failing(PLAIN)).not.toThrow(NothingChangedError);
  expect(failing('\nError: Saved plan is stale\n')).toThrow(NothingChangedError);
  expect(failing('Error: Saved plan is stale')).toThrow('The plan of dev-iam is stale');
  expect(failing('Error acquiring the state lock\n  ID:  1\n  Who: a@b\n')).toThrow(NothingChangedError);
  expect(failing(PLAIN, true)).toThrow(TerraformStoppedError);
});
