import type { Finding } from '../domain/finding';
import { isObject } from '../domain/json-object';

/** The parts of a stack's Terraform JSON that these rules read. */
export interface StackJson {
  readonly terraform?: { readonly backend?: Readonly<Record<string, unknown>> };
  readonly data?: { readonly terraform_remote_state?: Readonly<Record<string, RemoteState>> };
  readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface RemoteState {
  readonly backend: string;
  readonly config: unknown;
}

/** An output of another stack, or one value of it, that a stack reads. */
export interface StateRead {
  readonly reader: string;
  /** The name of the remote state in the reader. */
  readonly state: string;
  /** The stack with that state; undefined if there is none. */
  readonly producer: string | undefined;
  readonly output: string;
  /** The key, if one value of a map is read. */
  readonly key: string | undefined;
}

/** `data.terraform_remote_state.iam.outputs.topicArns["ap-northeast-1"]` */
const READ = /\bdata\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])(?:\["([^"]+)"\])?/g;

/** The outputs that each stack reads from other stacks, without duplicates. */
export function stateReads(stacks: Readonly<Record<string, StackJson>>): StateRead[] {
  return Object.entries(stacks).flatMap(([reader, json]) => {
    const reads = new Map<string, RegExpExecArray>();
    forEachText(json, (text) => {
      if (!text.includes('data.terraform_remote_state.')) return;
      for (const read of text.matchAll(READ)) reads.set(read[0], read);
    });
    return [...reads.values()].map(([, state = '', byName, byIndex, key]) => {
      const remote = json.data?.terraform_remote_state?.[state];
      return { reader, state, producer: producerOf(remote, stacks), output: byName ?? byIndex ?? '', key };
    });
  });
}

/** Reads that fail or find nothing in Terraform: no such state, output or key. */
export function brokenReads(stacks: Readonly<Record<string, StackJson>>): Finding[] {
  return stateReads(stacks).flatMap((read) => {
    const { reader, state, producer, output, key } = read;
    const path = `${reader}: data.terraform_remote_state.${state}.outputs.${output}`;
    if (producer === undefined) {
      const message = `${reader} reads the state ${state}, but no stack has this state`;
      return [broken(path, message, `use the function stateLocation for the backend of ${state} and in ${reader}`)];
    }
    const outputs = stacks[producer]?.output ?? {};
    const published = Object.hasOwn(outputs, output) ? outputs[output] : undefined;
    if (!published) {
      const message = `${reader} reads ${output} of ${producer}, which does not publish it`;
      return [broken(path, message, `publish ${output} in ${producer}, or read another output`)];
    }
    if (key === undefined || hasKey(published.value, key)) return [];
    const message = `${reader} reads ${output}["${key}"] of ${producer}, which has no such key`;
    return [broken(`${path}["${key}"]`, message, `publish ${key} in ${output} of ${producer}, or read another key`)];
  });
}

function broken(path: string, message: string, remedy: string): Finding {
  return { rule: 'broken-state-read', severity: 'error', source: 'backupctl', path, message, remedy };
}

/** The stack whose backend is the location of the remote state. */
function producerOf(remote: RemoteState | undefined, stacks: Readonly<Record<string, StackJson>>): string | undefined {
  if (typeof remote?.backend !== 'string') return undefined;
  const { backend: kind } = remote;
  const wanted = place(remote.config);
  return Object.keys(stacks).find((stack) => {
    const backend = stacks[stack]?.terraform?.backend?.[kind];
    return backend !== undefined && place(backend) === wanted;
  });
}

/** Bucket, region and key identify a state: encryption and role may differ. */
function place(config: unknown): string {
  const { bucket, region, key } = isObject(config) ? config : {};
  return JSON.stringify([bucket, region, key]);
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** Visits every text in a value, including keys, which may contain expressions too. */
function forEachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    visit(key);
    forEachText(inner, visit);
  }
}
