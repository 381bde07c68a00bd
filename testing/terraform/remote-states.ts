import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadConfiguration } from '#environments';
import { ROOT, run } from './programs';
import { inOrder, shadowApp, type RewrittenStack } from './shadow-app';
import { startStateStore, type State, type StateStore } from './state-store';

let store: StateStore;
let stacks: RewrittenStack[];
let states: Map<string, State>;
let environments: readonly string[];

const terraform = ({ folder }: RewrittenStack, ...args: string[]) => run('terraform', args, folder, store.variables);
const named = (name: string): RewrittenStack => stacks.find((stack) => stack.name === name) as RewrittenStack;

/** Plans and applies a stack, and gives the state that is then in the bucket. */
async function applied(stack: RewrittenStack): Promise<State> {
  for (const args of [
    ['init', '-input=false'],
    ['apply', '-input=false', '-auto-approve'],
  ]) {
    const { code, said } = await terraform(stack, ...args);
    if (code !== 0) throw new Error(`terraform ${args[0]} of ${stack.name}:\n${said}`);
  }
  return store.state(stack.backend.bucket, stack.backend.key);
}

const READ = /\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\["([^"]+)"\])?\}/g;

/** A place in a stack where a value of another one arrives. */
interface Arrival {
  readonly producer: string;
  readonly output: string;
  readonly published: unknown;
  readonly arrived: unknown;
  /** Whether the place holds nothing but that value, and not a document that names it. */
  readonly alone: boolean;
}

/** Where a stack uses an output of another one, with what its state holds there. */
function arrivals({ name, json }: RewrittenStack): Arrival[] {
  const environment = environments.find((one) => name.startsWith(`${one}-`));
  const resources = states.get(name)?.resources ?? [];
  const held = new Map(resources.map(({ name: id, instances }) => [id, instances[0]?.attributes.output?.value]));
  const below = (written: unknown, arrived: any): Arrival[] => {
    if (typeof written === 'object' && written !== null)
      return Object.entries(written).flatMap(([key, inner]) => below(inner, arrived?.[key]));
    if (typeof written !== 'string') return [];
    return [...written.matchAll(READ)].map(([text, stack = '', output = '', key]) => {
      const producer = `${environment}-${stack}`;
      const whole: any = states.get(producer)?.outputs[output]?.value;
      return {
        producer,
        output,
        published: key === undefined ? whole : whole?.[key],
        arrived,
        alone: text === written,
      };
    });
  };
  return Object.entries<any>(json['resource'].terraform_data).flatMap(([id, { input }]) => below(input, held.get(id)));
}

/**
 * Applies stacks of the shipped app by Terraform, in the order in which they read each other, and tests what arrives.
 *
 * @param isTested of the name of a stack; all that it reads must be included
 */
export function testRemoteStates(isTested: (stack: string) => boolean): void {
  // The shipped app, as the cdktf command line runs it.
  beforeAll(async () => {
    store = await startStateStore('111111111111');
    const outdir = mkdtempSync(path.join(tmpdir(), 'remote-state-'));
    const { code, said } = await run(process.execPath, ['bin/synth-app.js'], ROOT, { CDKTF_OUTDIR: outdir });
    if (code !== 0) throw new Error(said);
    stacks = shadowApp(outdir).filter(({ name }) => isTested(name));
    environments = (await loadConfiguration('environments', new Date())).environments.map(({ name }) => name);
    const buckets = new Map(stacks.map(({ backend }) => [backend.bucket, backend.region]));
    await Promise.all([...buckets].map(([bucket, region]) => store.makeBucket(bucket, region)));
    states = await inOrder(stacks, applied);
  });

  afterAll(() => store.stop());

  test('E1 every stack is planned and applied, after those that it reads', () => {
    expect([...states.keys()].toSorted()).toEqual(stacks.map(({ name }) => name).toSorted());
  });

  test('E1 each state has its own key, and no lock remains', async () => {
    const wanted = stacks.map(({ backend }) => `${backend.bucket}/${backend.key}`);
    const buckets = [...new Set(stacks.map(({ backend }) => backend.bucket))];
    const kept = await Promise.all(
      buckets.map(async (bucket) => (await store.keys(bucket)).map((key) => `${bucket}/${key}`)),
    );
    expect(kept.flat().toSorted()).toEqual(wanted.toSorted());
  });

  test('E1 what a stack publishes arrives, out of its state, wherever another one reads it', () => {
    for (const stack of stacks) {
      const all = arrivals(stack);
      expect([...new Set(all.map(({ producer }) => producer))].toSorted()).toEqual([...stack.dependencies].toSorted());
      for (const { producer, output, published, arrived, alone } of all) {
        // Made up from the producer's name, so that no other environment publishes the same.
        expect([output, published]).toEqual([output, expect.stringContaining(`${producer}/aws_`)]);
        expect([output, arrived]).toEqual([output, alone ? published : expect.stringContaining(String(published))]);
      }
    }
    expect(named(`${environments[0]}-backup`).dependencies).not.toEqual([]);
  });

  test('E1 Terraform refuses a read of an output that is not published', async () => {
    const reader = named(`${environments[0]}-backup`);
    const file = path.join(reader.folder, 'cdk.tf.json');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, written.replaceAll('.outputs.backupRoleArn}', '.outputs.backupRole}'));
    const { code, said } = await terraform(reader, 'plan', '-input=false');
    expect(said).toContain('This object does not have an attribute named "backupRole".');
    expect(code).toBe(1);
  });
}
