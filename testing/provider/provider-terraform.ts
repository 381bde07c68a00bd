import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PROVIDER } from '../../local-aws/provider';
import { ROOT, run, type Ended, type Variables } from '../terraform/programs';

let settings: string | undefined;

/** Settings of Terraform that install the AWS provider of the tests. */
export function providerVariables(): Variables {
  if (settings === undefined) {
    settings = path.join(mkdtempSync(path.join(tmpdir(), 'provider-')), 'terraform.rc');
    const mirror = path.join(ROOT, path.relative(ROOT, PROVIDER.mirror));
    writeFileSync(settings, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  }
  return { TF_CLI_CONFIG_FILE: settings };
}

/** Runs Terraform, which must succeed. Returns what it printed. */
export async function terraform(folder: string, args: readonly string[], variables: Variables): Promise<string> {
  const { code, said }: Ended = await run('terraform', args, folder, { ...providerVariables(), ...variables });
  if (code !== 0) throw new Error(`terraform ${args[0]} in ${folder}:\n${said}`);
  return said;
}
