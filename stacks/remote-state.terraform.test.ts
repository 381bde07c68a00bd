import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadConfiguration } from '../environments/load';
import { ROOT, run } from '../local-aws/terraform/programs';
import { inOrder, shadowApp, type ShadowStack } from '../local-aws/terraform/shadow-app';
import { startStateStore, type State, type StateStore } from '../local-aws/terraform/state-store';

let store: StateStore;
let stacks: ShadowStack[];
let states: Map<string, State>;
let environments: readonly string[];

const terraform = ({ folder }: ShadowStack, ...args: string[]) => run('terraform', args, folder, store.variables);
const named = (name: string): ShadowStack => stacks.find((stack) => stack.name === name) as ShadowStack;

async function initialized(stack: ShadowStack): Promise<void> {
  const { code, said } = await terraform(stack, 'init', '-input=false');
  if (code !== 0) throw new Error(`terraform init of ${stack.name}:\n${said}`);
}

/** Plans a stack, applies that plan, and gives the state that is then in the bucket. */
async function applied(stack: ShadowStack): Promise<State> {
  await initialized(stack);
  for (const args of [
    ['plan', '-input=false', '-out=plan'],
    ['apply', '-input=false', 'plan'],
  ]) {
    const { code, said } = await terraform(stack, ...args);
    if (code !== 0) throw new Error(`terraform ${args[0]} of ${stack.name}:\n${said}`);
  }
  return store.state(stack.backend.bucket, stack.backend.key);
}

/** The shipped app, as the cdktf command line runs it. */
beforeAll(async () => {
  store = await startStateStore('111111111111');
  const outdir = mkdtempSync(path.join(tmpdir(), 'remote-state-'));
  const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, { CDKTF_OUTDIR: outdir });
  if (code !== 0) throw new Error(said);
  stacks = shadowApp(outdir);
  environments = (await loadConfiguration('environments', new Date())).environments.map(({ name }) => name);
  const buckets = new Map(stacks.map(({ backend }) => [backend.bucket, backend.region]));
  await Promise.all([...buckets].map(([bucket, region]) => store.makeBucket(bucket, region)));
  states = await inOrder(stacks, applied);
}, 120_000);

afterAll(() => store.stop());

const READ = /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\["([^"]+)"\])?\}$/;

/** A place in a stack where a value of another one arrives. */
interface Arrival {
  /** Stack, output, and key if any. */
  readonly from: readonly string[];
  readonly published: unknown;
  readonly arrived: unknown;
}

/** Where a stack uses an output of another one, with what its state holds there. */
function arrivals({ name, json }: ShadowStack): Arrival[] {
  const environment = environments.find((one) => name.startsWith(`${one}-`));
  const held = new Map(
    states.get(name)?.resources.map((resource) => [resource.name, resource.instances[0]?.attributes.output?.value]),
  );
  const below = (written: unknown, value: any): Arrival[] => {
    if (typeof written === 'object' && written !== null)
      return Object.entries(written).flatMap(([key, inner]) => below(inner, value?.[key]));
    if (typeof written !== 'string' || !written.includes('data.terraform_remote_state')) return [];
    const [, producer = '', output = '', key] = READ.exec(written) ?? [];
    const whole: any = states.get(`${environment}-${producer}`)?.outputs[output]?.value;
    const from = [`${environment}-${producer}`, output, ...(key === undefined ? [] : [key])];
    return [{ from, published: key === undefined ? whole : whole?.[key], arrived: value }];
  };
  return Object.entries<any>(json['resource'].terraform_data).flatMap(([id, { input }]) => below(input, held.get(id)));
}

test('E1 every stack is planned and applied, after those that it reads', () => {
  expect([...states.keys()].toSorted()).toEqual(stacks.map(({ name }) => name).toSorted());
});

test('E1 each state lies under its own key, and no lock is left', async () => {
  const wanted = stacks.map(({ backend }) => `${backend.bucket}/${backend.key}`);
  const buckets = [...new Set(stacks.map(({ backend }) => backend.bucket))];
  const kept = await Promise.all(
    buckets.map(async (bucket) => (await store.keys(bucket)).map((key) => `${bucket}/${key}`)),
  );
  expect(kept.flat().toSorted()).toEqual(wanted.toSorted());
});

test('E1 what a stack publishes arrives, out of its state, wherever another one reads it', () => {
  const all = stacks.flatMap(arrivals);
  for (const { from, published, arrived } of all) {
    // Made up from the stack's own name: what another environment publishes is not the same.
    expect([from, published]).toEqual([from, expect.stringContaining(`${from[0]}/aws_`)]);
    expect([from, arrived]).toEqual([from, published]);
  }
  const read = new Set(all.map(({ from: [stack, output] }) => `${stack} ${output}`));
  for (const environment of environments) {
    expect(read).toContain(`${environment}-iam backupRoleArn`);
    expect(read).toContain(`${environment}-notifications topicArns`);
  }
});

test('E1 Terraform refuses a read of an output that nobody publishes', async () => {
  const reader = named(`${environments[0]}-backup`);
  const file = path.join(reader.folder, 'cdk.tf.json');
  const written = readFileSync(file, 'utf8');
  writeFileSync(file, written.replaceAll('.outputs.backupRoleArn}', '.outputs.backupRole}'));
  const { code, said } = await terraform(reader, 'plan', '-input=false');
  expect(said).toContain('This object does not have an attribute named "backupRole".');
  expect(code).toBe(1);
}, 30_000);
