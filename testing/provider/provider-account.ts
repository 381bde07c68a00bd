import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { startMoto } from '../../local-aws/moto';
import { withStandIn, type LocalAws } from '../../local-aws/start';
import { emptyFolder } from '../commands';
import { ROOT, run, type Variables } from '../terraform/programs';
import { rewriteApp, type RewrittenStack } from '../terraform/shadow-app';
import { terraform } from './provider-terraform';
import { TEST_PROVIDER } from './test-provider';

/** An account on the local AWS in which nothing is deployed yet. */
export async function startAccount(accountId: string): Promise<LocalAws> {
  return withStandIn(await startMoto(accountId, { managedPolicies: true }));
}

/** The shipped app for the AWS provider of the tests, and what Terraform needs to apply it. */
export interface ProviderApp {
  /** Of Terraform, and of commands that run it. */
  readonly variables: Variables;
  /** The output of synth, for `--from`. */
  readonly folder: string;
  readonly stacks: ReadonlyMap<string, RewrittenStack>;
}

/**
 * Synthesizes the app, to be applied on the local AWS.
 *
 * @param variables in place of those of the local AWS, and for synth
 */
export async function synthesizeForProvider(
  { standIn, ...aws }: LocalAws,
  variables: Variables = {},
): Promise<ProviderApp> {
  const folder = emptyFolder();
  const synth = { ...variables, CDKTF_OUTDIR: folder };
  const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, synth);
  if (code !== 0) throw new Error(said);
  const stacks = rewriteApp(folder, (_, json) => TEST_PROVIDER.adapt(json, standIn.url));
  return {
    variables: { ...aws.variables, ...TEST_PROVIDER.variables(), ...variables },
    folder,
    stacks: new Map(stacks.map((stack) => [stack.name, stack])),
  };
}

/** Initializes and applies a stack. */
export async function applyStack({ stacks, variables }: ProviderApp, name: string): Promise<void> {
  const { folder } = stacks.get(name) as RewrittenStack;
  await terraform(folder, ['init', '-input=false'], variables);
  await terraform(folder, ['apply', '-input=false', '-auto-approve'], variables);
}

/** Applies the stack with the bucket of the states before there is a bucket, and moves its state into the bucket. */
export async function applyBootstrap(app: ProviderApp, name: string): Promise<void> {
  const { folder, json } = app.stacks.get(name) as RewrittenStack;
  const file = path.join(folder, 'cdk.tf.json');
  const { backend: _, ...terraformWithoutBackend } = json['terraform'];
  writeFileSync(file, JSON.stringify({ ...json, terraform: terraformWithoutBackend }));
  await applyStack(app, name);
  writeFileSync(file, JSON.stringify(json));
  await terraform(folder, ['init', '-input=false', '-force-copy'], app.variables);
}

/** Plans an applied stack again. Fails, with the plan, unless the plan is empty. */
export function planAgain({ stacks, variables }: ProviderApp, name: string): Promise<string> {
  const { folder } = stacks.get(name) as RewrittenStack;
  return terraform(folder, ['plan', '-input=false', '-detailed-exitcode'], variables);
}
