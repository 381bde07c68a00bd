import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PROVIDER } from '../../local-aws/provider';
import { run, type Ended, type Variables } from '../terraform/programs';

/** Settings of Terraform that install the AWS provider of the tests. */
export function providerVariables(): Variables {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'provider-')), 'terraform.rc');
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${PROVIDER.mirror}"\n  }\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}

/** Runs Terraform, which must succeed. Returns what it printed. */
export async function terraform(folder: string, args: readonly string[], variables: Variables): Promise<string> {
  const { code, said }: Ended = await run('terraform', args, folder, variables);
  if (code !== 0) throw new Error(`terraform ${args.join(' ')}:\n${said}`);
  return said;
}
