import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { standaloneStack } from '../../domain/adopt/standalone';
import type { LocalAws } from '../../local-aws/start';
import { emptyFolder } from '../commands';
import { ROOT, run, type Variables } from '../terraform/programs';
import type { Block } from '../synthesized';
import type { AppliedApp } from './applied-plan';
import { terraform } from './provider-terraform';
import { TEST_PROVIDER } from './test-provider';

/** What Terraform and commands that run it need, for the provider of the tests. */
export function providerVariables({ variables }: LocalAws): Variables {
  const older = path.join(ROOT, 'local-aws', 'older-provider');
  return { ...variables, PATH: `${older}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * The stacks of an environment, without its bootstrap, so that they can be applied without the bucket of the states.
 *
 * @param environments the folder of the environments
 */
export async function standaloneApp(
  { standIn, ...aws }: LocalAws,
  environments: string,
  { name, accountId }: { readonly name: string; readonly accountId: string },
): Promise<AppliedApp> {
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
  const standalone = stacks.map((stack) => {
    const folder = path.join(emptyFolder(), stack.name);
    mkdirSync(folder);
    cpSync(stack.folder, folder, { recursive: true });
    const json = TEST_PROVIDER.adapt(standaloneStack(stack, stacks, [], accountId), standIn.url);
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
    return [stack.name, { folder }] as const;
  });
  return {
    variables: { ...aws.variables, ...TEST_PROVIDER.variables() },
    stacks: new Map(standalone),
  };
}

/** Applies the stacks of an environment to an account and keeps no state: as an account that others have set up. */
export async function deployAccount(...account: Parameters<typeof standaloneApp>): Promise<void> {
  const { stacks, variables } = await standaloneApp(...account);
  for (const { folder } of stacks.values()) {
    await terraform(folder, ['init', '-input=false'], variables);
    await terraform(folder, ['apply', '-input=false', '-auto-approve'], variables);
  }
}
