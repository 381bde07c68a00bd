import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ReadStack, StateVersion } from '../../domain/bundle';
import { inOrder } from '../../domain/order';
import { initialize, type Initialized, PROVIDER_LOCK, providerLock, assertSuccess, type Workplace } from './initialize';
import { stateVersion } from './state-version';
import type { StackFiles } from './work-folder';

/** A synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  /** The stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
  readonly files: StackFiles;
}

/** The stacks to plan. */
export interface PlanRequest {
  /** Every stack of the environment. */
  readonly stacks: readonly SynthesizedStack[];
  /** The names of the stacks to plan. */
  readonly selected: readonly string[];
}

/** A saved plan. The plan and its JSON contain secrets in plain text. */
export interface StackPlan extends SynthesizedStack {
  readonly plan: Uint8Array;
  /** As `terraform show -json` prints it. */
  readonly json: string;
  /** The state that it was made for; null: none yet. */
  readonly state: StateVersion | null;
  /** Whether the plan has changes. */
  readonly changes: boolean;
}

/** A stack that reads outputs that do not exist yet. */
export interface WaitingStack {
  readonly name: string;
  readonly waitsFor: readonly string[];
}

export interface PlannedStacks {
  /** In apply order. */
  readonly planned: readonly StackPlan[];
  readonly waiting: readonly WaitingStack[];
  /** Stacks that were read but not selected. */
  readonly reads: readonly ReadStack[];
}

export const PLAN_FILE = 'plan.tfplan';

/**
 * Plans stacks, in parallel where they do not read each other. A stack waits if the outputs that it reads will change, or do
 * not exist yet: its plan would contain values that are outdated when it is applied.
 *
 * @throws {TerraformError | TerraformStoppedError}
 */
export async function planStacks(place: Workplace, { stacks, selected }: PlanRequest): Promise<PlannedStacks> {
  const requested = stacks.filter(({ name }) => selected.includes(name));
  const needed = new Set(requested.flatMap(({ name, dependencies }) => [name, ...dependencies]));
  const ordered = inOrder(stacks.filter(({ name }) => needed.has(name)));
  const initialized = new Map((await initialize(place, ordered)).map((stack) => [stack.name, stack]));
  const visits = new Map<string, Promise<Visited>>();
  const visit = async (synthesized: SynthesizedStack): Promise<Visited> => {
    const { name, dependencies } = synthesized;
    const stack = initialized.get(name);
    if (!stack) throw new Error(`${name} is not initialized`);
    const read = await Promise.all(dependencies.flatMap((producer) => visits.get(producer) ?? []));
    if (!selected.includes(name)) return readOnly(place, stack);
    const waitsFor = read.filter(({ ready }) => !ready).map((producer) => producer.name);
    if (waitsFor.length > 0) return { name, ready: false, waiting: { name, waitsFor } };
    return planned(place, stack, synthesized);
  };
  for (const stack of ordered) visits.set(stack.name, visit(stack));
  // If one fails, the others still finish: the caller removes their folders.
  const settled = await Promise.allSettled(visits.values());
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  const all = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return {
    planned: all.flatMap(({ plan }) => plan ?? []),
    waiting: all.flatMap(({ waiting }) => waiting ?? []),
    reads: all.flatMap(({ read }) => read ?? []),
  };
}

interface Visited {
  readonly name: string;
  /** Whether its outputs exist, and will not change. */
  readonly ready: boolean;
  readonly plan?: StackPlan;
  readonly waiting?: WaitingStack;
  readonly read?: ReadStack;
}

/** A stack that is read, but not planned. */
async function readOnly(place: Workplace, stack: Initialized): Promise<Visited> {
  const { name } = stack;
  const state = await stateVersion(place, stack);
  return state === null ? { name, ready: false } : { name, ready: true, read: { name, state } };
}

async function planned(place: Workplace, stack: Initialized, synthesized: SynthesizedStack): Promise<Visited> {
  const { terraform, progress } = place;
  const { name, folder, log } = stack;
  progress(`${name}: planning`);
  const state = await stateVersion(place, stack);
  const ended = await terraform.run(folder, ['plan', '-input=false', `-out=${PLAN_FILE}`], log);
  assertSuccess(place, stack, 'plan', ended);
  const json = await terraform.output(folder, ['show', '-json', PLAN_FILE], log);
  const { applyable, output_changes: outputs = {} } = JSON.parse(json) as PlanJson;
  const changesOutputs = Object.values(outputs).some(({ actions }) => actions.some((action) => action !== 'no-op'));
  const plan: StackPlan = {
    ...synthesized,
    files: withLock(synthesized.files, folder),
    plan: readFileSync(path.join(folder, PLAN_FILE)),
    json,
    state,
    changes: applyable,
  };
  progress(`${name}: planned${plan.changes ? '' : ', no changes'}`);
  return { name, ready: state !== null && !changesOutputs, plan };
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
interface PlanJson {
  readonly applyable: boolean;
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/** Apply requires the same provider versions as the plan. */
function withLock(files: StackFiles, folder: string): StackFiles {
  const lock = providerLock(folder);
  return lock ? { ...files, [PROVIDER_LOCK]: lock } : files;
}
