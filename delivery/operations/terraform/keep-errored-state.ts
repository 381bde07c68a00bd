import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';

import { TerraformError } from './terraform-error';
import { errorLines, type Initialized, type Workplace } from './initialize';
import type { TerraformResult } from './program';

/** Terraform writes the state to this file of its folder if it cannot write it to the bucket. */
export const ERRORED_STATE = 'errored.tfstate';

/**
 * Keeps a state that Terraform could not write to the bucket: without it, no one knows what was applied.
 *
 * @throws {TerraformError} with the commands that write it to the bucket
 * @see https://developer.hashicorp.com/terraform/cli/state/recover
 */
export function keepErroredState(
  { logs, folderOf }: Workplace,
  { name, folder }: Initialized,
  { output }: TerraformResult,
): void {
  const errored = path.join(folder, ERRORED_STATE);
  if (!existsSync(errored)) return;
  // A previous one may not be in the bucket yet.
  const kept = path.resolve(logs, `${name}-${process.pid}.${ERRORED_STATE}`);
  copyFileSync(errored, kept);
  chmodSync(kept, 0o600);
  throw new TerraformError(
    [
      `terraform apply of ${name} failed:\n${errorLines(output)}\n`,
      `The state of ${name} is not in its bucket: Terraform could not write it. It is only in ${kept}, and contains secrets in plain text.`,
      '→ write it to the bucket before anyone plans again, and delete the file:',
      `    terraform -chdir=${folderOf(name)} init -input=false`,
      `    terraform -chdir=${folderOf(name)} state push ${kept}`,
    ].join('\n'),
  );
}
