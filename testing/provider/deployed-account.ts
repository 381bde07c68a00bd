import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { standaloneStack } from '../../domain/adopt/standalone';
import type { LocalAws } from '../../local-aws/start';
import { emptyFolder } from '../commands';
import { ROOT, run, type Variables } from '../terraform/programs';
import type { Block } from '../synthesized';
import { terraform } from './provider-terraform';
import { TEST_PROVIDER } from './test-provider';

/** What Terraform and commands that run it need, for the provider of the tests. */
export function providerVariables({ variables }: LocalAws): Variables {
  const older = path.join(ROOT, 'local-aws', 'older-provider');
  return { ...variables, PATH: `${older}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * Applies the stacks of an environment to an account, without its bootstrap, and keeps no state: as an account that others
 * have set up.
 *
 * @param environments the folder of the environments
 */
export async function deployAccount(
  { standIn, ...aws }: LocalAws,
  environments: string,
  { name, accountId }: { readonly name: string; readonly accountId: string },
): Promise<void> {
  const synthesized = emptyFolder();
  const variables = { BACKUP_ENVIRONMENTS_DIR: environments, CDKTF_OUTDIR: synthesized };
  const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, variables);
  if (code !== 0) throw new Error(said);
  const stacks = readdirSync(path.join(synthesized, 'stacks'))
    .filter((id) => id.startsWith(`${name}-`) && !id.endsWith('-state-bootstrap'))
    .map((id) => ({
      name: id.slice(name.length + 1),
      folder: path.join(synthesized, 'stacks', id),
      json: JSON.parse(readFileSync(path.join(synthesized, 'stacks', id, 'cdk.tf.json'), 'utf8')) as Block,
    }));
  for (const stack of stacks) {
    const folder = path.join(emptyFolder(), stack.name);
    mkdirSync(folder);
    cpSync(stack.folder, folder, { recursive: true });
    const json = TEST_PROVIDER.adapt(standaloneStack(stack, stacks, [], accountId), standIn.url);
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
    const own = { ...aws.variables, ...TEST_PROVIDER.variables() };
    await terraform(folder, ['init', '-input=false'], own);
    await terraform(folder, ['apply', '-input=false', '-auto-approve'], own);
  }
}
