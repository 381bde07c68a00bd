import { createHash } from 'node:crypto';

import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

import { type BundledStack, type BundleManifest, damagedEntries, isManifest } from '../domain/bundle';
import type { Finding } from '../../domain/finding';
import type { PlannedStack } from './terraform/apply-stacks';
import { PLAN_FILE, type StackPlan } from './terraform/plan-stacks';

/** What a bundle says of itself, but for what its plans say. */
export type BundleHead = Omit<BundleManifest, 'schema' | 'stacks' | 'checksums'>;

/** A bundle that was read, or what is wrong with it. */
export type ReadBundle =
  | { readonly manifest: BundleManifest; readonly stacks: readonly PlannedStack[]; readonly findings: readonly [] }
  | { readonly findings: readonly Finding[] };

const MANIFEST = 'manifest.json';
/** Any zone's own noon: a zip holds local time. The same plans make the same bytes. */
const MADE_AT = new Date(1980, 0, 1, 12);

/** One file with plans, their JSON, what they were made of, and a manifest. */
export function packBundle(head: BundleHead, plans: readonly StackPlan[]): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const { name, plan, json, files } of plans) {
    entries[planEntry(name)] = plan;
    entries[`stacks/${name}/plan.json`] = strToU8(json);
    for (const [file, content] of Object.entries(files)) entries[`${inputsOf(name)}${file}`] = content;
  }
  const stacks = plans.map(({ name, dependencies, state, changes }): BundledStack => ({
    name,
    dependencies,
    state,
    changes,
  }));
  const manifest: BundleManifest = { schema: 1, ...head, stacks, checksums: digests(entries) };
  const files: Zippable = { [MANIFEST]: strToU8(JSON.stringify(manifest, null, 2)), ...entries };
  return zipSync(files, { mtime: MADE_AT });
}

/** Reads a bundle, and looks whether everything in it is what was put into it. */
export function unpackBundle(bytes: Uint8Array): ReadBundle {
  const { [MANIFEST]: manifestText, ...entries } = unzipped(bytes) ?? {};
  const manifest: unknown = manifestText && parsed(manifestText);
  if (!isManifest(manifest)) {
    const remedy = 'give the file that npx backupctl plan wrote, or plan again';
    return { findings: [{ ...DAMAGED, path: MANIFEST, message: strangeness(manifest), remedy }] };
  }
  const findings = [...damagedEntries(manifest, digests(entries)), ...straying(entries)];
  if (findings.length > 0) return { findings };
  const stacks = manifest.stacks.map((stack): PlannedStack => {
    const inputs = inputsOf(stack.name);
    const files = Object.entries(entries).filter(([entry]) => entry.startsWith(inputs));
    return {
      ...stack,
      plan: entries[planEntry(stack.name)] ?? new Uint8Array(),
      files: Object.fromEntries(files.map(([entry, content]) => [entry.slice(inputs.length), content])),
    };
  });
  return { manifest, stacks, findings: [] };
}

/** sha256 as hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function strangeness(manifest: unknown): string {
  const { schema } = (manifest ?? {}) as { readonly schema?: unknown };
  return typeof schema === 'number' && schema !== 1
    ? `it is written in format ${schema}, and this version of backupctl knows format 1`
    : 'it is no bundle that this version of backupctl has written';
}

const DAMAGED = { rule: 'bundle-damaged', severity: 'error', source: 'backupctl' } as const;

function planEntry(stack: string): string {
  return `stacks/${stack}/${PLAN_FILE}`;
}

function inputsOf(stack: string): string {
  return `stacks/${stack}/inputs/`;
}

/** Entries that would be written somewhere else than below the folder that is meant for them. */
function straying(entries: Readonly<Record<string, Uint8Array>>): Finding[] {
  return Object.keys(entries)
    .filter((entry) => entry.includes('\\') || entry.split('/').includes('..'))
    .map((path) => ({
      ...DAMAGED,
      path,
      message: 'it leads out of the bundle',
      remedy: 'do not trust where the bundle came from',
    }));
}

function digests(entries: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([entry, content]) => [entry, sha256(content)]));
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(text));
  } catch {
    return undefined;
  }
}
