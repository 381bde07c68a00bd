import { createHash } from 'node:crypto';

import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

import { type BundledStack, type BundleManifest, damagedEntries, isManifest } from '../domain/bundle';
import type { Finding } from '../../domain/finding';
import type { PlannedStack } from './terraform/apply-stacks';
import { PLAN_FILE, type StackPlan } from './terraform/plan-stacks';

/** The manifest of a bundle without the parts that follow from its plans. */
export type BundleHead = Omit<BundleManifest, 'schema' | 'stacks' | 'checksums'>;

/** A bundle, or what is wrong with it. */
export type ReadBundle =
  | { readonly manifest: BundleManifest; readonly stacks: readonly PlannedStack[]; readonly findings: readonly [] }
  | { readonly findings: readonly Finding[] };

const MANIFEST = 'manifest.json';
/** Noon in any time zone, because a zip file stores local time: the same plans give the same bytes. */
const MODIFIED_AT = new Date(1980, 0, 1, 12);

/** A zip file with the plans, their JSON, their inputs, and a manifest. */
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
  return zipSync(files, { mtime: MODIFIED_AT });
}

/** Reads a bundle, and verifies its checksums. */
export function unpackBundle(bytes: Uint8Array): ReadBundle {
  const { [MANIFEST]: manifestText, ...entries } = unzipped(bytes) ?? {};
  const manifest: unknown = manifestText && parsed(manifestText);
  if (!isManifest(manifest)) {
    const remedy = 'specify the file that npx backupctl plan wrote, or plan again';
    return { findings: [{ ...DAMAGED, path: MANIFEST, message: formatProblem(manifest), remedy }] };
  }
  const findings = [...damagedEntries(manifest, digests(entries)), ...outsideEntries(entries)];
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

function formatProblem(manifest: unknown): string {
  const { schema } = (manifest ?? {}) as { readonly schema?: unknown };
  return typeof schema === 'number' && schema !== 1
    ? `it has format ${schema}, but this version of backupctl supports format 1`
    : 'it is not a bundle of this version of backupctl';
}

const DAMAGED = { rule: 'bundle-damaged', severity: 'error', source: 'backupctl' } as const;

function planEntry(stack: string): string {
  return `stacks/${stack}/${PLAN_FILE}`;
}

function inputsOf(stack: string): string {
  return `stacks/${stack}/inputs/`;
}

/** Entries that would be written outside the folder of the bundle. */
function outsideEntries(entries: Readonly<Record<string, Uint8Array>>): Finding[] {
  return Object.keys(entries)
    .filter((entry) => entry.includes('\\') || entry.split('/').includes('..'))
    .map((path) => ({
      ...DAMAGED,
      path,
      message: 'its path leads out of the bundle',
      remedy: 'do not trust the source of this bundle',
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
