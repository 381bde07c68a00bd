import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { RewrittenStack } from '../terraform/shadow-app';
import type { Block } from '../synthesized';
import { run, type Variables } from '../terraform/programs';
import { type ArgumentChange, titleOf, withChanges } from './argument-changes';
import type { ProviderApp } from './provider-account';
import { terraform } from './provider-terraform';

/** A resource, and its argument that a change reaches. */
export interface Observed {
  readonly address: string;
  readonly type: string;
  readonly argument: string;
}

/** What the provider does about a change. */
export interface Outcome {
  readonly change: ArgumentChange;
  readonly observed: readonly Observed[];
  /** The message of the provider, if it refuses the change. */
  readonly refusal?: string;
  /** The plan as `terraform show -json` prints it, of this and of independent changes. */
  readonly plan?: Block;
}

/** One change of each kind of each argument, spread over the resources: each plan can contain one change per resource. */
export function oneOfEach(changes: readonly ArgumentChange[]): ArgumentChange[] {
  const byTitle = new Map<string, ArgumentChange[]>();
  for (const change of changes) byTitle.set(titleOf(change), [...(byTitle.get(titleOf(change)) ?? []), change]);
  const load = new Map<string, number>();
  const loadOf = ({ stack, address }: ArgumentChange): number => load.get(`${stack} ${address}`) ?? 0;
  return [...byTitle.values()].map((same) => {
    const chosen = same.reduce((best, one) => (loadOf(one) < loadOf(best) ? one : best));
    load.set(`${chosen.stack} ${chosen.address}`, loadOf(chosen) + 1);
    return chosen;
  });
}

/** Plans changes of an applied stack, as many as possible together. Nothing is applied. */
export async function planChanges(
  { stacks, variables }: ProviderApp,
  name: string,
  changes: readonly ArgumentChange[],
): Promise<Outcome[]> {
  const { folder, json: applied } = stacks.get(name) as RewrittenStack;
  const stack = { folder, json: withoutPreventDestroy(applied), variables };
  const relatedTo = relatedIn(stack.json);
  const reached = changes.map((change) => {
    const observed = observedBy(change, stack.json);
    const addresses = [change.address, ...observed.map(({ address }) => address)];
    return { change, observed, addresses, related: new Set(addresses.flatMap((one) => [...relatedTo(one)])) };
  });
  const outcomes: Outcome[] = [];
  for (const group of independent(reached)) outcomes.push(...(await planTogether(stack, group)));
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(applied));
  return outcomes;
}

/** A change, the resources that it reaches, and those that are related to them. */
interface Reached extends Pick<Outcome, 'change' | 'observed'> {
  readonly addresses: readonly string[];
  readonly related: ReadonlySet<string>;
}

interface AppliedStack extends Pick<RewrittenStack, 'folder' | 'json'> {
  readonly variables: Variables;
}

async function planTogether(stack: AppliedStack, group: readonly Reached[]): Promise<Outcome[]> {
  if (group.length === 0) return [];
  const { folder, json, variables } = stack;
  const changed = withChanges(
    json,
    group.map(({ change }) => change),
  );
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(changed));
  const args = ['plan', '-json', '-input=false', '-refresh=false', '-lock=false', '-out=changed.tfplan'];
  const { code, said } = await run('terraform', args, folder, variables);
  if (code === 0) {
    const plan = JSON.parse(await terraform(folder, ['show', '-json', 'changed.tfplan'], variables));
    return group.map(({ change, observed }) => ({ change, observed, plan }));
  }
  const errors = errorsIn(said);
  // A crash of the provider ends all its requests.
  if (group.length > 1 && said.includes('Plugin did not respond')) {
    const outcomes: Outcome[] = [];
    for (const one of group) outcomes.push(...(await planTogether(stack, [one])));
    return outcomes;
  }
  const refused = group.flatMap(({ change, observed, addresses }) => {
    const refusal = addresses.map((address) => errors.get(address)).find((message) => message !== undefined);
    return refusal === undefined ? [] : [{ change, observed, refusal }];
  });
  if (refused.length === 0) throw new Error([...errors].join('\n'));
  const rest = group.filter(({ change }) => refused.every((one) => one.change !== change));
  return [...refused, ...(await planTogether(stack, rest))];
}

/** The errors of a plan, by the address that each is about. */
function errorsIn(said: string): Map<string, string> {
  const messages = said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Block => JSON.parse(line));
  return new Map(
    messages
      .filter(({ type, diagnostic }) => type === 'diagnostic' && diagnostic.severity === 'error')
      .map(({ diagnostic: { address, snippet, summary, detail } }) => {
        const [, context] = /^(?:resource\.)?((?:data\.)?[\w-]+\.[\w-]+)/.exec(snippet?.context ?? '') ?? [];
        return [address ?? context ?? '', `${summary}: ${detail}`];
      }),
  );
}

/** Resources and data sources that refer to each other, over others too. */
function relatedIn(json: Block): (address: string) => ReadonlySet<string> {
  const references = referencesIn(json);
  const above = (address: string, found = new Set<string>()): Set<string> => {
    for (const one of references.get(address) ?? []) if (!found.has(one)) above(one, found.add(one));
    return found;
  };
  const all = new Map([...references.keys()].map((address) => [address, above(address)]));
  return (address) => {
    const below = [...all].filter(([, others]) => others.has(address)).map(([one]) => one);
    return new Set([address, ...(all.get(address) ?? []), ...below]);
  };
}

/** The addresses that each resource and data source refers to. */
function referencesIn({ resource = {}, data = {} }: Block): Map<string, string[]> {
  const parts = [
    ['', resource],
    ['data.', data],
  ].flatMap(([kind, types]) =>
    Object.entries<Block>(types).flatMap(([type, blocks]) =>
      Object.entries<Block>(blocks).map(([id, block]) => [`${kind}${type}.${id}`, JSON.stringify(block)] as const),
    ),
  );
  return new Map(
    parts.map(([address, text]) => [
      address,
      parts.map(([other]) => other).filter((other) => other !== address && new RegExp(`\\b${other}\\b`).test(text)),
    ]),
  );
}

/** Groups of changes that reach resources of which none refers to another one. */
function independent(changes: readonly Reached[]): Reached[][] {
  const groups: { readonly changes: Reached[]; readonly addresses: Set<string> }[] = [];
  for (const change of changes) {
    let group = groups.find(({ addresses }) => [...change.related].every((address) => !addresses.has(address)));
    if (group === undefined) groups.push((group = { changes: [], addresses: new Set() }));
    group.changes.push(change);
    for (const address of change.addresses) group.addresses.add(address);
  }
  return groups.map((group) => group.changes);
}

/** The resource itself; for a data source the resources that refer to it. */
export function observedBy({ address, type, name }: ArgumentChange, { resource }: Block): Observed[] {
  if (!address.startsWith('data.')) return [{ address, type, argument: name.split('.')[1] ?? '' }];
  return Object.entries<Block>(resource).flatMap(([of, blocks]) =>
    Object.entries<Block>(blocks).flatMap(([id, block]) =>
      Object.entries(block)
        .filter(([, value]) => typeof value === 'string' && value.includes(`\${${address}.`))
        .map(([argument]) => ({ address: `${of}.${id}`, type: of, argument })),
    ),
  );
}

/** A plan with a replacement that it would refuse shows what the provider does. */
export function withoutPreventDestroy(json: Block): Block {
  const text = JSON.stringify(json, (key, value) => (key === 'prevent_destroy' ? undefined : value));
  return JSON.parse(text);
}
